import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { registerCast } from '../../apps/cli/demo/cast.js';
import { apply, approve, claimAndRelease, pay } from '../../apps/cli/demo/life.js';
import { playOn } from '../../apps/cli/demo/play.js';
import { businessDate } from '#kernel/business-date.js';
import { fictitiousResidentId } from '#kernel/chinese-identifiers/fictitious.js';
import { FORGOTTEN } from '#personal-data/sealed-text.js';
import { inDatabase, query } from '../support/rows-of-database.js';
import { type RunningHalves, startHalves } from '../support/running-service.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const ROLES = await readFile(new URL('../../deploy/roles.sql', import.meta.url), 'utf8');
const KEY_ROLES = await readFile(new URL('../../deploy/roles-keys.sql', import.meta.url), 'utf8');
const PERMISSION_DENIED = '42501';
const ACCOUNTS = ['tranche_owner', 'tranche_api', 'tranche_worker', 'tranche_backup'] as const;
type Account = (typeof ACCOUNTS)[number];

/** As an operator does it: roles, passwords, migration as the owner, then API and worker on accounts that own nothing. */
describe('The service on the accounts of deploy/roles.sql', () => {
  let database: TestDatabase;
  let service: RunningHalves;
  const password = 'only-for-this-run';

  /**
   * Accounts belong to the whole server. On one that is somebody's their passwords stay as they are, and the rights alone are tried.
   */
  const isOurServer = process.env.TEST_DATABASE_URL === undefined;
  const as = (account: Account): string => {
    const url = new URL(database.url);
    if (isOurServer) [url.username, url.password] = [account, password];
    else url.searchParams.set('options', `-c role=${account}`);
    return url.href;
  };
  const keysOf = (url: string): string => inDatabase(url, `${new URL(url).pathname.slice(1)}_keys`);

  const migrate = async (): Promise<string> => {
    const root = process.env.TEST_SERVICE_ROOT ?? process.cwd();
    const cli = path.join(root, 'dist', 'apps', 'cli', 'main.js');
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, NODE_ENV: 'test', DATABASE_URL: as('tranche_owner') };
    return (await promisify(execFile)(process.execPath, [cli, 'migrate'], { env })).stdout;
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    const keys = keysOf(database.url);
    await query(database.url, ROLES);
    if (isOurServer) {
      for (const account of ACCOUNTS)
        await query(database.url, `alter role ${account} password '${password}'`);
    }
    await query(database.url, `create database ${new URL(keys).pathname.slice(1)} template template0`);
    await query(keys, KEY_ROLES);
    expect(await migrate()).toContain('keys/0001-person-keys.sql');
    service = await startHalves(
      { api: as('tranche_api'), worker: as('tranche_worker') },
      { TRANCHE_MIGRATE: 'never' },
    );
  }, 180_000);
  afterAll(async () => {
    await service?.stop();
    await database.drop();
  });

  it('pays a tranche, from the register to the bank’s answer', async () => {
    const play = playOn({ url: service.url, language: 'en', print: () => undefined });
    await play.on('2024-01-08');
    const { incubator } = await registerCast(play);
    await service.done('/v1/budget-lines/JX-INCUBATOR/2024/appropriations', {
      as: 'maker',
      body: { amountYuan: '1000000.00', documentNumber: '嘉财〔2024〕1号' },
    });
    const award = await apply(play, 'incubator', {
      title: { zh: '离岸孵化器', en: 'incubator abroad' },
      measure: 'JX24-13.2',
      parties: { host: incubator },
      facts: { location: 'abroad', builtOn: '2023-09-28', cityLevel: true },
    });
    await approve(play, award);
    await claimAndRelease(play, award, 1, { documents: ['city-recognition'], issuedOn: '2023-12-28' });
    const tranches = [{ award: award.award, trancheNo: 1 }];
    await pay(play, { key: 'incubator/pay', title: { zh: '一月', en: 'January' }, tranches });
    const { trancheList } = await service.view(`/v1/awards/${award.award}`);
    expect(trancheList).toMatchObject([{ status: 'paid', paidYuan: '1000000.00' }]);
    expect(await service.view('/v1/audit/replay')).toMatchObject({ totals: { paidYuan: '1000000.00' } });
  });

  it('builds a read model anew beside the rows that serve', async () => {
    await service.done('/v1/projections/parties/rebuild', { as: 'admin', body: {} });
    for (let tries = 0; tries < 100; tries += 1) {
      const { items } = (await service.view('/v1/projections')) as {
        items: { name: string; rebuild: { state: string } | null }[];
      };
      const rebuild = items.find(({ name }) => name === 'parties')?.rebuild;
      if (rebuild?.state === 'done') return;
      expect(['requested', 'building', undefined]).toContain(rebuild?.state);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error('The rebuild did not end');
  });

  it('forgets a person: the worker may destroy the key', async () => {
    const identifier = { kind: 'resident-id', value: fictitiousResidentId(businessDate('1984-05-06'), 475) };
    const body = { kind: 'person', name: '印记庚辛', identifier };
    const { id } = await service.done('/v1/parties', { as: 'officer', body });
    const order = { reason: 'ten years are over', basis: '嘉财档〔2024〕1号' };
    await service.done(`/v1/parties/${String(id)}/forget`, { as: 'officer', body: order });
    await service.done(`/v1/parties/${String(id)}/forget/confirm`, { as: 'verifier', body: {} });
    const rows = await query(
      keysOf(database.url),
      `select wrapped_key from personal_keys.person_key where subject = '${String(id)}'`,
    );
    expect(rows).toEqual([{ wrapped_key: null }]);
    // A process may go on for as long as it remembers a key.
    await new Promise((resolve) => setTimeout(resolve, 10_500));
    expect(await service.view(`/v1/parties/${String(id)}`)).toMatchObject({ name: FORGOTTEN });
  });

  it('was nobody else meanwhile, was refused nothing, and ends a transaction that it forgot after a minute', async () => {
    if (!isOurServer) return;
    const rows = await query(
      database.url,
      `select distinct usename as account from pg_stat_activity
        where datname like current_database() || '%' and pid <> pg_backend_pid() order by 1`,
    );
    expect(rows).toEqual([{ account: 'tranche_api' }, { account: 'tranche_worker' }]);
    expect(service.output()).not.toMatch(/permission denied|42501/);
    for (const account of ['tranche_api', 'tranche_worker'] as const) {
      const set = await query(as(account), 'show idle_in_transaction_session_timeout');
      expect(set).toEqual([{ idle_in_transaction_session_timeout: '1min' }]);
    }
  });

  it.each<readonly [Account, string]>([
    ['tranche_api', `update tranche_log.events set data = '{}'`],
    ['tranche_api', 'delete from tranche_log.events'],
    ['tranche_api', 'truncate tranche_log.events'],
    ['tranche_worker', `update tranche_log.events set data = '{}'`],
    ['tranche_worker', 'delete from tranche_log.events'],
    ['tranche_worker', 'truncate tranche_log.events'],
    ['tranche_worker', 'alter table tranche_log.events disable trigger all'],
    ['tranche_worker', 'set session_replication_role = replica'],
  ])('lets %s change no event: %s', async (account, sql) => {
    await expect(query(as(account), sql)).rejects.toMatchObject({ code: PERMISSION_DENIED });
  });

  it('lets not even the owner change an event by the way: the trigger refuses', async () => {
    await expect(query(as('tranche_owner'), `update tranche_log.events set data = '{}'`)).rejects.toThrow(
      /append-only/,
    );
    await expect(query(as('tranche_owner'), 'delete from tranche_log.events')).rejects.toThrow();
    expect(await service.view('/v1/audit/replay')).toMatchObject({ totals: { paidYuan: '1000000.00' } });
  });
});
