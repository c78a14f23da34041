import { assert } from '#kernel/assert.js';
import { CHAIN_START, chainHash } from '../content-of-event.js';
import type { LogPosition, NewEvent } from '../envelope.js';
import {
  type AppendRequest,
  assertReached,
  decodeRecord,
  encodeAppend,
  type EventRecord,
} from '../event-record.js';
import {
  type Appended,
  EventIdReused,
  type EventStore,
  type ExpectedRevision,
  type FollowOptions,
  type LogItem,
  type ReadLogOptions,
  type ReadStreamOptions,
  RevisionConflict,
} from '../event-store.js';
import { followLog, type LogPage } from '../follow-log.js';
import { logPosition, placeOf } from '../log-position.js';
import { watchLog } from '../log-watch.js';

const PAGE_SIZE = 1000;

interface Log {
  readonly all: EventRecord[];
  readonly streams: Map<string, EventRecord[]>;
  readonly byId: Map<string, EventRecord>;
}

/** The answer to an earlier append of the same events, or undefined when none of them is in the log. */
const earlierAnswer = (log: Log, { stream, events }: AppendRequest): Appended | undefined => {
  const known = events.map((event) => log.byId.get(event.id));
  const first = known[0];
  const last = known.at(-1);
  const same = events.every(
    ({ contentHash }, index) =>
      known[index]?.stream === stream &&
      known[index].contentHash === contentHash &&
      known[index].revision === first!.revision + index,
  );
  if (same) return { revision: last!.revision, position: logPosition(last!.place), repeated: true };
  const reused = known.find((record) => record !== undefined);
  if (reused) throw new EventIdReused(stream, reused.id);
  return undefined;
};

const assertExpected = (stream: string, expected: ExpectedRevision, actual: number | undefined): void => {
  if (expected === 'any' || (expected === 'none' ? undefined : expected) === actual) return;
  throw new RevisionConflict(stream, expected, actual);
};

const write = (log: Log, request: AppendRequest): Appended => {
  const earlier = earlierAnswer(log, request);
  if (earlier) return earlier;
  const { stream, expected, events } = request;
  const records = log.streams.get(stream) ?? [];
  assertExpected(stream, expected, records.at(-1)?.revision);
  log.streams.set(stream, records);
  let streamHash = records.at(-1)?.streamHash ?? CHAIN_START;
  for (const event of events) {
    streamHash = chainHash(streamHash, event.contentHash);
    const record = { ...event, stream, streamHash, revision: records.length, place: log.all.length + 1 };
    records.push(record);
    log.all.push(record);
    log.byId.set(record.id, record);
  }
  return { revision: records.length - 1, position: logPosition(log.all.length), repeated: false };
};

/** The whole log in this process, for specs and simulation. It keeps text, so that nobody shares an object with the log. */
export const openMemoryEventStore = (): EventStore => {
  const log: Log = { all: [], streams: new Map(), byId: new Map() };
  const closing = new AbortController();
  const head = async (): Promise<LogPosition | undefined> =>
    log.all.length === 0 ? undefined : logPosition(log.all.length);
  const watch = watchLog(head, { firstMs: Infinity, longestMs: Infinity });
  const readPage = async (after: LogPosition | undefined, through: LogPosition): Promise<LogPage> => {
    const end = Math.min(placeOf(after) + PAGE_SIZE, placeOf(through));
    const records = log.all.slice(placeOf(after), end);
    const last = records.length === 0 ? undefined : logPosition(placeOf(after) + records.length);
    return { count: records.length, last, eventAt: (index) => decodeRecord(records[index]!) };
  };

  return {
    async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended> {
      assert(!closing.signal.aborted, 'The event store is closed');
      const appended = write(log, encodeAppend(stream, expected, events));
      watch.told(appended.position);
      return appended;
    },

    async *readStream(stream: string, { from = 0, limit = Infinity }: ReadStreamOptions = {}) {
      const records = log.streams.get(stream) ?? [];
      for (const record of records.slice(from, from + limit)) yield decodeRecord(record);
    },

    async revisionOf(stream: string, eventId: string): Promise<number | undefined> {
      const record = log.byId.get(eventId);
      return record?.stream === stream ? record.revision : undefined;
    },

    async *readLog({ after, limit = Infinity }: ReadLogOptions = {}) {
      assertReached(after, await head());
      const first = placeOf(after);
      for (const record of log.all.slice(first, first + limit)) yield decodeRecord(record);
    },

    follow({ after, signal }: FollowOptions): AsyncIterable<LogItem> {
      const either = AbortSignal.any([signal, closing.signal]);
      return followLog({ head, readPage, watch }, { after, signal: either });
    },

    head,

    async close(): Promise<void> {
      closing.abort();
    },
  };
};
