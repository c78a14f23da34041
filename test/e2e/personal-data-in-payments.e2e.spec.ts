import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { simulatedAnswer } from '../../apps/cli/simulated-bank.js';
import { businessDate } from '#kernel/business-date.js';
import { fictitiousResidentId } from '#kernel/chinese-identifiers/fictitious.js';
import { everyRow, inDatabase } from '../support/rows-of-database.js';
import { type Json, type RunningService, startService } from '../support/running-service.js';

const NAME = '印记丙丁';
const BANK_NAME_OF_OWNER = 'YINJI BINGDING';
const CLOSED_ACCOUNT = '6222123454321098711';
const ACCOUNT = '6222123454321098722';
const IDENTITY = fictitiousResidentId(businessDate('1991-03-30'), 473);
const OBJECTOR = '印记戊己';
const PHONE = '13857312345';

/** Never shown to anybody; the name is, to those who may see the person. */
const NUMBERS = [CLOSED_ACCOUNT, ACCOUNT, IDENTITY, PHONE];
const MARKS = [NAME, BANK_NAME_OF_OWNER, OBJECTOR, ...NUMBERS];
const found = (marks: readonly string[], text: string): readonly string[] =>
  marks.filter((mark) => text.includes(mark));

const APPROVED_ON = '2024-01-15';
const PAID_ON = '2024-01-22';
/** The account that replaces the closed one has cooled off. */
const PAID_AGAIN_ON = '2024-01-29';

