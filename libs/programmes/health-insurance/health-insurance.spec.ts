import { businessDate } from '#kernel/business-date.js';
import { yuan } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { codeOf, ofTier, person, specOf } from '../kinds/measure-spec.js';
import { healthInsuranceRules } from './health-insurance.rules.js';

describe('health insurance of a top talent (JX24-20.1)', () => {
  const spec = specOf(healthInsuranceRules, 'JX24-20.1', { person: ofTier('top') });
  const facts = { supportYear: 2023, declinesHealthCare: true };
  const decision = {
    body: '市人才办',
    documentNumber: '嘉人才〔2024〕20号',
    decidedOn: businessDate('2024-05-01'),
    amounts: { decidedFen: yuan(30_000) },
  };

  it('pays what was decided for the year, and says that the source names no amount (decision 81)', () => {
    const plan = orThrow(spec.plan(facts, undefined, decision));
    expect(plan.tranches).toMatchObject([{ plannedFen: yuan(30_000), payee: 'P1', windowYear: 2023 }]);
    expect(plan.derivation?.steps[0]?.en).toContain('the source names no amount');
    expect(codeOf(spec.plan(facts))).toBe('award.decision-missing');
  });

  it('is paid once for a person and year (decision 81)', () => {
    const fixed = orThrow(spec.fix(spec.award(facts, undefined, decision), 1, {}));
    expect(fixed.capClaims).toMatchObject([
      { capKey: 'health-insurance.person-year', subject: 'P1', window: '2023' },
    ]);
  });

  it.each([
    ['a top talent who declines the health care', ofTier('top'), true, undefined],
    ['a top talent who has it', ofTier('top'), false, 'health-insurance.health-care-enjoyed'],
    ['a high-end talent', ofTier('high-end'), true, 'health-insurance.tier-too-low'],
    ['somebody nobody recognised', person(), true, 'health-insurance.tier-too-low'],
  ])('%s', (_, talent, declinesHealthCare, code) => {
    expect(codeOf(spec.eligibility({ ...facts, declinesHealthCare }, { person: talent }))).toBe(code);
  });
});
