import { businessDate } from '#kernel/business-date.js';
import { yuan } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { codeOf, enterprise, institution, specOf } from '../kinds/measure-spec.js';
import { innovationVoucherRules } from './innovation-voucher.rules.js';

describe('rent-free space in Pinghu (PH02-1)', () => {
  const spec = specOf(innovationVoucherRules, 'PH02-1', { enterprise, landlord: institution });
  const facts = { selectedOn: '2024-01-10' };
  const decision = {
    body: '平湖市人才办',
    documentNumber: '平人才〔2024〕7号',
    decidedOn: businessDate('2024-05-01'),
    amounts: { decidedFen: yuan(60_000) },
  };

  it('pays the value that was decided to whoever provides the space, and says that the source names none', () => {
    const plan = orThrow(spec.plan(facts, undefined, decision));
    expect(plan.tranches).toMatchObject([{ plannedFen: yuan(60_000), payee: 'I1' }]);
    expect(plan.derivation?.steps[0]?.en).toContain('the source names no amount');
    expect(spec.measure.note?.en).toContain('In kind');
  });

  it('has no amount of its own', () => {
    expect(codeOf(spec.plan(facts))).toBe('award.decision-missing');
  });
});
