import pg, { type Pool } from 'pg';
import type { LogPosition, NewEvent } from '../envelope.js';
import { type AppendRequest, encodeAppend } from '../event-record.js';
import type {
  Appended,
  EventStore,
  ExpectedRevision,
  FollowOptions,
  ReadLogOptions,
  ReadStreamOptions,
} from '../event-store.js';
import { followLog, type LogSource, sharingPages } from '../follow-log.js';
import { type Pauses, watchLog } from '../log-watch.js';
import { createBatcher } from './append-batcher.js';
import { writeBatch } from './append-batch.js';
import { durabilityOf } from './durability.js';
import { readHead, readLog, readPageBetween, readRevisionOf, readStream } from './read-events.js';

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
  /** Between two looks, for all followers together, whether other processes have appended. */
  readonly pauses?: Pauses;
}

/** How much longer than the database the client waits, before it takes the connection for lost. */
const GRACE_MS = 2_000;

/** Ten looks a second cost a hundredth of a core, and nobody notices a tenth of a second. */
const PAUSES: Pauses = { firstMs: 2, longestMs: 100 };

/** The event log in PostgreSQL; decisions are in the README of the event store. */
export const openPostgresEventStore = (options: PostgresEventStoreOptions): EventStore => {
  const { connection, writers = 2, readers = 4, statementTimeoutMs = 10_000, pauses = PAUSES } = options;
  const ownPool = (size: number): Pool | undefined =>
    typeof connection === 'string' ? openPool(connection, size, statementTimeoutMs) : undefined;
  const own = [ownPool(writers), ownPool(readers)] as const;
  const [writing, reading] = typeof connection === 'string' ? [own[0]!, own[1]!] : [connection, connection];

  const head = (): Promise<LogPosition | undefined> => readHead(reading);
  const watch = watchLog(head, pauses);
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
      for (const answer of answers) if (!(answer instanceof Error)) watch.told(answer.position);
      return answers;
    },
  });

  const source: LogSource = {
    head,
    readPage: sharingPages((after, through) => readPageBetween(reading, after, through)),
    watch,
  };

  return {
    append: async (stream: string, expected: ExpectedRevision, events: readonly NewEvent[]) =>
      batcher.submit(encodeAppend(stream, expected, events)),

    readStream: (stream: string, range?: ReadStreamOptions) => readStream(reading, stream, range),

    revisionOf: (stream: string, eventId: string) => readRevisionOf(reading, stream, eventId),

    readLog: (range?: ReadLogOptions) => readLog(reading, range),

    follow: ({ after, signal }: FollowOptions) =>
      followLog(source, { after, signal: AbortSignal.any([signal, closing.signal]) }),

    head,

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
