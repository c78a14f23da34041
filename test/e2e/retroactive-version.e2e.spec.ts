import { granting } from '../support/granting.js';
import { type Json, type RunningService, startService } from '../support/running-service.js';

interface Draft extends Json {
  version: number;
  measures: { id: string; entitlement: { tiers: { capYuan?: string; amountYuan?: string }[] } }[];
}

const CLASS_A = { class: 'A', selectedOn: '2023-06-01' };

/** A version of the shipped book that counts from before, over awards that were paid. */
describe('A version that counts from before', () => {
  let service: RunningService;
  const awards: Record<string, string> = {};
  const { done, person, enterprise, money, dayOf, approved, released, pay } = granting(() => service);

  const drafts = '/v1/policy-books/JX24/drafts';
  const amountIn = (
    draft: Draft,
    id: string,
    tier: number,
    change: { capYuan?: string; amountYuan?: string },
  ) => {
    const terms = draft.measures.find((measure) => measure.id === id)?.entitlement.tiers[tier];
    if (!terms) throw new Error(id);
    Object.assign(terms, change);
  };

  const granted = async (name: string, measure: string, facts: Json): Promise<string> => {
    const parties = { person: await person(), enterprise: await enterprise() };
    const { id } = await approved({ measure, parties, facts });
    awards[name] = String(id);
    return String(id);
  };
  const paidFirst = async (award: string, names: readonly string[], facts: Json = {}): Promise<void> => {
    const issuedOn = await dayOf();
    const evidence = names.map((name) => ({ name, document: name, issuedOn }));
    await released(award, 1, { evidence, facts });
    await pay(award, 1);
  };

  beforeAll(async () => {
    service = await startService();
    await money('JX-ELITE-LEADER', 2024, '50000000.00');
    const landed = ['business-registration', 'capital-report'];
    await paidFirst(await granted('A', 'JX24-1.2', CLASS_A), landed);
    await paidFirst(await granted('B', 'JX24-1.2', { ...CLASS_A, class: 'B' }), landed);
    await granted('C', 'JX24-1.2', { ...CLASS_A, class: 'C' });
    // 70 % of 1,000,000 for 2023, and four years to come at 1,000,000 at most
    const salary = await granted('salary', 'JX24-1.3', CLASS_A);
    await paidFirst(salary, ['contract', 'iit-proof'], { payYear: 2023, paidSalaryYuan: '1000000.00' });

    const { content } = (await service.view(`${drafts}/1`)) as { content: Draft };
    const draft = structuredClone(content);
    draft.version = 2;
    amountIn(draft, 'JX24-1.2', 0, { amountYuan: '6000000.00' });
    amountIn(draft, 'JX24-1.2', 1, { amountYuan: '2500000.00' });
    amountIn(draft, 'JX24-1.3', 0, { capYuan: '600000.00' });
    await done('officer', drafts, draft);
  }, 240_000);
  afterAll(() => service?.stop());

  it('is priced over the awards that run, per measure and year, before it is published', async () => {
    const { measures, movers } = await done('auditor', `${drafts}/2/what-if`);
    expect(measures).toMatchObject([
      {
        measure: 'JX24-1.2',
        awards: 3,
        changed: 2,
        refused: 0,
        // 5 + 3 + 2 million, and 6 + 2.5 + 2
        years: [{ year: 2024, beforeYuan: '10000000.00', afterYuan: '10500000.00' }],
      },
      {
        measure: 'JX24-1.3',
        awards: 1,
        changed: 1,
        // What was claimed counts as it was, what is to come with its ceiling.
        years: [
          { year: 2023, beforeYuan: '700000.00', afterYuan: '600000.00' },
          { year: 2024, beforeYuan: '1000000.00', afterYuan: '600000.00' },
          { year: 2025, beforeYuan: '1000000.00', afterYuan: '600000.00' },
          { year: 2026, beforeYuan: '1000000.00', afterYuan: '600000.00' },
          { year: 2027, beforeYuan: '1000000.00', afterYuan: '600000.00' },
        ],
      },
    ]);
    expect((movers as Json[]).map(({ award }) => award)).toEqual([
      awards['salary'],
      awards['A'],
      awards['B'],
    ]);
  });

  it('says what each payment is owed, or owes', async () => {
    const { items, ...totals } = await done('auditor', `${drafts}/2/adjustments`);
    // 40 % of 1,000,000 more; 40 % of 500,000 less; 100,000 of the salary less
    expect(totals).toMatchObject({ topUpYuan: '400000.00', recoveryYuan: '300000.00' });
    expect(items).toMatchObject([
      { award: expect.any(String) as string, kind: expect.any(String) as string },
      {},
      { award: awards['salary'], kind: 'recovery', paidYuan: '700000.00', newYuan: '600000.00' },
    ]);
    expect(new Set((items as Json[]).map(({ award }) => award))).toEqual(
      new Set([awards['A'], awards['B'], awards['salary']]),
    );
  });

  it('is rejected or carried out as one package, and found in the list', async () => {
    const rejected = await done('officer', `${drafts}/2/package`);
    await done('approver', `/v1/revisions/${String(rejected.id)}/reject`, { reason: '金额有误' });
    await done('admin', `${drafts}/2/publish`, { retroactive: true });
    const { id, itemsHash } = await done('officer', `${drafts}/2/package`);
    const carried = await done('approver', `/v1/revisions/${String(id)}/approve`, { itemsHash });
    expect((carried.items as Json[]).map(({ outcome }) => outcome).toSorted()).toEqual([
      'recovery-found',
      'recovery-found',
      'top-up-added',
    ]);
    const listed = (await service.view('/v1/revisions?book=JX24')).items as Json[];
    expect(listed.map((one) => [one.id, one.status, one.count, one.topUpYuan])).toEqual([
      [id, 'carried-out', 3, '400000.00'],
      [rejected.id, 'rejected', 3, '400000.00'],
    ]);
    const drafted = (await service.view('/v1/revisions?status=rejected')).items as Json[];
    expect(drafted.map((one) => one.id)).toEqual([rejected.id]);
    const { items } = await done('auditor', `${drafts}/2/adjustments`);
    expect(items).toEqual([]);
    // The top-up passes the cap of the project: 2,000,000 and 400,000 are within the 6,000,000 of the new version.
    const { trancheList } = await done('maker', `/v1/awards/${awards['A']}/tranches/4/release`);
    expect((trancheList as Json[])[3]).toMatchObject({ status: 'released', grantedYuan: '400000.00' });
  });
});
