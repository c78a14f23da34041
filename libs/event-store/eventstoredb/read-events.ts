import {
  type AllStreamResolvedEvent,
  BACKWARDS,
  END,
  FORWARDS,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { assert } from '#kernel/assert.js';
import type { LogPosition, StoredEvent } from '../envelope.js';
import type { ReadLogOptions } from '../event-store.js';
import type { Connection } from './connection.js';
import { EndedEarly } from './failures.js';
import { complete, listen, type Open, readAllOf } from './listen.js';
import { assertReached, isReached, placeOf, positionOf } from './log-place.js';
import { storedOf } from './stored-form.js';
import { QUIET } from './waiting.js';

/** Where and how events are read. */
export interface Source {
  readonly connection: Connection;
  /** What the names of our streams begin with in this cluster. */
  readonly prefix: string;
  /** How long a read may stay silent. */
  readonly readMs: number;
}

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
 * event at first, which is enough in a cluster of our own. That there is none is believed only when the walk has come to the start.
 */
export const readHead = async (source: Source): Promise<LogPosition | undefined> => {
  const isOurs = ({ event }: AllStreamResolvedEvent): boolean =>
    event?.streamId.startsWith(source.prefix) ?? false;
  for await (const last of readAll(source, { direction: BACKWARDS, maxCount: 1 })) {
    if (isOurs(last)) return placeIn(last);
  }
  let first: LogPosition | undefined;
  for await (const some of readAll(source, { direction: FORWARDS, maxCount: 1 })) first = placeIn(some);
  const toTheStart = (last: AllStreamResolvedEvent | undefined): boolean => first === (last && placeIn(last));
  for await (const some of readAll(source, { direction: BACKWARDS, isComplete: toTheStart })) {
    if (isOurs(some)) return placeIn(some);
  }
  return undefined;
};

const placeIn = ({ event }: AllStreamResolvedEvent): LogPosition | undefined => event && positionOf(event);

interface Walk {
  readonly direction: typeof BACKWARDS | typeof FORWARDS;
  readonly maxCount?: number;
  readonly isComplete?: (last: AllStreamResolvedEvent | undefined) => boolean;
}

const FROM_END = { direction: BACKWARDS, fromPosition: END } as const;
const FROM_START = { direction: FORWARDS, fromPosition: START } as const;

/** Everybody's events, from one end of the log. */
const readAll = (
  { connection, readMs }: Source,
  { direction, maxCount = Number.MAX_SAFE_INTEGER, isComplete = () => true }: Walk,
): AsyncGenerator<AllStreamResolvedEvent> => {
  const what = 'reading the ends of the log';
  const open: Open = (client) => {
    const range = { maxCount, ...(direction === BACKWARDS ? FROM_END : FROM_START) };
    const read = client.readAll({ ...range, credentials: connection.credentials, requiresLeader: true });
    return { stream: read, cancel: () => read.cancel() };
  };
  return readAllOf(connection, what, readMs, () =>
    complete(
      what,
      listen<AllStreamResolvedEvent>(connection, open, () => readMs),
      isComplete,
    ),
  );
};
