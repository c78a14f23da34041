import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg, { type Pool } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { migrate, pendingMigrations } from './migrate.js';
import { MIGRATIONS } from './migrated-test-database.js';

describe('migrate', () => {
  let database: TestDatabase;
  let pool: Pool;
  let folder: string;
  const file = (name: string, sql: string): Promise<void> => writeFile(join(folder, name), sql);

  beforeEach(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.url });
    folder = await mkdtemp(join(tmpdir(), 'migrations-'));
    await file('0001-first.sql', 'create table first (n int);\ninsert into first values (1);\n');
    await file('0002-second.sql', 'insert into first values (2)');
  }, 30_000);
  afterEach(async () => {
    await pool.end();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  const rows = async (): Promise<unknown[]> =>
    (await pool.query('select n from first order by n')).rows.map(({ n }) => n);

  it('applies each file once, in order, and only new ones the next time', async () => {
    expect(await migrate(pool, folder)).toEqual(['0001-first.sql', '0002-second.sql']);
    expect(await migrate(pool, folder)).toEqual([]);
    await file('0003-third.sql', 'insert into first values (3)');
    expect(await migrate(pool, folder)).toEqual(['0003-third.sql']);
    expect(await rows()).toEqual([1, 2, 3]);
  });

  it('says what is still to be applied, without changing anything', async () => {
    expect(await pendingMigrations(pool, folder)).toEqual(['0001-first.sql', '0002-second.sql']);
    await migrate(pool, folder);
    expect(await pendingMigrations(pool, folder)).toEqual([]);
    await file('0003-third.sql', 'insert into first values (3)');
    expect(await pendingMigrations(pool, folder)).toEqual(['0003-third.sql']);
    expect(await rows()).toEqual([1, 2]);
  });

  it('lets processes that start together wait for each other', async () => {
    const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(pool, folder)));
    expect(applied.flat()).toEqual(['0001-first.sql', '0002-second.sql']);
    expect(await rows()).toEqual([1, 2]);
  });

  it('changes nothing with a file that fails, keeps the files before it, and goes on once it is mended', async () => {
    await file('0003-third.sql', 'insert into first values (3); insert into missing values (3)');
    await expect(migrate(pool, folder)).rejects.toThrow('0003-third.sql failed and changed nothing');
    expect(await rows()).toEqual([1, 2]);
    await file('0003-third.sql', 'insert into first values (3)');
    expect(await migrate(pool, folder)).toEqual(['0003-third.sql']);
  });

  it('leaves a newer database alone', async () => {
    await migrate(pool, folder);
    await rm(join(folder, '0002-second.sql'));
    expect(await migrate(pool, folder)).toEqual([]);
  });

  it('takes a checkout with other line ends for the same file', async () => {
    await migrate(pool, folder);
    await file('0001-first.sql', 'create table first (n int);\r\ninsert into first values (1);\r\n');
    expect(await migrate(pool, folder)).toEqual([]);
  });

  it.each<[string, () => Promise<void>, string]>([
    [
      'an edited file',
      () => file('0001-first.sql', 'select 1'),
      '0001-first.sql was edited after it was applied',
    ],
    [
      'a renamed file',
      () => rename(join(folder, '0001-first.sql'), join(folder, '0001-one.sql')),
      'its file is gone',
    ],
    ['a removed file', () => rm(join(folder, '0001-first.sql')), 'its file is gone'],
    ['two files with one number', () => file('0002-again.sql', 'select 1'), 'Two migrations have the number'],
    ['a name without a number', () => file('third.sql', 'select 1'), 'not named NNNN-name.sql'],
    ['a new file before an applied one', () => file('0000-late.sql', 'select 1'), 'comes before number 2'],
  ])('refuses %s', async (_what, change, message) => {
    await migrate(pool, folder);
    await change();
    await expect(migrate(pool, folder)).rejects.toThrow(message);
    expect(await rows()).toEqual([1, 2]);
  });

  it('applies the migrations of the service to an empty database', async () => {
    expect((await migrate(pool, MIGRATIONS))[0]).toBe('0001-event-log.sql');
  });
});
