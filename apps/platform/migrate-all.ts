import { join } from 'node:path';
import pg from 'pg';
import { migrate, MigrationRefused, pendingMigrations } from '#event-store/postgres/migrate.js';
import { MIGRATIONS_FOLDER } from './project-root.js';

/** Later areas may build on earlier ones. */
const AREAS = ['log', 'views', 'api'] as const;
/** In a database of its own. */
const KEYS = ['keys'] as const;

/**
 * Brings the tables of the log, the read models and the API up to date.
 * @returns what was applied now, as `area/NNNN-name.sql`.
 */
export const migrateAll = (url: string): Promise<readonly string[]> => inAreas(AREAS, url, migrate);

/** For a process whose role owns no table. @throws MigrationRefused when one is missing. */
export const assertMigrated = async (url: string): Promise<void> =>
  assertNone(await inAreas(AREAS, url, pendingMigrations));

/** The same for the database of the keys of persons. */
export const migrateKeys = (url: string): Promise<readonly string[]> => inAreas(KEYS, url, migrate);

export const assertKeysMigrated = async (url: string): Promise<void> =>
  assertNone(await inAreas(KEYS, url, pendingMigrations));

const assertNone = (pending: readonly string[]): void => {
  if (pending.length > 0) {
    throw new MigrationRefused(
      `数据库结构不是最新 / The database lacks ${pending.join(', ')}. As the owner of its tables run: tranche migrate`,
    );
  }
};

const inAreas = async (
  areas: readonly string[],
  url: string,
  work: typeof migrate,
): Promise<readonly string[]> => {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  try {
    const names: string[] = [];
    for (const area of areas) {
      const found = await work(pool, join(MIGRATIONS_FOLDER, area));
      names.push(...found.map((name) => `${area}/${name}`));
    }
    return names;
  } finally {
    await pool.end();
  }
};
