import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Pool, PoolClient } from 'pg';

/** The folder of migrations and the database disagree; somebody has to look. */
export class MigrationRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MigrationRefused';
  }
}

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

type Applied = Pick<Migration, 'number' | 'name' | 'checksum'>;

/** Any number will do, as long as every process uses the same one. */
const LOCK_KEY = 7_264_810_553;

const FILE_NAME = /^(\d{4})-[a-z0-9-]+\.sql$/;

/**
 * Brings a database up to date with the `NNNN-name.sql` files of a folder, each in its own transaction, in the order of their numbers.
 * The name of the folder (`log`, `views`, `api`) says whose files they are; every area numbers its own.
 * Processes that start together wait for each other. A newer database is left alone, so that the old version keeps running
 * during a rolling release.
 * @returns the names of the files applied now.
 * @throws MigrationRefused when an applied file was edited, renamed or removed, or a new one comes before an applied one.
 */
export const migrate = async (pool: Pool, folder: string): Promise<readonly string[]> => {
  const migrations = await readMigrations(folder);
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK_KEY]);
    const area = basename(folder);
    await createRecord(client);
    const pending = pendingOf(migrations, await readApplied(client, area));
    for (const migration of pending) await apply(client, area, migration);
    return pending.map(({ name }) => name);
  } finally {
    // Ending the session frees the lock even after an error that left the connection in doubt.
    client.release(true);
  }
};

/**
 * For a process whose role may read the record of migrations and change nothing.
 * @returns the names of the files of a folder that are still to be applied.
 * @throws MigrationRefused as `migrate` does.
 */
export const pendingMigrations = async (pool: Pool, folder: string): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ exists: boolean }>(
    `select to_regclass('tranche_log.migrations') is not null as exists`,
  );
  const applied = rows[0]?.exists ? await readApplied(pool, basename(folder)) : [];
  return pendingOf(await readMigrations(folder), applied).map(({ name }) => name);
};

const readMigrations = async (folder: string): Promise<readonly Migration[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const migrations = await Promise.all(
    names.map(async (name) => {
      const digits = FILE_NAME.exec(name)?.[1];
      if (digits === undefined) throw new MigrationRefused(`${name} is not named NNNN-name.sql`);
      // A checkout on Windows may have other line ends.
      const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
      return { number: Number(digits), name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
  const twice = migrations.find(({ number }, index) => migrations[index + 1]?.number === number);
  if (twice) throw new MigrationRefused(`Two migrations have the number of ${twice.name}`);
  return migrations;
};

const createRecord = async (client: PoolClient): Promise<void> => {
  await client.query(`
    create schema if not exists tranche_log;
    create table if not exists tranche_log.migrations (
      area text not null, number integer not null, name text not null, checksum text not null,
      applied_at timestamptz not null default now(), primary key (area, number)
    )`);
};

const readApplied = async (client: Pool | PoolClient, area: string): Promise<readonly Applied[]> => {
  const { rows } = await client.query<Applied>(
    'select number, name, checksum from tranche_log.migrations where area = $1 order by number',
    [area],
  );
  return rows;
};

const pendingOf = (migrations: readonly Migration[], applied: readonly Applied[]): readonly Migration[] => {
  const newest = migrations.at(-1)?.number ?? 0;
  for (const { number, name, checksum } of applied.filter((done) => done.number <= newest)) {
    const file = migrations.find((migration) => migration.name === name);
    if (!file)
      throw new MigrationRefused(`Migration ${name} is applied, but its file is gone (number ${number})`);
    if (file.checksum !== checksum)
      throw new MigrationRefused(`Migration ${name} was edited after it was applied`);
  }
  const last = applied.at(-1)?.number ?? 0;
  const pending = migrations.filter(({ number }) => !applied.some((done) => done.number === number));
  const late = pending.find(({ number }) => number < last);
  if (late)
    throw new MigrationRefused(
      `Migration ${late.name} comes before number ${last}, which is already applied`,
    );
  return pending;
};

const apply = async (
  client: PoolClient,
  area: string,
  { number, name, sql, checksum }: Migration,
): Promise<void> => {
  try {
    await client.query('begin');
    await client.query(sql);
    await client.query(
      'insert into tranche_log.migrations (area, number, name, checksum) values ($1, $2, $3, $4)',
      [area, number, name, checksum],
    );
    await client.query('commit');
  } catch (error) {
    throw new Error(`Migration ${name} failed and changed nothing`, { cause: error });
  }
};
