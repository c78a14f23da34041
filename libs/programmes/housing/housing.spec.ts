import { businessDate } from '#kernel/business-date.js';
import { yuan, yuanOf } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { codeOf, ofTier, specOf } from '../kinds/measure-spec.js';
import { housingRules } from './housing.rules.js';

const parties = { person: ofTier('high-end') };

describe('the purchase subsidy (JX24-18.1, decision 19)', () => {
  const spec = specOf(housingRules, 'JX24-18.1', parties);
  const facts = { housingTier: 'provincial', boughtOn: '2023-03-15' };

  it.each([
    ['national', 1_000_000, 200_000],
    ['provincial', 800_000, 160_000],
    ['municipal', 600_000, 120_000],
    ['senior', 350_000, 70_000],
  ])('%s: %i in five parts of %i', (housingTier, total, part) => {
    const plan = orThrow(spec.plan({ ...facts, housingTier }));
    expect(plan.totalFen).toBe(yuan(total));
    expect(plan.tranches.map(({ plannedFen }) => plannedFen)).toEqual(Array(5).fill(yuan(part)));
    expect(plan.tranches.map(({ claimableFrom }) => claimableFrom)).toEqual(
      [2023, 2024, 2025, 2026, 2027].map((year) => `${year}-03-15`),
    );
  });

  it.each([
    // three parts of 160,000 paid; 800,000 ÷ 60 = 13,333.33… a month
    ['2023-03-15', '480000.00'],
    ['2025-09-14', '93333.33'],
    ['2025-09-15', '80000.00'],
    ['2026-03-14', '13333.33'],
    ['2026-03-15', '0.00'],
  ])('E36 a home sold on %s returns %s of 480,000', (endedOn, owed) => {
    const given = spec.paid(spec.award(facts), yuan(160_000), yuan(160_000), yuan(160_000));
    expect(yuanOf(orThrow(spec.recover(given, 'left-early', {}, endedOn)).derivation.resultFen)).toBe(owed);
  });

  it('counts rent received against the total (decision 20)', () => {
    const fixed = orThrow(spec.fix(spec.award(facts), 1, {}));
    expect(fixed.capClaims).toMatchObject([
      { capKey: 'housing.person', window: 'lifetime', limit: { limitFen: yuan(800_000) } },
    ]);
  });

  it.each([
    ['top', 'housing.tier-too-low'],
    ['basic', 'housing.tier-too-low'],
    ['senior', undefined],
  ] as const)('is for high-end and senior talents: %s %s', (tier, code) => {
    const claimed = { ...facts, housingTier: 'senior' };
    expect(codeOf(spec.eligibility(claimed, { person: ofTier(tier) }))).toBe(code);
  });

  it.each([
    ['national', 'senior', 'housing.class-above-tier'],
    ['provincial', 'senior', 'housing.class-above-tier'],
    ['municipal', 'senior', 'housing.class-above-tier'],
    ['national', 'high-end', undefined],
    ['senior', 'high-end', undefined],
  ] as const)('pays the class %s to the %s tier: %s', (housingTier, tier, code) => {
    expect(codeOf(spec.eligibility({ ...facts, housingTier }, { person: ofTier(tier) }))).toBe(code);
  });
});

describe('the rent subsidy (JX24-18.2)', () => {
  const spec = specOf(housingRules, 'JX24-18.2', parties);
  const facts = { housingTier: 'national', rentedFrom: '2024-02-29' };

  it.each([
    ['national', 100_000],
    ['provincial', 50_000],
    ['municipal', 40_000],
    ['senior', 30_000],
  ])('%s: %i in each of ten years', (housingTier, amount) => {
    const plan = orThrow(spec.plan({ ...facts, housingTier }));
    expect(plan.totalFen).toBe(yuan(amount * 10));
    expect(plan.tranches).toHaveLength(10);
  });

  it('has years that begin on the day of the lease', () => {
    const plan = orThrow(spec.plan(facts));
    expect(plan.tranches.slice(0, 2).map(({ claimableFrom }) => claimableFrom)).toEqual([
      '2024-02-29',
      '2025-02-28',
    ]);
  });

  it('is not paid any more once a purchase is (decision 20)', () => {
    const { capClaims } = orThrow(spec.fix(spec.award(facts), 3, {}));
    expect(capClaims).toMatchObject([
      { capKey: 'housing.rent-years', limit: { kind: 'years', limitYears: 10 } },
      { capKey: 'housing.rent-year', window: '2026', limit: { limitFen: yuan(100_000) } },
      { capKey: 'housing.person', limit: { excludedBy: ['JX24-18.1'] } },
    ]);
  });
});

describe('housing of a top talent (JX24-18.3)', () => {
  const spec = specOf(housingRules, 'JX24-18.3', { person: ofTier('top') });
  const facts = { recognisedOn: '2024-01-10', housingForm: 'purchase' };
  const decision = {
    body: '市人才工作领导小组',
    documentNumber: '嘉人才〔2024〕9号',
    decidedOn: businessDate('2024-05-01'),
    amounts: { decidedFen: yuan(2_000_000) },
  };

  it('is what was decided for the person; the source names no amount', () => {
    const plan = orThrow(spec.plan(facts, undefined, decision));
    expect(plan.tranches).toMatchObject([{ plannedFen: yuan(2_000_000), payee: 'P1' }]);
    expect(plan.derivation?.steps[0]?.en).toContain('the source names no amount');
    expect(codeOf(spec.plan(facts))).toBe('award.decision-missing');
  });

  it('counts housing money received before against the decided amount (decision 80)', () => {
    const [cap] = orThrow(spec.fix(spec.award(facts, undefined, decision), 1, {})).capClaims;
    expect(cap).toMatchObject({ capKey: 'housing.person', limit: { limitFen: yuan(2_000_000) } });
  });

  it.each([
    ['top', undefined],
    ['high-end', 'housing.tier-too-low'],
  ] as const)('is for top talents: %s %s', (tier, code) => {
    expect(codeOf(spec.eligibility(facts, { person: ofTier(tier) }))).toBe(code);
  });
});
