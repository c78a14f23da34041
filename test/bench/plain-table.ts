import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Contender } from './contender.js';
import { type PlainEvent, projectCapsByHand } from './plain-caps.js';
import { EVENTS_PER_STREAM, streamName, type WorkloadEvent } from './workload.js';

/** The columns of our log with the index that keeps revisions unique, and nothing else: no order, no hashes computed, no retries. */
const SCHEMA = `
  create table plain (
    position bigserial primary key, stream text collate "C" not null, revision integer not null, id uuid not null,
    type text not null, version integer not null, effective_on text not null, data text not null, metadata text not null,
    content_hash text not null, stream_hash text not null, unique (stream, revision)
  );
  create table plain_counter (stream text primary key, events integer not null);
  create table plain_checkpoint (position bigint not null)`;

const COLUMNS =
  '(stream, revision, id, type, version, effective_on, data, metadata, content_hash, stream_hash)';

const INSERT_ONE = `insert into plain ${COLUMNS} values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

const INSERT_MANY = `insert into plain ${COLUMNS}
  select * from unnest($1::text[], $2::int[], $3::uuid[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])`;

const PAGE = `select * from plain where position > $1 order by position limit $2`;

const COUNT = `insert into plain_counter as c (stream, events) select * from unnest($1::text[], $2::int[])
  on conflict (stream) do update set events = c.events + excluded.events`;

const METADATA = {
  recordedAt: '2024-02-02T02:00:00.000Z',
  actor: { id: 'office-maker-01', role: 'finance-maker' },
  commandId: randomUUID(),
  commandHash: 'c'.repeat(64),
  correlationId: randomUUID(),
  causationId: null,
  policyVersion: 'JX24@1',
};

const HASH = 'a'.repeat(64);

const rowOf = (stream: string, revision: number, { type, data }: WorkloadEvent): unknown[] => {
  const [json, metadata] = [JSON.stringify(data), JSON.stringify(METADATA)];
  return [stream, revision, randomUUID(), type, 1, '2024-02-02', json, metadata, HASH, HASH];
};

interface PlainRow extends PlainEvent {
  readonly metadata: string;
}

export interface PlainTable extends Contender {
  /** Pages by position, every payload parsed. */
  readLog(pageSize: number): Promise<number>;
  /** Counts the events of each stream: a page, one upsert for all its counters and the checkpoint in one transaction. */
  project(pageSize: number): Promise<number>;
  /** Folds the log into the tables of the caps screen; see `plain-caps.ts`. */
  projectCaps(pageSize: number): Promise<number>;
}

/** The plain limit: what a careful hand writes with `pg` alone. */
export const openPlainTable = async (url: string, connections: number): Promise<PlainTable> => {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  await pool.query(SCHEMA);
  const insertMany = async (rows: readonly unknown[][]): Promise<void> => {
    const columns = Array.from({ length: 10 }, (_, column) => rows.map((row) => row[column]));
    await pool.query({ name: 'insert-many', text: INSERT_MANY, values: columns });
  };
  const page = async (after: string, pageSize: number): Promise<PlainRow[]> =>
    (await pool.query<PlainRow>({ name: 'page', text: PAGE, values: [after, pageSize] })).rows;

  return {
    name: 'plain',
    append: async (stream, revision, events) => {
      const [first] = events;
      if (events.length === 1 && first)
        await pool.query({ name: 'insert-one', text: INSERT_ONE, values: rowOf(stream, revision, first) });
      else await insertMany(events.map((event, index) => rowOf(stream, revision + index, event)));
    },
    fill: async (prefix, streams, event) => {
      const perStatement = 100;
      for (let first = 0; first < streams; first += perStatement) {
        const rows = Array.from(
          { length: Math.min(perStatement, streams - first) * EVENTS_PER_STREAM },
          (_, index) => {
            const [number, revision] = [
              first + Math.trunc(index / EVENTS_PER_STREAM),
              index % EVENTS_PER_STREAM,
            ];
            return rowOf(streamName(prefix, number), revision, event(revision));
          },
        );
        await insertMany(rows);
      }
    },
    readStream: async (stream) => {
      const text = 'select * from plain where stream = $1 order by revision';
      const { rows } = await pool.query<PlainRow>({ name: 'stream', text, values: [stream] });
      return rows.map(parsed).length;
    },
    readLog: async (pageSize) => {
      let count = 0;
      for (
        let rows = await page('0', pageSize);
        rows.length > 0;
        rows = await page(rows.at(-1)?.position ?? '', pageSize)
      ) {
        count += rows.map(parsed).length;
      }
      return count;
    },
    project: (pageSize) => countStreams(pool, page, pageSize),
    projectCaps: (pageSize) => projectCapsByHand(pool, page, pageSize),
    close: () => pool.end(),
  };
};

const parsed = (row: PlainRow): object => ({
  ...row,
  data: JSON.parse(row.data) as unknown,
  metadata: JSON.parse(row.metadata) as unknown,
});

const countStreams = async (
  pool: pg.Pool,
  page: (after: string, pageSize: number) => Promise<PlainRow[]>,
  pageSize: number,
): Promise<number> => {
  await pool.query('truncate plain_counter, plain_checkpoint');
  const client = await pool.connect();
  let count = 0;
  for (
    let rows = await page('0', pageSize);
    rows.length > 0;
    rows = await page(rows.at(-1)?.position ?? '', pageSize)
  ) {
    const counts = new Map<string, number>();
    for (const { stream } of rows.map(parsed) as PlainRow[])
      counts.set(stream, (counts.get(stream) ?? 0) + 1);
    await client.query('begin');
    await client.query({ name: 'count', text: COUNT, values: [[...counts.keys()], [...counts.values()]] });
    await client.query('update plain_checkpoint set position = $1', [rows.at(-1)?.position]);
    await client.query('commit');
    count += rows.length;
  }
  client.release();
  return count;
};
