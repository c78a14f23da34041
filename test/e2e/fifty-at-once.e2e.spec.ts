import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fictitiousCreditCode } from '#kernel/chinese-identifiers/fictitious.js';
import { simulatedAnswer } from '../../apps/cli/simulated-bank.js';
import { readRawLog } from '../crash/log-reader.js';
import { lineOf, violationsOf } from '../simulation/invariants.js';
import type { RawEvent } from '../simulation/invariants/raw-event.js';
import {
  type Answer,
  type Ask,
  type Json,
  type RunningService,
  startService,
} from '../support/running-service.js';

const FIFTY = Array.from({ length: 50 }, (_, no) => no);
const BUSY = new Set([409, 429, 502, 503]);
/** Without waiting for what follows. */
const AT_ONCE = { prefer: 'wait=0' };

/**
 * Fifty vouchers of one enterprise for one year (PH03-2): 10,000 yuan each, 100,000 in the year (decision 77), and 60,000 on the budget
 * line. Everything is asked of two processes at the same time, each with its own API and worker over one log.
 */
describe('fifty at once', () => {
  const processes: RunningService[] = [];
  let home = '';
  let awards: readonly string[] = [];
  let batch = '';

  beforeAll(async () => {
    // The keys of persons and the folder of the bank are those of one installation.
    home = await mkdtemp(path.join(tmpdir(), 'tranche-fifty-'));
    const first = await startService({ TRANCHE_HOME: home });
    processes.push(first);
    processes.push(await startService({ TRANCHE_HOME: home, DATABASE_URL: first.databaseUrl }));
  }, 300_000);
  afterAll(async () => {
    for (const service of processes.toReversed()) await service.stop();
    await rm(home, { recursive: true, force: true });
  });

  const at = (no: number): RunningService => {
    const service = processes[no % processes.length];
    if (!service) throw new Error('No service runs');
    return service;
  };

  /** Asks again, with the same key, what the service was too busy for. */
  const insist = async (service: RunningService, route: string, ask: Ask): Promise<Answer> => {
    const asked = { key: randomUUID(), ...ask };
    for (;;) {
      const answer = await service.post(route, asked);
      if (!BUSY.has(answer.status)) return answer;
    }
  };
  const done = async (no: number, route: string, ask: Ask): Promise<Json> => {
    const answer = await insist(at(no), route, ask);
    if (answer.status >= 300) throw new Error(`${route} answered ${answer.status}: ${answer.text}`);
    return answer.body;
  };
  /** The same request to both processes at once; tells how many of the two were carried out, not merely answered again. */
  const toBoth = async (route: string, ask: Ask): Promise<number> => {
    const answers = await Promise.all(processes.map((service) => insist(service, route, ask)));
    for (const { status } of answers) expect([200, 201, 202, 422]).toContain(status);
    return answers.filter(({ status, body }) => status < 300 && body['repeated'] === false).length;
  };

  const log = (): Promise<readonly RawEvent[]> => readRawLog(at(0).databaseUrl);
  const countOf = (events: readonly RawEvent[], type: string): number =>
    events.filter((event) => event.type === type).length;
  /** Until the process managers have nothing left to do. */
  const rest = async (): Promise<readonly RawEvent[]> => {
    const { position } = await done(0, '/v1/budget-lines/JX-INCUBATOR/2024/appropriations', {
      as: 'maker',
      body: { amountYuan: '1.00', documentNumber: `rest ${randomUUID()}` },
      headers: { prefer: 'wait=60' },
    });
    expect(typeof position).toBe('string');
    return log();
  };

  it('awards are approved once each, although two people in two processes approve them', async () => {
    const user = String(
      (
        await done(0, '/v1/parties', {
          as: 'officer',
          body: {
            kind: 'enterprise',
            name: '并发示例有限公司',
            identifier: { kind: 'unified-social-credit-code', value: fictitiousCreditCode(50) },
            county: 'pinghu',
          },
        })
      )['id'],
    );
    const account = { number: '33050163812700000050', accountName: '并发示例有限公司' };
    const bank = { bankCode: '105335000018', bankName: '示例银行' };
    const opened = await done(0, `/v1/parties/${user}/accounts`, {
      as: 'officer',
      body: { ...account, ...bank },
    });
    await done(0, `/v1/parties/${user}/accounts/${String(opened['accountId'])}/confirm`, { as: 'verifier' });
    const appropriation = { amountYuan: '60000.00', documentNumber: '平财〔2024〕50号' };
    const line = '/v1/budget-lines/PH-INNOVATION-VOUCHER/2024/appropriations';
    await done(0, line, { as: 'maker', body: appropriation });
    const application = { measure: 'PH03-2', parties: { user }, facts: { supportYear: 2023 } };
    awards = await Promise.all(
      FIFTY.map(async (no) => {
        const { id } = await done(no, '/v1/awards', { as: 'officer', body: application });
        const award = `/v1/awards/${String(id)}`;
        await done(no + 1, `${award}/accept`, { as: 'officer', headers: AT_ONCE });
        await done(no, `${award}/verify`, { as: 'verifier', headers: AT_ONCE });
        await done(no + 1, `${award}/publicity`, { as: 'officer', headers: AT_ONCE });
        return String(id);
      }),
    );
    await done(0, '/v1/clock/advance', {
      as: 'admin',
      body: { to: '2024-01-15', reason: 'publicity has run' },
    });
    const carriedOut = await Promise.all(
      awards.map((award) => toBoth(`/v1/awards/${award}/approve`, { as: 'approver' })),
    );
    expect(carriedOut).toEqual(FIFTY.map(() => 1));
    expect(countOf(await log(), 'AwardApproved')).toBe(50);
  });

  it('releases pass neither the yearly limit nor the budget: 6 released, 4 wait for money, 40 refused by the cap', async () => {
    const services = [{ spentOn: '2023-06-01', amountYuan: '20000.00', platform: '示例平台' }];
    const evidence = ['invoices', 'payment-proof'].map((name) => ({
      name,
      document: `D-${name}`,
      issuedOn: '2024-01-10',
    }));
    await Promise.all(
      awards.map(async (award, no) => {
        const tranche = `/v1/awards/${award}/tranches/1`;
        await done(no, `${tranche}/claim`, {
          as: 'officer',
          body: { evidence, facts: { services } },
          headers: AT_ONCE,
        });
        await done(no + 1, `${tranche}/verify`, { as: 'verifier', headers: AT_ONCE });
      }),
    );
    // Under one key: what the cap has refused may otherwise be asked for again.
    await Promise.all(
      awards.map((award) =>
        toBoth(`/v1/awards/${award}/tranches/1/release`, { as: 'maker', key: randomUUID() }),
      ),
    );
    const events = await rest();
    expect({
      asked: countOf(events, 'TrancheReleaseRequested'),
      released: countOf(events, 'TrancheReleased'),
      queued: countOf(events, 'TrancheQueued'),
      refused: countOf(events, 'TrancheReleaseRefused'),
    }).toEqual({ asked: 50, released: 6, queued: 4, refused: 40 });
  });

  it('batches take a tranche once, are sealed once and sent once', async () => {
    const released = (await log())
      .filter(({ type }) => type === 'TrancheReleased')
      .map(({ stream }) => ({ award: stream, trancheNo: 1 }));
    const drafts = await Promise.all(
      FIFTY.map((no) =>
        done(no, '/v1/batches', {
          as: 'maker',
          body: { title: `${no}`, tranches: released },
          headers: AT_ONCE,
        }),
      ),
    );
    const events = await rest();
    expect(countOf(events, 'TrancheBatched')).toBe(6);
    const full = events.filter(
      ({ type, data }) => type === 'BatchAssembled' && (data['lines'] as readonly unknown[]).length > 0,
    );
    expect(full).toHaveLength(1);
    batch = full[0]?.stream ?? '';
    expect(drafts.map(({ id }) => id)).toContain(batch);

    const submitted = await Promise.all(
      FIFTY.map((no) => insist(at(no), `/v1/batches/${batch}/submit`, { as: 'maker' })),
    );
    expect(submitted.filter(({ status }) => status < 300)).toHaveLength(1);
    const { contentHash } = await at(0).view(`/v1/batches/${batch}`);
    const approve = { body: { contentHash } };
    const approved = await Promise.all(
      FIFTY.map((no) =>
        insist(at(no), `/v1/batches/${batch}/approve`, {
          as: no % 4 < 2 ? 'checker' : 'checker2',
          ...approve,
        }),
      ),
    );
    expect(approved.filter(({ status }) => status < 300)).toHaveLength(1);
    const sent = await Promise.all(
      FIFTY.map((no) =>
        insist(at(no), `/v1/batches/${batch}/send`, { as: 'maker', body: { format: 'pain.001' } }),
      ),
    );
    expect(sent.filter(({ status }) => status < 300)).toHaveLength(1);
    const after = await rest();
    for (const type of [
      'BatchSubmitted',
      'BatchSealed',
      'BatchSent',
      'HandOverBegun',
      'PaymentFileHandedOver',
    ])
      expect([type, countOf(after, type)]).toEqual([type, 1]);
  });

  it('answers of the bank that come fifty times settle every line once, and every promise holds', async () => {
    const { text } = await at(0).get(`/v1/batches/${batch}/file`, { as: 'maker' });
    const { contentType, bytes } = simulatedAnswer(Buffer.from(text), { answeredOn: '2024-01-15' });
    const headers = { 'content-type': contentType };
    const imported = await Promise.all(
      FIFTY.map((no) =>
        insist(at(no), '/v1/bank-answers?fileName=answer.xml', { as: 'maker', body: bytes, headers }),
      ),
    );
    expect(imported.filter(({ status }) => status >= 300)).toEqual([]);
    const events = await rest();
    expect([countOf(events, 'BankAnswerImported'), countOf(events, 'LineSettled')]).toEqual([1, 6]);
    expect(countOf(events, 'TranchePaid')).toBe(6);
    expect(violationsOf(events).map(lineOf)).toEqual([]);
    const { totals, checks } = await at(1).view('/v1/statement');
    expect(totals).toMatchObject({ paidYuan: '60000.00', settledYuan: '60000.00' });
    expect((checks as readonly Json[]).filter(({ holds }) => holds !== true)).toEqual([]);
    expect((await at(0).view('/v1/audit/replay'))['totals']).toMatchObject(totals as Json);
  });
});
