import { fictitiousCreditCode, fictitiousResidentId } from '#kernel/chinese-identifiers/fictitious.js';
import { businessDate } from '#kernel/business-date.js';
import { type Json, type RunningService, startService } from '../support/running-service.js';

/** Terms of an award that change while it runs, over HTTP. The business clock of a fresh service stands at 2 January 2024. */
describe('an award whose terms change', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service?.stop());

  const register = async (body: Json): Promise<string> =>
    String((await service.done('/v1/parties', { as: 'officer', body })).id);
  const enterprise = (number: number) =>
    register({
      kind: 'enterprise',
      name: `样例${number}公司`,
      identifier: { kind: 'unified-social-credit-code', value: fictitiousCreditCode(number) },
    });
  const person = () =>
    register({
      kind: 'person',
      name: '样例',
      identifier: { kind: 'resident-id', value: fictitiousResidentId(businessDate('1980-03-07'), 1) },
      bornOn: '1980-03-07',
    });
  const advance = (to: string) =>
    service.done('/v1/clock/advance', { as: 'admin', body: { to, reason: 'terms' } });

  /** Publicity runs for five working days. */
  const publicise = async (body: Json): Promise<string> => {
    const award = String((await service.done('/v1/awards', { as: 'officer', body })).id);
    await service.done(`/v1/awards/${award}/accept`, { as: 'officer', body: {} });
    await service.done(`/v1/awards/${award}/verify`, { as: 'verifier', body: {} });
    await service.done(`/v1/awards/${award}/publicity`, { as: 'officer', body: {} });
    return award;
  };
  const approve = (award: string) =>
    service.done(`/v1/awards/${award}/approve`, { as: 'approver', body: {} });

  it('E10 gives way to the award of a higher class: what it had not paid is cancelled (decision 110)', async () => {
    const parties = { person: await person(), enterprise: await enterprise(1) };
    const [low, high] = [
      await publicise({ measure: 'JX24-1.2', parties, facts: { class: 'C', selectedOn: '2022-05-01' } }),
      await publicise({ measure: 'JX24-1.2', parties, facts: { class: 'B', selectedOn: '2023-12-01' } }),
    ];
    await advance('2024-01-10');
    await approve(low);
    await approve(high);
    expect(await service.view(`/v1/awards/${low}`)).toMatchObject({
      status: 'lapsed',
      replacedBy: high,
      trancheList: [{ status: 'cancelled' }, { status: 'cancelled' }, { status: 'cancelled' }],
    });
    expect(await service.view(`/v1/awards/${high}`)).toMatchObject({
      status: 'approved',
      totalYuan: '3000000.00',
      replacedBy: null,
    });
  });

  it('E28 goes on with less when the base is cut, and says who found it (JX24-4.4)', async () => {
    const employer = await enterprise(2);
    const award = await publicise({
      measure: 'JX24-4.4',
      parties: { employer },
      facts: { grantedOn: '2023-11-01' },
    });
    await advance('2024-01-18');
    await approve(award);
    const reduce = (upstreamNowYuan: string) =>
      service.post(`/v1/awards/${award}/base-reductions`, {
        as: 'officer',
        body: { reducedOn: '2024-01-18', document: '浙财〔2024〕1号', facts: { upstreamNowYuan } },
      });
    expect(await reduce('240000.00')).toMatchObject({ status: 200, body: { payableYuan: '240000.00' } });
    expect(await reduce('240000.01')).toMatchObject({
      status: 422,
      body: { code: 'award.base-not-reduced', facts: { beforeYuan: '240000.00' } },
    });
    const missing = await service.post(`/v1/awards/${award}/base-reductions`, {
      as: 'officer',
      body: { reducedOn: '2024-01-18', document: 'D', facts: {} },
    });
    expect(missing).toMatchObject({ status: 400, body: { errors: [{ pointer: '/facts/upstreamNowYuan' }] } });
    const { items } = await service.view(`/v1/awards/${award}/history`);
    expect((items as readonly Json[]).filter(({ type }) => type === 'BaseReduced')).toMatchObject([
      { actor: { id: 'officer' } },
    ]);
  });

  it('E13 is paid by both payers of the place it moves to, and is not moved twice to one place', async () => {
    const employer = await enterprise(3);
    const award = await publicise({
      measure: 'JX24-4.4',
      parties: { employer },
      facts: { grantedOn: '2023-11-01' },
    });
    const move = (to: string, as: string) =>
      service.post(`/v1/awards/${award}/move`, {
        as,
        body: { to, movedOn: '2024-01-18', document: '迁〔2024〕1号' },
      });
    await advance('2024-01-26');
    await approve(award);
    expect(await move('nanhu', 'officer')).toMatchObject({ status: 403, body: { code: 'access.role' } });
    expect(await move('nanhu', 'verifier')).toMatchObject({
      status: 200,
      body: { application: { jurisdiction: 'nanhu' } },
    });
    expect(await move('nanhu', 'verifier')).toMatchObject({ status: 422, body: { code: 'award.not-moved' } });
    expect(await move('shanghai', 'verifier')).toMatchObject({ status: 200, body: { status: 'terminated' } });
  });
});
