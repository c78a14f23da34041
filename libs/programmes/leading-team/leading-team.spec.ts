import { businessDate } from '#kernel/business-date.js';
import { fenOf, yuan, yuanOf } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { codeOf, enterprise, institution, ofTier, specOf, team } from '../kinds/measure-spec.js';
import { leadingTeamRules } from './leading-team.rules.js';

const decided = (amount: string) => ({
  body: '市人才工作领导小组',
  documentNumber: '嘉人才〔2024〕1号',
  decidedOn: businessDate('2024-05-01'),
  amounts: { decidedFen: fenOf(amount) },
});
const facts = { selectedOn: '2024-01-10' };

describe('a leading team of the city (JX24-2.3)', () => {
  const spec = specOf(leadingTeamRules, 'JX24-2.3', { team, enterprise });
  const plan = (amount: string) => spec.plan(facts, undefined, decided(amount));

  it.each([
    ['9999999.99', 'award.below-floor'],
    ['10000000.00', undefined],
    ['30000000.00', undefined],
  ])('fiscal money of %s: %s', (amount, code) => {
    expect(codeOf(plan(amount))).toBe(code);
  });

  it('is paid in three parts that sum to the decided amount', () => {
    expect(orThrow(plan('10000000.01')).tranches.map(({ plannedFen }) => yuanOf(plannedFen ?? 0n))).toEqual([
      '4000000.00',
      '3000000.00',
      '3000000.01',
    ]);
  });

  it('has no amount without a decision', () => {
    expect(codeOf(spec.plan(facts))).toBe('award.decision-missing');
  });

  it.each([
    // decision 11: own funds ≥ all fiscal money, the tranche asked for included. Province gave 5,000,000.
    [1, 0, '8999999.99', 'match.insufficient'],
    [1, 0, '9000000.00', undefined],
    [2, 4_000_000, '11999999.99', 'match.insufficient'],
    [2, 4_000_000, '12000000.00', undefined],
  ])('tranche %i after %i paid needs a match: %s received: %s', (trancheNo, paid, received, code) => {
    const award = spec.award(facts, undefined, decided('10000000.00'));
    const given = paid > 0 ? spec.paid(award, yuan(paid)) : award;
    const funds = { enterpriseFundsFen: fenOf(received), otherFiscalFundsFen: yuan(5_000_000) };
    expect(codeOf(spec.fix(given, trancheNo, funds))).toBe(code);
  });

  it('counts a tranche that is on its way as fiscal money', () => {
    const award = spec.award(facts, undefined, decided('10000000.00'));
    const [first, ...rest] = award.tranches;
    const given = { ...award, tranches: first ? [{ ...first, status: 'in-batch' }, ...rest] : [] };
    const funds = { enterpriseFundsFen: yuan(6_999_999), otherFiscalFundsFen: 0n };
    expect(codeOf(spec.fix(given, 2, funds))).toBe('match.insufficient');
  });
});

describe('a key innovation team (JX24-2.5)', () => {
  const spec = specOf(leadingTeamRules, 'JX24-2.5', { team, employer: institution });

  it.each([
    ['599999.99', 'award.below-floor'],
    ['600000.00', undefined],
    ['2000000.00', undefined],
    ['2000000.01', 'award.above-ceiling'],
  ])('a decided amount of %s: %s', (amount, code) => {
    expect(codeOf(spec.plan(facts, undefined, decided(amount)))).toBe(code);
  });

  it('says who decided, in which document, inside which bounds', () => {
    const plan = orThrow(spec.plan(facts, undefined, decided('800000.00')));
    expect(plan.derivation?.steps[0]).toMatchObject({
      zh: '创新资助：市人才工作领导小组 嘉人才〔2024〕1号',
      formula: '800000.00 ≥ 600000.00 ≤ 2000000.00',
    });
  });
});

