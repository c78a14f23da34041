import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import type { EventStore } from '#event-store/event-store.js';
import { migrate } from '#event-store/postgres/migrate.js';
import { createTestDatabase } from '../../../test/support/test-database.js';
import { ALL_PROJECTIONS } from '../all-projections.js';
import type { AnyProjection } from '../projection.js';
import { ProjectionRunner, type ProjectionRunnerOptions } from '../projection-runner.js';
import { openViews } from '../views-database.js';

export interface ViewsTestDatabase {
  readonly database: DataSource;
  readonly url: string;
  drop(): Promise<void>;
}

const MIGRATIONS = fileURLToPath(new URL('../../../deploy/migrations/views', import.meta.url));

/** A fresh database with empty views. */
export const createViews = async (): Promise<ViewsTestDatabase> => {
  const { url, drop } = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: url });
  await migrate(pool, MIGRATIONS);
  await pool.end();
  const database = await openViews(url);
  return {
    database,
    url,
    drop: async () => {
      await database.destroy();
      await drop();
    },
  };
};

type Options = Partial<Pick<ProjectionRunnerOptions, 'batchSize'>>;

/** Runs projections until they show the whole log. */
export const project = async (
  store: EventStore,
  database: DataSource,
  projections: readonly AnyProjection[] = ALL_PROJECTIONS,
  options: Options = {},
): Promise<void> => {
  const head = (await store.head()) ?? '';
  const runOne = async (projection: AnyProjection): Promise<void> => {
    const stop = new AbortController();
    const runner = new ProjectionRunner({ projection, store, database, ...options });
    const running = runner.run(stop.signal);
    const done = await runner.progress.waitUntil(head, 10_000);
    stop.abort();
    await running;
    if (!done) throw new Error(`${projection.name}: ${JSON.stringify(runner.status())}`);
  };
  await Promise.all(projections.map(runOne));
};

/** Every row of every table of the projections, as text; the same text means the same bytes. */
export const dump = async (
  database: DataSource,
  projections: readonly AnyProjection[] = ALL_PROJECTIONS,
): Promise<string> => {
  const tables = projections.flatMap((projection) => projection.tables).sort();
  const texts = tables.map(async (table) => {
    const rows: { row: string }[] = await database.query(
      `select t::text as row from views.${table} t order by id collate "C"`,
    );
    return rows.map(({ row }) => `${table} ${row}`).join('\n');
  });
  return (await Promise.all(texts)).join('\n');
};
