import {
  BACKWARDS,
  END,
  type ReadStreamOptions as Range,
  type ResolvedEvent,
  StreamDeletedError,
  StreamNotFoundError,
} from '@eventstore/db-client';
import { assert } from '#kernel/assert.js';
import { CHAIN_START } from '../content-of-event.js';
import { assertFollows, type ChainLink } from '../event-record.js';
import { EventCorrupted, type ReadStreamOptions } from '../event-store.js';
import { complete, listen, type Open, readAllOf } from './listen.js';
import type { Source } from './read-events.js';
import { type Stored, storedOf } from './stored-form.js';

/**
 * Reads what is there when it begins: the last event is looked up first, because a read that ends early ends like any other. Starts
 * one event early, so that the first event handed over is also checked against the chain.
 * @param knownEnd spares the look: the stream is known to go so far, for instance because it was just appended to.
 */
export async function* readStored(
  source: Source,
  stream: string,
  { from = 0, limit = Infinity, knownEnd }: ReadStreamOptions & { readonly knownEnd?: number } = {},
): AsyncGenerator<Stored> {
  if (limit === 0) return;
  try {
    const end = knownEnd ?? Math.min(from + limit, (await lastRevision(source, stream)) + 1);
    if (from < end) yield* readBetween(source, stream, from, end);
  } catch (error) {
    if (error instanceof StreamNotFoundError) return;
    if (error instanceof StreamDeletedError) throw new EventCorrupted(stream, 'it was deleted');
    throw error;
  }
}

async function* readBetween(
  source: Source,
  stream: string,
  from: number,
  end: number,
): AsyncGenerator<Stored> {
  let previous: ChainLink = from === 0 ? { revision: -1, streamHash: CHAIN_START } : { revision: from - 2 };
  const rest = (): Omit<Page, 'isComplete'> => ({
    fromRevision: BigInt(previous.revision + 1),
    maxCount: end - previous.revision - 1,
  });
  const isComplete = (last: ResolvedEvent | undefined): boolean => Number(last?.event?.revision) === end - 1;
  for await (const { event: recorded } of readPages(source, stream, () => ({ ...rest(), isComplete }))) {
    assert(recorded, 'A stream that is read without following links holds events');
    const stored = storedOf(recorded, source.prefix);
    assertFollows(previous, stored.event);
    previous = stored.event;
    if (previous.revision >= from) yield stored;
  }
}

/** @throws StreamNotFoundError for a stream without events. */
const lastRevision = async (source: Source, stream: string): Promise<number> => {
  const page = {
    direction: BACKWARDS,
    fromRevision: END,
    maxCount: 1,
    isComplete: (last: ResolvedEvent | undefined) => last !== undefined,
  } as const;
  for await (const { event } of readPages(source, stream, () => page)) {
    assert(event, 'A stream that is read without following links holds events');
    return Number(event.revision);
  }
  return -1;
};

interface Page extends Pick<Range, 'direction' | 'fromRevision' | 'maxCount'> {
  readonly isComplete: (last: ResolvedEvent | undefined) => boolean;
}

/** Reads a page; one that breaks off is asked for again as it is then. */
const readPages = (
  { connection, prefix, readMs }: Source,
  stream: string,
  pageOf: () => Page,
): AsyncGenerator<ResolvedEvent> => {
  const what = `reading ${stream}`;
  return readAllOf(connection, what, readMs, () => {
    const { isComplete, ...range } = pageOf();
    const open: Open = (client) => {
      const { credentials } = connection;
      const read = client.readStream(prefix + stream, { ...range, credentials, requiresLeader: true });
      return { stream: read, cancel: () => read.cancel() };
    };
    return complete(
      what,
      listen<ResolvedEvent>(connection, open, () => readMs),
      isComplete,
    );
  });
};
