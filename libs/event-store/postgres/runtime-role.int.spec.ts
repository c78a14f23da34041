import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg, { type Pool } from 'pg';
import { collect, sampleEvent, sampleEvents } from '../sample-events.js';
import { migrate } from './migrate.js';
import {
  createMigratedTestDatabase,
  type MigratedTestDatabase,
  MIGRATIONS,
} from './migrated-test-database.js';
import { openPostgresEventStore } from './postgres-event-store.js';
import { openPostgresSnapshotStore } from './postgres-snapshot-store.js';

/** An event as a row, as somebody would write it by hand. */
const FORGED_ROW = `(99, 'award-1', 99, gen_random_uuid(), 'TranchePaid', 1, '2024-01-02', '{}', '{}', 'x', 'x')`;

describe('The role of the running service', () => {
  let database: MigratedTestDatabase;
  /** Every connection of it has given its other rights up. */
  let runtime: Pool;
  beforeAll(async () => {
    database = await createMigratedTestDatabase();
    runtime = new pg.Pool({ connectionString: database.url, options: '-c role=tranche_runtime' });
    runtime.on('error', () => undefined);
  }, 30_000);
  afterAll(async () => {
    await runtime.end();
    await database.drop();
  });

  it('appends, reads, follows and keeps snapshots', async () => {
    const store = openPostgresEventStore({ connection: runtime });
    const events = sampleEvents('award', 3);
    await store.append('award-1', 'none', events);
    expect(await store.append('award-1', 'none', events)).toMatchObject({ repeated: true });
    expect(await collect(store.readStream('award-1'))).toHaveLength(3);
    expect(await collect(store.readLog())).toHaveLength(3);
    expect(await store.revisionOf?.('award-1', events[1]!.id)).toBe(1);
    expect(await store.head()).toBeDefined();
    const snapshots = openPostgresSnapshotStore(runtime);
    await snapshots.save({ stream: 'award-1', version: 1, revision: 2, streamHash: 'x', state: null });
    expect(await snapshots.load('award-1', 1)).toBeDefined();
    await store.close();
  });

  it.each([
    `update tranche_log.events set data = '{}'`,
    'delete from tranche_log.events',
    'truncate tranche_log.events',
    `insert into tranche_log.events values ${FORGED_ROW}`,
    'update tranche_log.head set position = 0',
    'insert into tranche_log.head values (true, 0)',
    'alter table tranche_log.events disable trigger all',
    'drop trigger events_are_never_changed on tranche_log.events',
    'drop table tranche_log.events',
    'create or replace function tranche_log.refuse_change() returns trigger language plpgsql as $$ begin return null; end $$',
    'create table tranche_log.events_2 (n int)',
    `set session_replication_role = 'replica'`,
    `insert into tranche_log.migrations (area, number, name, checksum) values ('log', 9999, 'x', 'x')`,
  ])('may not `%s`', async (sql) => {
    await expect(runtime.query(sql)).rejects.toMatchObject({ code: '42501' });
  });

  it('cannot make the function that appends run code of its own, by a search path', async () => {
    await database.pool.query('create schema lure authorization tranche_runtime');
    const options = '-c role=tranche_runtime -c search_path=lure,pg_catalog';
    const lured = new pg.Pool({ connectionString: database.url, options });
    await lured.query(
      `create function lure.sha256(bytea) returns bytea language sql as $$ select '\\x00'::bytea $$`,
    );
    expect((await lured.query(`select sha256('') as lured`)).rows).toEqual([{ lured: Buffer.of(0) }]);
    const store = openPostgresEventStore({ connection: lured });
    await store.append('lured', 'none', [sampleEvent('lured')]);
    expect(await collect(store.readStream('lured'))).toHaveLength(1);
    await store.close();
    await lured.end();
  });

  it('differs in that from the owner, who can change an event by an act that leaves no doubt: the trigger has to go first', async () => {
    await expect(database.pool.query(`update tranche_log.events set type = 'X'`)).rejects.toThrow(
      'append-only',
    );
    await database.pool.query('alter table tranche_log.events disable trigger events_are_never_changed');
    const { rowCount } = await database.pool.query(
      `update tranche_log.events set type = type where stream = 'award-1'`,
    );
    expect(rowCount).toBe(3);
    await database.pool.query('alter table tranche_log.events enable trigger events_are_never_changed');
  });
});

describe('Migrating as an owner who may not make roles', () => {
  it.each([
    ['is not there', `tranche_runtime_${process.pid}`],
    ['is there', 'tranche_runtime'],
  ])('gives a log that works when the role %s', async (_what, role) => {
    const { url, pool, drop } = await createMigratedTestDatabase();
    const owner = `owner_${process.pid}_${role.length}`;
    await pool.query(`drop schema tranche_log cascade; create role ${owner} login password 'x' nocreaterole`);
    await pool.query(`grant create on database ${new URL(url).pathname.slice(1)} to ${owner}`);
    const owned = new URL(url);
    Object.assign(owned, { username: owner, password: 'x' });
    const folder = join(await mkdtemp(join(tmpdir(), 'migrations-')), 'log');
    await mkdir(folder);
    for (const name of await readdir(MIGRATIONS)) {
      const sql = await readFile(join(MIGRATIONS, name), 'utf8');
      await writeFile(join(folder, name), sql.replaceAll('tranche_runtime', role));
    }
    const notices: (string | undefined)[] = [];
    const migrating = new pg.Pool({ connectionString: owned.href });
    migrating.on('connect', (client) => client.on('notice', ({ message }) => notices.push(message)));
    await migrate(migrating, folder);
    expect(notices.some((notice) => notice?.includes('may not be created'))).toBe(role !== 'tranche_runtime');
    await migrating.end();

    const store = openPostgresEventStore({ connection: owned.href });
    await store.append('award-1', 'none', [sampleEvent('award')]);
    expect(await collect(store.readStream('award-1'))).toHaveLength(1);
    await store.close();
    await pool.query(`drop owned by ${owner}; drop role ${owner}`);
    await drop();
    await rm(dirname(folder), { recursive: true });
  });
});
