import { fictitiousCreditCode, fictitiousResidentId } from '#kernel/chinese-identifiers/fictitious.js';
import { businessDate } from '#kernel/business-date.js';
import { type Json, type RunningService, startService } from '../support/running-service.js';

/** Deadlines over HTTP. The business clock of a fresh service stands at Tuesday 2 January 2024; the 1st was a holiday. */
describe('deadlines', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service?.stop());

  const register = async (body: Json): Promise<string> =>
    String((await service.done('/v1/parties', { as: 'officer', body })).id);

  const list = async (query: string): Promise<readonly Json[]> =>
    (await service.view(`/v1/deadlines?${query}`)).items as readonly Json[];

  const advance = (to: string) =>
    service.done('/v1/clock/advance', { as: 'admin', body: { to, reason: 'deadlines' } });

  const typesIn = async (stream: string, type: string): Promise<readonly Json[]> =>
    ((await service.view(`/v1/audit/events?stream=${stream}`)).items as readonly Json[]).filter(
      (event) => event.type === type,
    );

  it('are listed with the working days left, and pass when the clock passes them (JX24-7.1)', async () => {
    const person = await register({
      kind: 'person',
      name: '样例',
      identifier: { kind: 'resident-id', value: fictitiousResidentId(businessDate('1990-03-07'), 1) },
      bornOn: '1990-03-07',
    });
    await service.done(`/v1/parties/${person}/tiers`, {
      as: 'officer',
      body: { tier: 'basic', from: '2019-01-09', basis: '嘉人才〔2019〕1号' },
    });
    const tier = `kind=talent-tier&subject=${person}`;
    // Five years less a day: until Monday 8 January 2024; 3, 4, 5 and 8 are working days.
    expect(await list(tier)).toMatchObject([
      {
        status: 'open',
        dueOn: '2024-01-08',
        workingDaysLeft: 4,
        overdue: false,
        about: 'basic',
        clause: 'JX24-7.1',
        link: `/v1/parties/${person}`,
      },
    ]);
    expect(await list(`${tier}&until=2024-01-07`)).toEqual([]);
    await advance('2024-01-08');
    expect(await list(tier)).toMatchObject([{ status: 'open', workingDaysLeft: 0 }]);
    await advance('2024-01-09');
    expect(await list(`${tier}&status=open`)).toEqual([]);
    expect(await list(`${tier}&status=passed`)).toMatchObject([{ passedOn: '2024-01-09', overdue: false }]);
    expect(await typesIn(person, 'TierExpired')).toMatchObject([{ effectiveOn: '2024-01-08' }]);
  });

  it('pass once although the service dies in the moment the day begins (decision 24)', async () => {
    const host = await register({
      kind: 'enterprise',
      name: '示例孵化器有限公司',
      identifier: { kind: 'unified-social-credit-code', value: fictitiousCreditCode(77) },
    });
    const facts = { location: 'domestic', builtOn: '2023-11-01', cityLevel: true };
    const application = { measure: 'JX24-13.2', parties: { host }, facts };
    const submitted = await service.done('/v1/awards', { as: 'officer', body: application });
    const award = String(submitted.id);
    for (const [as, step] of [
      ['officer', 'accept'],
      ['verifier', 'verify'],
      ['officer', 'publicity'],
    ] as const)
      await service.done(`/v1/awards/${award}/${step}`, { as, body: {} });
    // 9, 10, 11, 12 and 15 January.
    expect(await list(`subject=${award}`)).toMatchObject([{ kind: 'publicity', dueOn: '2024-01-15' }]);

    await service.post('/v1/clock/advance', {
      as: 'admin',
      body: { to: '2024-02-26', reason: 'deadlines' },
      headers: { Prefer: 'wait=0' },
    });
    await service.kill();
    await service.restart();
    await advance('2024-02-27');

    expect(await list(`subject=${award}`)).toMatchObject([{ status: 'passed', dueOn: '2024-01-15' }]);
    expect(await typesIn(award, 'PublicityEnded')).toMatchObject([{ effectiveOn: '2024-01-15' }]);
  });

  it('are counted for monitoring', async () => {
    const { text } = await service.get('/metrics');
    expect(text).toMatch(/tranche_deadlines\{state="open"\} \d+\ntranche_deadlines\{state="waiting"\} 0/);
  });
});