describe('a team led by a top talent (JX24-2.1)', () => {
  const parties = { team, leader: ofTier('top'), employer: institution };
  const spec = specOf(leadingTeamRules, 'JX24-2.1', parties);
  const recognised = { recognisedOn: '2024-01-10' };

  it('gets what was decided in three parts, and says that the source names no amount (decision 70)', () => {
    const plan = orThrow(spec.plan(recognised, undefined, decided('30000000.01')));
    expect(plan.tranches.map(({ plannedFen }) => yuanOf(plannedFen ?? 0n))).toEqual([
      '12000000.00',
      '9000000.00',
      '9000000.01',
    ]);
    expect(plan.derivation?.steps[0]?.en).toContain('the source names no amount');
    expect(codeOf(spec.plan(recognised))).toBe('award.decision-missing');
  });

  it.each([
    ['top', undefined],
    ['high-end', 'leading-team.tier-too-low'],
  ] as const)('has a leader of the tier %s: %s', (tier, code) => {
    const others = { ...parties, leader: ofTier(tier) };
    expect(codeOf(spec.eligibility(recognised, others))).toBe(code);
  });
});

describe('the match for a team of the province (JX24-2.2)', () => {
  const spec = specOf(leadingTeamRules, 'JX24-2.2', { team, enterprise });
  const stated = {
    selectedOn: '2024-01-10',
    periodFrom: '2024-02-01',
    periodTo: '2027-01-31',
    provincialGrantFen: yuan(5_000_000),
  };

  it.each([
    ['4999999.99', 'award.below-floor'],
    ['5000000.00', undefined],
    ['9000000.00', undefined],
  ])('is at least what the province puts in, 5,000,000: %s %s', (amount, code) => {
    expect(codeOf(spec.plan(stated, undefined, decided(amount)))).toBe(code);
  });

  it.each([
    ['2027-01-31', undefined],
    ['2027-02-02', 'leading-team.period-too-long'],
    ['2024-01-31', 'leading-team.period-ends-before-start'],
  ])('is for the first funding period of 3 years, to %s: %s', (periodTo, code) => {
    expect(codeOf(spec.eligibility({ ...stated, periodTo }))).toBe(code);
  });

  it.each([
    ['5000000.00', '0.00'],
    ['3000000.00', '2000000.00'],
    ['0.00', '5000000.00'],
  ])('E28 follows down: a provincial grant cut to %s returns %s of 5,000,000 (decision 71)', (now, owed) => {
    const award = spec.award(stated, undefined, decided('5000000.00'));
    const given = spec.paid(award, yuan(2_000_000), yuan(1_500_000), yuan(1_500_000));
    const claim = spec.recover(given, 'base-reduced', { provincialNowFen: fenOf(now) });
    expect(yuanOf(orThrow(claim).derivation.resultFen)).toBe(owed);
  });
});

describe('further support of a team (JX24-2.4)', () => {
  const spec = specOf(leadingTeamRules, 'JX24-2.4', { team, enterprise });
  const assessed = { support: 'rolling', assessedOn: '2024-05-20' };

  it.each([
    ['20000000.00', undefined],
    ['100000000.00', undefined],
    ['100000000.01', 'award.above-ceiling'],
  ])('a decided amount of %s: %s', (amount, code) => {
    expect(codeOf(spec.plan(assessed, undefined, decided(amount)))).toBe(code);
  });

  it('is 100,000,000 for one team over its lifetime (decision 72)', () => {
    const fixed = orThrow(spec.fix(spec.award(assessed, undefined, decided('100000000.00')), 1, {}));
    expect(fixed.requestedFen).toBe(yuan(40_000_000));
    expect(fixed.capClaims[0]).toMatchObject({
      capKey: 'leading-team.further-support',
      subject: 'T1',
      window: 'lifetime',
      limit: { limitFen: yuan(100_000_000) },
    });
  });

  it('is refused before growth and results were assessed', () => {
    expect(codeOf(spec.eligibility({ ...assessed, assessedOn: '2024-06-02' }))).toBe(
      'leading-team.assessed-in-future',
    );
  });
});
