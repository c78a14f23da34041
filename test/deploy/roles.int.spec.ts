import { readFile } from 'node:fs/promises';
import pg, { type Pool } from 'pg';
import {
  assertKeysMigrated,
  assertMigrated,
  migrateAll,
  migrateKeys,
} from '../../apps/platform/migrate-all.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { collect, sampleEvent } from '#event-store/sample-events.js';
import { openPostgresEventStore } from '#event-store/postgres/postgres-event-store.js';

const ROLES = await readFile(new URL('../../deploy/roles.sql', import.meta.url), 'utf8');
const KEY_ROLES = await readFile(new URL('../../deploy/roles-keys.sql', import.meta.url), 'utf8');
const PERMISSION_DENIED = '42501';

type Account = 'tranche_owner' | 'tranche_api' | 'tranche_worker' | 'tranche_backup';

/** With the rights of the account and without its password: accounts belong to the whole server, which may be somebody's. */
const openAs = (database: TestDatabase, account: Account): Pool => {
  const url = new URL(database.url);
  url.searchParams.set('options', `-c role=${account}`);
  return new pg.Pool({ connectionString: url.href, max: 2 });
};

const urlOf = (pool: Pool): string => pool.options.connectionString ?? '';

describe('deploy/roles.sql', () => {
  let database: TestDatabase;
  let admin: Pool;
  const pools = {} as Record<Account, Pool>;

  beforeAll(async () => {
    database = await createTestDatabase();
    admin = new pg.Pool({ connectionString: database.url, max: 1 });
    admin.on('error', () => undefined);
    await admin.query(ROLES);
    for (const account of ['tranche_owner', 'tranche_api', 'tranche_worker', 'tranche_backup'] as const)
      pools[account] = openAs(database, account);
    await expect(assertMigrated(urlOf(pools.tranche_api))).rejects.toThrow('log/0001-event-log.sql');
    await migrateAll(urlOf(pools.tranche_owner));
  }, 60_000);
  afterAll(async () => {
    for (const pool of Object.values(pools)) await pool.end();
    await admin.end();
    await database.drop();
  });

  it('lets the owner migrate and everybody else only see that nothing is missing', async () => {
    expect(await migrateAll(urlOf(pools.tranche_owner))).toEqual([]);
    for (const account of ['tranche_api', 'tranche_worker'] as const) {
      await expect(assertMigrated(urlOf(pools[account]))).resolves.toBeUndefined();
      await expect(migrateAll(urlOf(pools[account]))).rejects.toMatchObject({ code: PERMISSION_DENIED });
    }
  });

  it.each(['tranche_api', 'tranche_worker'] as const)(
    'lets %s append to the log and read it',
    async (account) => {
      const store = openPostgresEventStore({ connection: pools[account] });
      await store.append(account, 'none', [sampleEvent(account)]);
      expect(await collect(store.readStream(account))).toHaveLength(1);
      await store.close();
    },
  );

  it.each<readonly [Account, string]>([
    ['tranche_worker', `insert into views.checkpoint values ('x', 1, '')`],
    ['tranche_worker', `update views.checkpoint set position = '1'`],
    ['tranche_worker', 'delete from views.award'],
    ['tranche_worker', 'create table views_next.award (like views.award including all)'],
    ['tranche_worker', 'drop table views_next.award'],
    ['tranche_api', 'select * from views.award'],
    ['tranche_api', `insert into api.idempotency (user_name, key, request_hash) values ('x', 'y', 'z')`],
    ['tranche_api', 'delete from api.idempotency'],
    ['tranche_backup', 'select * from tranche_log.events'],
    ['tranche_backup', 'select * from api.idempotency'],
  ])('lets %s do `%s`', async (account, sql) => {
    await expect(pools[account].query(sql)).resolves.toBeDefined();
  });

  it.each<readonly [Account, string]>([
    ['tranche_worker', 'delete from tranche_log.events'],
    ['tranche_worker', 'update tranche_log.head set position = 0'],
    ['tranche_worker', 'alter table tranche_log.events disable trigger all'],
    ['tranche_worker', 'drop table views.award'],
    ['tranche_worker', 'create table views.x (n int)'],
    ['tranche_worker', 'select * from api.idempotency'],
    ['tranche_worker', 'create schema x'],
    ['tranche_api', 'delete from tranche_log.events'],
    ['tranche_api', 'delete from views.award'],
    ['tranche_api', `update views.checkpoint set version = 0`],
    ['tranche_api', 'create table public.x (n int)'],
    ['tranche_api', 'create table views_next.x (n int)'],
    ['tranche_api', 'create temporary table x (n int)'],
    ['tranche_backup', 'delete from api.idempotency'],
    [
      'tranche_backup',
      `select tranche_log.append_batch('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')`,
    ],
  ])('does not let %s do `%s`', async (account, sql) => {
    await expect(pools[account].query(sql)).rejects.toMatchObject({ code: PERMISSION_DENIED });
  });

  it('gives a log that another account migrated the same owner and the same rights, and may be run again', async () => {
    const other = await createTestDatabase();
    const superuser = new pg.Pool({ connectionString: other.url, max: 1 });
    await migrateAll(other.url);
    await superuser.query(ROLES);
    await superuser.query(ROLES);
    const { rows } = await superuser.query<{ owner: string }>(
      `select distinct tableowner as owner from pg_tables where schemaname in ('tranche_log', 'views', 'api')`,
    );
    expect(rows).toEqual([{ owner: 'tranche_owner' }]);
    const worker = openAs(other, 'tranche_worker');
    const store = openPostgresEventStore({ connection: worker });
    await store.append('moved', 'none', [sampleEvent('moved')]);
    expect(await collect(store.readStream('moved'))).toHaveLength(1);
    await expect(worker.query('delete from tranche_log.events')).rejects.toMatchObject({
      code: PERMISSION_DENIED,
    });
    await store.close();
    await worker.end();
    await superuser.end();
    await other.drop();
  });
});

