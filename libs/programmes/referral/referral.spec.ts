import { fenOf, yuan } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { agency, codeOf, enterprise, specOf } from '../kinds/measure-spec.js';
import { referralRules } from './referral.rules.js';

describe('growth of an enterprise that was referred (JX24-7.2)', () => {
  const spec = specOf(referralRules, 'JX24-7.2', { referrer: agency, enterprise });
  const award = spec.award({ registeredOn: '2020-06-15' });
  const cross = (trancheNo: number, sales: string, crossedOn = '2024-12-31') =>
    spec.fix(award, trancheNo, { crossedOn, salesFen: fenOf(sales) });

  it.each([
    [1, '10000000.00', 'referral.sales-not-above'],
    [1, '10000000.01', undefined],
    [2, '50000000.00', 'referral.sales-not-above'],
    [2, '50000000.01', undefined],
    [3, '100000000.00', 'referral.sales-not-above'],
    [3, '100000000.01', undefined],
  ])('threshold %i with sales of %s: %s', (trancheNo, sales, code) => {
    expect(codeOf(cross(trancheNo, sales))).toBe(code);
  });

  it('pays both thresholds that one year crosses (decision 13, practice E45)', () => {
    const fixed = [1, 2].map((trancheNo) => orThrow(cross(trancheNo, '60000000.00')));
    expect(fixed.map(({ requestedFen }) => requestedFen)).toEqual([yuan(30_000), yuan(50_000)]);
    expect(fixed.map(({ capClaims: [cap] }) => [cap?.subject, cap?.window])).toEqual([
      ['E1', 'tranche-1'],
      ['E1', 'tranche-2'],
    ]);
    expect(codeOf(cross(3, '60000000.00'))).toBe('referral.sales-not-above');
  });

  it.each([
    ['2020-06-14', 'referral.crossed-too-late'],
    ['2025-06-14', undefined],
    ['2025-06-15', 'referral.crossed-too-late'],
  ])('five years from registration: crossed on %s: %s', (day, code) => {
    expect(codeOf(cross(1, '20000000.00', day))).toBe(code);
  });
});
