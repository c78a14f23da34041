import { assert } from '#kernel/assert.js';
import type { NewEvent } from '../envelope.js';
import { encodeAppend } from '../event-record.js';
import type {
  Appended,
  EventStore,
  ExpectedRevision,
  FollowOptions,
  ReadLogOptions,
  ReadStreamOptions,
} from '../event-store.js';
import { type Appending, appendEvents } from './append-events.js';
import { connectTo } from './connection.js';
import { follow, type Patience } from './follow-subscription.js';
import { createStreamTurns } from './stream-turns.js';
import { readHead, readLog, type Source } from './read-events.js';
import { readStored } from './read-stream.js';
import { createStreamIndexes } from './stream-index.js';

export interface EventStoreDbOptions {
  /** `esdb://user:password@host:2113`, or `esdb+discover://…` for a cluster; the user must be allowed to read `$all`. */
  readonly url: string;
  /** What the names of our streams begin with in the cluster: letters, digits and hyphens, then a dot. */
  readonly prefix?: string;
  /** After this long the server gives an append up. */
  readonly appendMs?: number;
  /** How long a read may stay silent. */
  readonly readMs?: number;
  /** When a follower looks whether its subscription still works. */
  readonly patience?: Partial<Patience>;
  /** How many events of recently written streams are remembered by id and hash. */
  readonly rememberedEventsMax?: number;
}

const PATIENCE: Patience = { pauseMs: 20, probeMs: 5_000, stallMs: 5_000, longestBackOffMs: 5_000 };

/** Ends in a dot and holds no other, so that no prefix is the beginning of another. */
const PREFIX = /^[A-Za-z0-9-]+\.$/;

/**
 * The event log in EventStoreDB (KurrentDB), 22.6 or later. Event ids are unique in a stream, not in the log: the engine has no index
 * over all ids.
 */
export const openEventStoreDbEventStore = (options: EventStoreDbOptions): EventStore => {
  const {
    url,
    prefix = 'tranche.',
    appendMs = 5_000,
    readMs = 10_000,
    rememberedEventsMax = 200_000,
  } = options;
  assert(PREFIX.test(prefix), `A stream prefix is letters, digits and hyphens, then a dot; not ${prefix}`);
  const patience = { ...PATIENCE, ...options.patience };
  const source: Source = { connection: connectTo(url, appendMs), prefix, readMs };
  const appending: Appending = { source, deadlineMs: appendMs };
  const indexes = createStreamIndexes(rememberedEventsMax);
  const turns = createStreamTurns();
  const closing = new AbortController();
  let closed = false;

  return {
    append: async (
      stream: string,
      expected: ExpectedRevision,
      events: readonly NewEvent[],
    ): Promise<Appended> => {
      assert(!closed, 'The event store is closed');
      const request = encodeAppend(stream, expected, events);
      return turns.inTurn(stream, async () => {
        try {
          return await appendEvents(appending, indexes.of(stream), request);
        } finally {
          indexes.trim();
        }
      });
    },

    async *readStream(stream: string, range?: ReadStreamOptions) {
      for await (const { event } of readStored(source, stream, range)) yield event;
    },

    readLog: (range?: ReadLogOptions) => readLog(source, range),

    follow: ({ after, signal }: FollowOptions) =>
      follow(source, patience, { after, signal: AbortSignal.any([signal, closing.signal]) }),

    head: () => readHead(source),

    close: async () => {
      closed = true;
      await turns.settled();
      closing.abort();
      await source.connection.close();
    },
  };
};
