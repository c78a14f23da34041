import { businessDate } from '#kernel/business-date.js';
import { fictitiousResidentId } from '#kernel/chinese-identifiers/fictitious.js';
import { FORGOTTEN } from '#personal-data/sealed-text.js';
import { everyRow, inDatabase, query } from '../support/rows-of-database.js';
import { type RunningService, startService } from '../support/running-service.js';

const NAME = '印记甲乙';
const BANK_NAME_OF_OWNER = 'YINJI JIAYI';
const ACCOUNT = '6222987654321098765';
const STAFF = '印记职员';
const IDENTITY = fictitiousResidentId(businessDate('1984-05-06'), 471);
const MARKS = [NAME, BANK_NAME_OF_OWNER, ACCOUNT, STAFF, IDENTITY];

const marksIn = (text: string): readonly string[] => MARKS.filter((mark) => text.includes(mark));

describe('The data of a person (promise 10)', () => {
  let service: RunningService;
  let party: string;
  let database: string;
  const keys = (): string => `${database}_keys`;
  const copied = (from: string, to: string) =>
    query(inDatabase(service.databaseUrl, 'postgres'), `create database ${to} template ${from}`);
  const dropped = (name: string) =>
    query(inDatabase(service.databaseUrl, 'postgres'), `drop database if exists ${name} with (force)`);
  const shown = async () => (await service.view(`/v1/parties/${party}`)) as { name: string };
  const errors: string[] = [];

  beforeAll(async () => {
    service = await startService({ LOG_LEVEL: 'debug' });
    database = new URL(service.databaseUrl).pathname.slice(1);
    const identifier = { kind: 'resident-id', value: IDENTITY };
    const person = { kind: 'person', name: NAME, identifier };
    party = String((await service.done('/v1/parties', { as: 'officer', body: person, key: 'register' })).id);
    const bank = { bankCode: '105335000018', bankName: '建行嘉兴分行' };
    const account = { number: ACCOUNT, accountName: BANK_NAME_OF_OWNER, ...bank };
    const proposed = await service.done(`/v1/parties/${party}/accounts`, { as: 'officer', body: account });
    const accountId = String(proposed.accountId);
    await service.done(`/v1/parties/${party}/accounts/${accountId}/confirm`, { as: 'verifier', body: {} });
    const user = { user: 'marked', displayName: STAFF, roles: ['auditor'], password: 'long enough for us' };
    await service.done('/v1/users', { as: 'admin', body: user });
    for (const body of [person, { ...person, name: `${NAME}丙` }, { ...person, kind: 'enterprise' }])
      errors.push((await service.post('/v1/parties', { as: 'officer', body })).text);
    errors.push((await service.post(`/v1/parties/${party}/accounts`, { as: 'officer', body: account })).text);
  }, 180_000);
  afterAll(async () => {
    await dropped(`${database}_log_backup`);
    await dropped(`${database}_keys_backup`);
    await service.stop();
  });

  it('is shown to who may see it, numbers masked, also when a request is repeated', async () => {
    expect(await shown()).toMatchObject({
      name: NAME,
      maskedIdentifier: `${IDENTITY.slice(0, 6)}********${IDENTITY.slice(-4)}`,
      accounts: [{ maskedNumber: '622298*********8765', accountName: BANK_NAME_OF_OWNER }],
    });
    const identifier = { kind: 'resident-id', value: IDENTITY };
    const body = { kind: 'person', name: NAME, identifier };
    const again = await service.done('/v1/parties', { as: 'officer', body, key: 'register' });
    expect(again).toMatchObject({ repeated: true, name: NAME });
    const users = (await service.view('/v1/users', 'admin')).items;
    expect(users).toContainEqual(expect.objectContaining({ user: 'marked', displayName: STAFF }));
  });

  it('is found by the number of a document, in the body of a request and never in an address', async () => {
    const identifier = { kind: 'resident-id', value: IDENTITY };
    const found = await service.post('/v1/parties/search', {
      as: 'auditor',
      body: { identifier },
      key: null,
    });
    expect(found.body).toMatchObject({ items: [{ id: party, name: NAME }] });
    expect((await service.get(`/v1/parties?name=${NAME}`, { as: 'auditor' })).status).toBe(400);
  });

  it('stands nowhere in plain: not in the log, a view, a kept answer, a snapshot, an error, the metrics or a log line', async () => {
    expect(marksIn(await everyRow(service.databaseUrl))).toEqual([]);
    expect(marksIn(await everyRow(inDatabase(service.databaseUrl, keys())))).toEqual([]);
    expect(errors).toHaveLength(4);
    expect(marksIn(errors.join('\n'))).toEqual([]);
    const raw = await service.get(`/v1/audit/events?stream=${party}`, { as: 'auditor' });
    expect(raw.text).toContain('sealed:v1:');
    expect(marksIn(raw.text)).toEqual([]);
    expect(marksIn((await service.get('/metrics')).text)).toEqual([]);
    expect(service.output()).toMatch(/"url":"\/v1\/parties\/.*request completed/);
    expect(marksIn(decodeURIComponent(service.output().replaceAll(/%(?![0-9A-F]{2})/g, '')))).toEqual([]);
  });

  it('cannot be written into a reason, and the refusal does not repeat it', async () => {
    const body = { reason: `账号${ACCOUNT}有误`, from: '2024-01-02' };
    const refused = await service.post(`/v1/parties/${party}/bans`, { as: 'verifier', body });
    expect(refused).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/reason', code: 'field.personal-number' }] },
    });
    expect(refused.text).not.toContain(ACCOUNT);
  });

  describe('once the person is forgotten', () => {
    const order = { reason: 'ten years are over', basis: '嘉财档〔2024〕1号' };

    beforeAll(async () => {
      // Backups from before, as copies of the databases.
      await service.kill();
      await copied(database, `${database}_log_backup`);
      await copied(keys(), `${database}_keys_backup`);
      await service.restart();
      await service.done(`/v1/parties/${party}/forget`, { as: 'officer', body: order });
    }, 180_000);

    it('takes a second person', async () => {
      expect(await shown()).toMatchObject({ name: NAME, forgetting: { proposedBy: 'officer' } });
      const { body } = await service.post(`/v1/parties/${party}/forget/confirm`, { as: 'verifier' });
      expect(body).toMatchObject({ forgotten: { ...order, confirmedBy: 'verifier' }, accountInUse: null });
    });

    it('reads as forgotten everywhere, while the log still verifies and adds up', async () => {
      // A process may go on for as long as it remembers a key.
      await new Promise((resolve) => setTimeout(resolve, 10_500));
      expect(await shown()).toMatchObject({
        name: FORGOTTEN,
        maskedIdentifier: FORGOTTEN,
        accounts: [{ maskedNumber: FORGOTTEN, accountName: FORGOTTEN }],
      });
      const kept = await query(
        inDatabase(service.databaseUrl, keys()),
        `select wrapped_key, destroyed_by, destroyed_why from personal_keys.person_key where subject = '${party}'`,
      );
      expect(kept).toEqual([
        { wrapped_key: null, destroyed_by: 'verifier', destroyed_why: `${order.basis}: ${order.reason}` },
      ]);
      // Reading checks every hash and chain.
      expect(await service.view('/v1/audit/replay')).toMatchObject({ totals: { paidYuan: '0.00' } });
      const account = { number: ACCOUNT, accountName: 'x', bankCode: '105335000018', bankName: 'x' };
      const refused = await service.post(`/v1/parties/${party}/accounts`, { as: 'officer', body: account });
      expect(refused.body.code).toBe('party.forgotten');
    });

    it('an older backup of the keys does not bring the person back', async () => {
      await service.kill();
      await dropped(keys());
      await copied(`${database}_keys_backup`, keys());
      await service.restart();
      expect(await shown()).toMatchObject({ name: FORGOTTEN });
    }, 180_000);

    it('an older backup of the log, with its views, does not bring the person back', async () => {
      await service.kill();
      await dropped(database);
      await copied(`${database}_log_backup`, database);
      await service.restart();
      expect(await shown()).toMatchObject({ name: FORGOTTEN, forgotten: null });
    }, 180_000);
  });
});
