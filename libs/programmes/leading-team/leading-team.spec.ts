import { businessDate } from '#kernel/business-date.js';
import { fenOf, yuan, yuanOf } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { codeOf, enterprise, institution, specOf, team } from '../kinds/measure-spec.js';
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
