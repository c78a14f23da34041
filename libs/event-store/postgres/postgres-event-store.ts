import pg, { type Pool } from 'pg';
import type { NewEvent } from '../envelope.js';
import { type AppendRequest, encodeAppend } from '../event-record.js';
import type {
  Appended,
  EventStore,
  ExpectedRevision,
  FollowOptions,
  ReadLogOptions,
  ReadStreamOptions,
} from '../event-store.js';
import { createDoorbell, followLog, type LogSource } from '../follow-log.js';
import { createBatcher } from './append-batcher.js';
import { writeBatch } from './append-batch.js';
import { durabilityOf } from './durability.js';
import { PAGE_SIZE, readHead, readLog, readPageAfter, readRevisionOf, readStream } from './read-events.js';

export interface PostgresEventStoreOptions {
  /**
   * A URL, for connections of its own; or a pool of the caller, who then ends it and sees to its timeouts.
   * The database has been migrated (`migrate.ts`).
   */
  readonly connection: string | Pool;
  /** Batches under way at once, each on its own connection. */
  readonly writers?: number;
  readonly readers?: number;
  /** After this long the database gives a statement up. */
  readonly statementTimeoutMs?: number;
  /** First and longest pause between two polls of a follower. */
  readonly pauseMs?: { readonly first: number; readonly longest: number };
}

/** How much longer than the database the client waits, before it takes the connection for lost. */
const GRACE_MS = 2_000;

/** The event log in PostgreSQL; decisions are in the README of the event store. */
export const openPostgresEventStore = (options: PostgresEventStoreOptions): EventStore => {
  const { connection, writers = 2, readers = 4, statementTimeoutMs = 10_000 } = options;
  const pauseMs = options.pauseMs ?? { first: 2, longest: 100 };
  const ownPool = (size: number): Pool | undefined =>
    typeof connection === 'string' ? openPool(connection, size, statementTimeoutMs) : undefined;
  const own = [ownPool(writers), ownPool(readers)] as const;
  const [writing, reading] = typeof connection === 'string' ? [own[0]!, own[1]!] : [connection, connection];

  const doorbell = createDoorbell();
  const closing = new AbortController();
  const refusedBy = durabilityOf(writing);
  const batcher = createBatcher<AppendRequest, Appended>({
    lanes: writers,
    maxRequests: 200,
    maxBytes: 1_000_000,
    write: async (batch) => {
      const refused = await refusedBy();
      if (refused) return batch.map(() => refused);
      const answers = await writeBatch(writing, batch);
      doorbell.ring();
      return answers;
    },
  });

  const source: LogSource = {
    head: () => readHead(reading),
    readPage: (position) => readPageAfter(reading, position),
    pageSize: PAGE_SIZE,
    doorbell,
    pauseMs,
  };

  return {
    append: async (stream: string, expected: ExpectedRevision, events: readonly NewEvent[]) =>
      batcher.submit(encodeAppend(stream, expected, events)),

    readStream: (stream: string, range?: ReadStreamOptions) => readStream(reading, stream, range),

    revisionOf: (stream: string, eventId: string) => readRevisionOf(reading, stream, eventId),

    readLog: (range?: ReadLogOptions) => readLog(reading, range),

    follow: ({ after, signal }: FollowOptions) =>
      followLog(source, { after, signal: AbortSignal.any([signal, closing.signal]) }),

    head: source.head,

    close: async () => {
      await batcher.drain();
      closing.abort();
      await Promise.all(own.map(async (pool) => pool?.end()));
    },
  };
};

const openPool = (url: string, size: number, statementTimeoutMs: number): Pool => {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'tranche event store',
    max: size,
    connectionTimeoutMillis: statementTimeoutMs,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + GRACE_MS,
    keepAlive: true,
  });
  // An idle connection that dies is replaced when it is needed; without a listener it would stop the process.
  pool.on('error', () => undefined);
  return pool;
};