/** A person is paid: a return by the bank, which quotes the account, a corrected account, and a second attempt that settles. */
describe('The data of a person through a whole payment run (promise 10)', () => {
  let service: RunningService;
  let home: string;
  let party: string;
  let award: string;
  const batches: string[] = [];
  const bankFiles: string[] = [];
  const errors: string[] = [];

  const done = (as: string, route: string, body: Json = {}): Promise<Json> =>
    service.done(route, { as, body });
  const refused = async (as: string, route: string, body: unknown): Promise<void> => {
    const answer = await service.post(route, { as, body });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    errors.push(answer.text);
  };

  const openAccount = async (number: string): Promise<void> => {
    const bank = { bankCode: '105335000018', bankName: '建行嘉兴分行' };
    const account = { number, accountName: BANK_NAME_OF_OWNER, ...bank };
    const { accountId } = await done('officer', `/v1/parties/${party}/accounts`, account);
    await done('verifier', `/v1/parties/${party}/accounts/${String(accountId)}/confirm`);
  };

  const approvedAward = async (): Promise<void> => {
    const application = {
      measure: 'JX24-14.6',
      parties: { person: party },
      facts: {
        stationExitOn: '2023-06-30',
        insuredFrom: '2023-07-01',
        contractFrom: '2023-07-01',
        contractTo: '2026-06-30',
      },
    };
    award = String((await done('officer', '/v1/awards', application)).id);
    await done('officer', `/v1/awards/${award}/accept`);
    await done('verifier', `/v1/awards/${award}/verify`);
    await done('officer', `/v1/awards/${award}/publicity`);
    const statement = '与单位登记不符';
    await done('officer', `/v1/awards/${award}/objections`, { objector: OBJECTOR, statement });
    const answer = { outcome: 'dismissed', reason: '经核实相符' };
    await done('verifier', `/v1/awards/${award}/objections/1/resolve`, answer);
    await done('admin', '/v1/clock/advance', { to: APPROVED_ON, reason: 'publicity has run' });
    await done('maker', '/v1/budget-lines/JX-POSTDOC/2024/appropriations', {
      amountYuan: '1000000.00',
      documentNumber: '嘉财〔2024〕1号',
    });
    await done('approver', `/v1/awards/${award}/approve`);
    const evidence = ['contract', 'social-insurance-record'].map((name) => ({
      name,
      document: `postdoc-${name}`,
      issuedOn: '2024-01-11',
    }));
    await done('officer', `/v1/awards/${award}/tranches/1/claim`, { evidence, facts: { insuredMonths: 6 } });
    await done('verifier', `/v1/awards/${award}/tranches/1/verify`);
    await done('admin', '/v1/clock/advance', { to: PAID_ON, reason: 'pay day' });
  };

  /** Released, in a batch, approved and at the bank. @returns the file that the bank gets. */
  const sent = async (): Promise<Buffer> => {
    await done('maker', `/v1/awards/${award}/tranches/1/release`);
    const tranches = [{ award, trancheNo: 1 }];
    const batch = String((await done('maker', '/v1/batches', { title: '2024年1月', tranches })).id);
    const { contentHash } = await done('maker', `/v1/batches/${batch}/submit`);
    await done('checker', `/v1/batches/${batch}/approve`, { contentHash });
    await done('maker', `/v1/batches/${batch}/send`, { format: 'pain.001' });
    batches.push(batch);
    const file = await service.get(`/v1/batches/${batch}/file`, { as: 'maker' });
    bankFiles.push(file.text);
    return Buffer.from(file.text);
  };

  const imported = async (answer: ReturnType<typeof simulatedAnswer>): Promise<Json> =>
    service.done(`/v1/bank-answers?fileName=${answer.fileName}`, {
      as: 'maker',
      body: answer.bytes,
      headers: { 'content-type': answer.contentType },
    });

  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'tranche-e2e-'));
    service = await startService({ LOG_LEVEL: 'debug', TRANCHE_HOME: home });
    const identifier = { kind: 'resident-id', value: IDENTITY };
    const person = { kind: 'person', name: NAME, bornOn: '1991-03-30', nationality: 'CHN', identifier };
    party = String((await done('officer', '/v1/parties', person)).id);
    await openAccount(CLOSED_ACCOUNT);
    await approvedAward();

    const first = await sent();
    const lineId = `${award}-1-1`;
    const back = { code: 'AC01', reason: `账号${CLOSED_ACCOUNT}户名不符，联系电话${PHONE}` };
    const [line] = (await service.view(`/v1/batches/${batches[0]}/lines`))['items'] as { lineId: string }[];
    await imported(
      simulatedAnswer(first, { answeredOn: PAID_ON, returned: new Map([[line?.lineId ?? lineId, back]]) }),
    );
    await openAccount(ACCOUNT);
    await done('admin', '/v1/clock/advance', { to: PAID_AGAIN_ON, reason: 'the new account has cooled off' });
    await imported(simulatedAnswer(await sent(), { answeredOn: PAID_AGAIN_ON }));

    await refused('checker', '/v1/batches', { title: `账号${ACCOUNT}`, tranches: [{ award, trancheNo: 1 }] });
    await refused('maker', `/v1/awards/${award}/tranches/1/release`, {});
    await refused('officer', `/v1/awards/${award}/suspend`, { reason: `证件${IDENTITY}待核` });
    await refused('maker', '/v1/bank-answers?fileName=a.csv', `${ACCOUNT},${NAME}`);
    await refused('officer', '/v1/awards', {
      measure: 'JX24-14.6',
      parties: { person: IDENTITY },
      facts: {},
    });
  }, 240_000);
  afterAll(async () => {
    await service?.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('has reached the person: the bank was told name and account, which is what its files are for', async () => {
    const { trancheList } = (await service.view(`/v1/awards/${award}`)) as { trancheList: Json[] };
    expect(trancheList[0]).toMatchObject({ status: 'paid', attempt: 2 });
    expect(bankFiles.map((file) => found([CLOSED_ACCOUNT, ACCOUNT, BANK_NAME_OF_OWNER], file))).toEqual([
      [CLOSED_ACCOUNT, BANK_NAME_OF_OWNER],
      [ACCOUNT, BANK_NAME_OF_OWNER],
    ]);
  });

  it('stands in no row of the log, the views, the kept answers and the key store', async () => {
    expect(found(MARKS, await everyRow(service.databaseUrl))).toEqual([]);
    const keys = `${new URL(service.databaseUrl).pathname.slice(1)}_keys`;
    expect(found(MARKS, await everyRow(inDatabase(service.databaseUrl, keys)))).toEqual([]);
  });

  it('keeps the reason of the bank, without the numbers it quotes', async () => {
    const history = await service.view(`/v1/awards/${award}/history`);
    expect(JSON.stringify(history)).toContain('账号622212*********8711户名不符');
  });

  it('stands in no refusal, and nobody is shown a number in full', async () => {
    expect(errors).toHaveLength(5);
    expect(found(MARKS, errors.join('\n'))).toEqual([]);
    const ours = ['', '/history', '/explain'].map((part) => `/v1/awards/${award}${part}`);
    const ofBatches = batches.flatMap((batch) => [`/v1/batches/${batch}`, `/v1/batches/${batch}/lines`]);
    const lists =
      'parties awards due-tranches batches bank-answers bank-answers/unmatched caps award-years statement budget-lines ' +
      'deadlines recovery-cases ledger/journal ledger/trial-balance audit/replay reactions projections';
    const routes = [
      `/v1/parties/${party}`,
      ...ours,
      ...ofBatches,
      ...lists.split(' ').map((list) => `/v1/${list}`),
      '/health/ready',
    ];
    for (const route of routes) {
      const { status, text } = await service.get(route, { as: 'auditor' });
      expect([route, status, found(NUMBERS, text)]).toEqual([route, 200, []]);
    }
  });

  it('stands in no address, no metric, no line of the service’s own log, and nowhere in the log as auditors see it', async () => {
    const output = service.output();
    expect(output).toContain(`/v1/batches/${batches[0]}/send`);
    expect(found(MARKS, decodeURIComponent(output.replaceAll(/%(?![0-9A-F]{2})/g, '')))).toEqual([]);
    expect(found(MARKS, (await service.get('/metrics')).text)).toEqual([]);
    for (const stream of [party, award, ...batches]) {
      const { status, text } = await service.get(`/v1/audit/events?stream=${stream}`, { as: 'auditor' });
      expect([status, found(MARKS, text)]).toEqual([200, []]);
    }
  });

  it('stands in no file of the service but those that it handed to the bank', async () => {
    const files = (await readdir(home, { recursive: true, withFileTypes: true })).filter((one) =>
      one.isFile(),
    );
    const holding: string[] = [];
    for (const { parentPath, name } of files) {
      const text = await readFile(path.join(parentPath, name));
      if (MARKS.some((mark) => text.includes(mark)))
        holding.push(path.relative(home, path.join(parentPath, name)));
    }
    expect(holding.sort()).toEqual([`outbox/${batches[0]}.xml`, `outbox/${batches[1]}.xml`].sort());
  });
});