const INSERT = `insert into personal_keys.person_key (subject, wrapped_key, master_key_id) values ($1, '\\x00', 'm')`;
const DESTROY = `update personal_keys.person_key set wrapped_key = null, master_key_id = null, destroyed_at = now(),
  destroyed_by = 'b', destroyed_why = 'w', destroyed_cause = 'c' where subject = $1`;

describe('deploy/roles-keys.sql', () => {
  let database: TestDatabase;
  let admin: Pool;
  const pools: Pool[] = [];
  const open = (account: Account): Pool => {
    const pool = openAs(database, account);
    pools.push(pool);
    return pool;
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    admin = new pg.Pool({ connectionString: database.url, max: 1 });
    admin.on('error', () => undefined);
    await admin.query(ROLES);
    await admin.query(KEY_ROLES);
    await migrateKeys(urlOf(open('tranche_owner')));
  }, 60_000);
  afterAll(async () => {
    for (const pool of [...pools, admin]) await pool.end();
    await database.drop();
  });

  it('lets both halves of the service make and read keys, and neither remove one', async () => {
    for (const account of ['tranche_api', 'tranche_worker'] as const) {
      const pool = open(account);
      await expect(assertKeysMigrated(urlOf(pool))).resolves.toBeUndefined();
      await pool.query(INSERT, [account]);
      expect((await pool.query('select from personal_keys.person_key')).rowCount).toBeGreaterThan(0);
      await expect(pool.query('delete from personal_keys.person_key')).rejects.toMatchObject({
        code: PERMISSION_DENIED,
      });
      await expect(migrateKeys(urlOf(pool))).rejects.toMatchObject({ code: PERMISSION_DENIED });
    }
  });

  it('lets only the worker destroy a key', async () => {
    await expect(open('tranche_api').query(DESTROY, ['tranche_api'])).rejects.toMatchObject({
      code: PERMISSION_DENIED,
    });
    expect((await open('tranche_worker').query(DESTROY, ['tranche_api'])).rowCount).toBe(1);
  });

  it('may be run again', async () => {
    await expect(admin.query(KEY_ROLES)).resolves.toBeDefined();
  });
});
