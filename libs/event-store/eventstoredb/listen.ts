import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Connection } from './connection.js';
import { EndedEarly, isTransient, NoAnswer, poisonsClient } from './failures.js';
import { backOff, freshTurn, QUIET, within } from './waiting.js';

/** What this file needs of the readable streams that the client hands out. */
interface ClientStream {
  on(event: 'error', listener: (error: Error) => void): unknown;
  destroy(): unknown;
  [Symbol.asyncIterator](): AsyncIterator<unknown>;
}

/** A read or a subscription of the client. */
interface Opened {
  readonly stream: ClientStream;
  readonly cancel: () => Promise<void>;
}

export type Open = (client: EventStoreDBClient) => Opened;

/**
 * What a stream of the client yields, and `QUIET` whenever it has yielded nothing for `patienceMs`. Ends when the stream ends or
 * `signal` aborts; throws when it fails, which the client sometimes says without ending the stream.
 */
export async function* listen<T>(
  connection: Connection,
  open: Open,
  patienceMs: () => number,
  signal?: AbortSignal,
): AsyncGenerator<T | typeof QUIET> {
  await freshTurn();
  if (signal?.aborted) return;
  const client = connection.client();
  const { stream, cancel } = open(client);
  const stop = (): void => void stream.destroy();
  stream.on('error', ignore);
  signal?.addEventListener('abort', stop);
  const items = stream[Symbol.asyncIterator]() as AsyncIterator<T>;
  try {
    for (let next = items.next(); ;) {
      const heard = await within(patienceMs(), next);
      if (signal?.aborted) return;
      if (heard === QUIET) yield QUIET;
      else if (heard.done) return;
      else {
        yield heard.value;
        next = items.next();
      }
    }
  } catch (error) {
    if (signal?.aborted) return;
    if (poisonsClient(error)) connection.replace(client);
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    stream.destroy();
    cancel().catch(ignore);
  }
}

/**
 * Takes the end of a read at its word only when what it ended with is what had to come last. A server that shuts down ends its calls
 * regularly, in the middle of them, and so does a client that is put away.
 */
export async function* complete<T>(
  what: string,
  items: AsyncIterable<T | typeof QUIET>,
  isComplete: (last: T | undefined) => boolean,
): AsyncGenerator<T | typeof QUIET> {
  let last: T | undefined;
  for await (const item of items) {
    if (item !== QUIET) last = item;
    yield item;
  }
  if (!isComplete(last)) throw new EndedEarly(what);
}

const ignore = (): void => undefined;

/** How often a read that brings nothing new is taken up again. */
const FAILURES_MAX = 3;

/**
 * Reads to the end. A read that loses its connection or falls silent is taken up again after the last item; one that does so again
 * and again fails.
 */
export async function* readAllOf<T>(
  connection: Connection,
  what: string,
  patienceMs: number,
  openAfter: (last: T | undefined) => AsyncIterable<T | typeof QUIET>,
): AsyncGenerator<T> {
  let last: T | undefined;
  for (let failures = 0; ;) {
    const client = connection.client();
    try {
      for await (const item of openAfter(last)) {
        if (item === QUIET) {
          connection.replace(client);
          throw new NoAnswer(what, patienceMs);
        }
        failures = 0;
        last = item;
        yield item;
      }
      // A client that is put away cancels its calls, and passes that off as a regular end.
      if (connection.client() !== client) throw new EndedEarly(what);
      return;
    } catch (error) {
      // Cut short because another call failed, it is not to blame and tries again as often as that happens.
      const isCutShort = error instanceof EndedEarly && connection.client() !== client;
      if (!isCutShort) failures += 1;
      if (!isTransient(error) || failures === FAILURES_MAX) throw error;
    }
    await backOff(failures, 1_000);
  }
}
