import pg from 'pg';
import type { EventStore } from '#event-store/event-store.js';
import { openPostgresEventStore } from '#event-store/postgres/postgres-event-store.js';
import { type Contender, inParallel } from './contender.js';
import { envelope, EVENTS_PER_STREAM, streamName } from './workload.js';

export interface TrancheLog extends Contender {
  readonly store: EventStore;
  /** The whole log through the port, every event verified; with or without a look at every payload. */
  readLog(options: { readonly looking: boolean }): Promise<number>;
  /** Counts the events of each stream from `follow`, as the hand-written loop does. */
  project(pageSize: number): Promise<number>;
}

const COUNT = `insert into counter as c (stream, events) select * from unnest($1::text[], $2::int[])
  on conflict (stream) do update set events = c.events + excluded.events`;

/** This service's log, through its port. The database is migrated. */
export const openTrancheLog = async (url: string): Promise<TrancheLog> => {
  const store = openPostgresEventStore({ connection: url });
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  await pool.query('create table counter (stream text primary key, events integer not null)');
  await pool.query('create table checkpoint (position text not null)');
  const append: Contender['append'] = async (stream, revision, events) => {
    await store.append(stream, revision === 0 ? 'none' : revision - 1, events.map(envelope));
  };
  return {
    name: 'tranche',
    store,
    append,
    fill: (prefix, streams, event) =>
      inParallel(streams, 500, (number) =>
        append(
          streamName(prefix, number),
          0,
          Array.from({ length: EVENTS_PER_STREAM }, (_, revision) => event(revision)),
        ),
      ),
    readStream: async (stream) => {
      let count = 0;
      for await (const event of store.readStream(stream)) count += Number(event.data !== undefined);
      return count;
    },
    readLog: async ({ looking }) => {
      let count = 0;
      for await (const event of store.readLog()) {
        count += Number(!looking || (event.data !== undefined && event.metadata !== undefined));
      }
      return count;
    },
    project: (pageSize) => countStreams(pool, store, pageSize),
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
};

const countStreams = async (pool: pg.Pool, store: EventStore, pageSize: number): Promise<number> => {
  await pool.query('truncate counter, checkpoint');
  const ending = new AbortController();
  let counts = new Map<string, number>();
  let [count, pending] = [0, 0];
  const flush = async (position: string | undefined): Promise<void> => {
    await pool.query('begin');
    await pool.query({ name: 'count', text: COUNT, values: [[...counts.keys()], [...counts.values()]] });
    await pool.query('update checkpoint set position = $1', [position]);
    await pool.query('commit');
    counts = new Map();
    pending = 0;
  };
  for await (const item of store.follow({ signal: ending.signal })) {
    if (item.kind === 'caught-up') {
      await flush(item.position);
      break;
    }
    const { stream, data, position } = item.event;
    count += Number(data !== undefined);
    pending += 1;
    counts.set(stream, (counts.get(stream) ?? 0) + 1);
    if (pending === pageSize) await flush(position);
  }
  ending.abort();
  return count;
};
