import {
  type AllStreamResolvedEvent,
  BACKWARDS,
  END,
  type ResolvedEvent,
  START,
  StreamDeletedError,
  streamNameFilter,
  StreamNotFoundError,
} from '@eventstore/db-client';
import { assert } from '#kernel/assert.js';
import { CHAIN_START } from '../content-of-event.js';
import type { LogPosition, StoredEvent } from '../envelope.js';
import { assertFollows, type ChainLink } from '../event-record.js';
import { EventCorrupted, type ReadLogOptions, type ReadStreamOptions } from '../event-store.js';
import type { Connection } from './connection.js';
import { EndedEarly } from './failures.js';
import { listen, type Open, readAllOf } from './listen.js';
import { assertReached, isReached, placeOf, positionOf } from './log-place.js';
import { type Stored, storedOf } from './stored-form.js';
import { QUIET } from './waiting.js';

/** Where and how events are read. */
export interface Source {
  readonly connection: Connection;
  /** What the names of our streams begin with in this cluster. */
  readonly prefix: string;
  /** How long a read may stay silent. */
  readonly readMs: number;
}

/** Starts one event early, so that the first event handed over is also checked against the chain. */
export async function* readStored(
  source: Source,
  stream: string,
  { from = 0, limit = Infinity }: ReadStreamOptions = {},
): AsyncGenerator<Stored> {
  let previous: ChainLink = from === 0 ? { revision: -1, streamHash: CHAIN_START } : { revision: from - 2 };
  const end = from + limit;
  if (limit === 0) return;
  const openAfter = (): AsyncIterable<ResolvedEvent | typeof QUIET> =>
    pageOf(source, stream, previous.revision + 1, end);
  try {
    const resolved = readAllOf(source.connection, `reading ${stream}`, source.readMs, openAfter);
    for await (const { event: recorded } of resolved) {
      assert(recorded, 'A stream that is read without following links holds events');
      const stored = storedOf(recorded, source.prefix);
      assertFollows(previous, stored.event);
      previous = stored.event;
      if (previous.revision >= from) yield stored;
    }
  } catch (error) {
    if (error instanceof StreamNotFoundError) return;
    if (error instanceof StreamDeletedError) throw new EventCorrupted(stream, 'it was deleted');
    throw error;
  }
}

const pageOf = (
  { connection, prefix, readMs }: Source,
  stream: string,
  first: number,
  end: number,
): AsyncIterable<ResolvedEvent | typeof QUIET> => {
  const range = {
    fromRevision: BigInt(first),
    maxCount: Math.min(end - first, Number.MAX_SAFE_INTEGER),
  };
  const open: Open = (client) => {
    const { credentials } = connection;
    const read = client.readStream(prefix + stream, { ...range, credentials, requiresLeader: true });
    return { stream: read, cancel: () => read.cancel() };
  };
  return listen<ResolvedEvent>(connection, open, () => readMs);
};

/**
 * A catch-up subscription to our streams: the server filters, sends in log order, and starts strictly after `after`. From the leader, as
 * every read: a node that has lost the lead may be behind a position that another process has kept, and would seem to have lost events.
 */
export const subscription =
  ({ connection, prefix }: Source, after: LogPosition | undefined): Open =>
  (client) => {
    const subscribed = client.subscribeToAll({
      fromPosition: after === undefined ? START : placeOf(after),
      filter: streamNameFilter({ prefixes: [prefix], maxSearchWindow: 500, checkpointInterval: 20 }),
      credentials: connection.credentials,
      requiresLeader: true,
    });
    return { stream: subscribed, cancel: () => subscribed.unsubscribe() };
  };

export const storedInLog = (resolved: AllStreamResolvedEvent, prefix: string): StoredEvent => {
  const { event } = resolved;
  assert(event, 'A log that is read without following links holds events');
  return storedOf(event, prefix).event;
};

/** By subscription too: only there the client lets the server filter. It ends at what was the head when it began. */
export async function* readLog(
  source: Source,
  { after, limit = Infinity }: ReadLogOptions = {},
): AsyncGenerator<StoredEvent> {
  const through = await readHead(source);
  assertReached(after, through);
  if (limit === 0 || isReached(through, after)) return;
  const openAfter = (last: StoredEvent | undefined): AsyncIterable<StoredEvent | typeof QUIET> =>
    logAfter(source, last?.position ?? after);
  let count = 0;
  for await (const event of readAllOf(source.connection, 'reading the log', source.readMs, openAfter)) {
    yield event;
    count += 1;
    if (count >= limit || isReached(through, event.position)) return;
  }
}

/** @throws EndedEarly because a subscription has no end. */
async function* logAfter(
  source: Source,
  after: LogPosition | undefined,
): AsyncGenerator<StoredEvent | typeof QUIET> {
  for await (const heard of listen<AllStreamResolvedEvent>(
    source.connection,
    subscription(source, after),
    () => source.readMs,
  )) {
    if (heard === QUIET) yield QUIET;
    else {
      const event = storedInLog(heard, source.prefix);
      if (after === undefined || event.position > after) yield event;
    }
  }
  throw new EndedEarly('the log');
}

/**
 * Position of our last event. The client cannot let the server filter here, so this walks back over what others wrote since: one
 * event at first, which is enough in a cluster of our own.
 */
export const readHead = async (source: Source): Promise<LogPosition | undefined> => {
  for (const maxCount of [1, Number.MAX_SAFE_INTEGER]) {
    const openAfter = (): AsyncIterable<AllStreamResolvedEvent | typeof QUIET> =>
      logBackwards(source, maxCount);
    for await (const { event } of readAllOf(
      source.connection,
      'reading the head',
      source.readMs,
      openAfter,
    )) {
      if (event?.streamId.startsWith(source.prefix)) return positionOf(event);
    }
  }
  return undefined;
};

const logBackwards = (
  { connection, readMs }: Source,
  maxCount: number,
): AsyncIterable<AllStreamResolvedEvent | typeof QUIET> => {
  const open: Open = (client) => {
    const { credentials } = connection;
    const range = { direction: BACKWARDS, fromPosition: END, maxCount } as const;
    const read = client.readAll({ ...range, credentials, requiresLeader: true });
    return { stream: read, cancel: () => read.cancel() };
  };
  return listen<AllStreamResolvedEvent>(connection, open, () => readMs);
};
