import { fenOf, yuan } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { agency, codeOf, specOf } from '../kinds/measure-spec.js';
import { hrServicesRules } from './hr-services.rules.js';

describe('a new talent service platform (JX24-15.1)', () => {
  const spec = specOf(hrServicesRules, 'JX24-15.1', { platform: agency });
  const award = spec.award({ registeredOn: '2022-12-31' });

  it('is paid for three calendar years, the year of registration first (decision 23)', () => {
    const plan = orThrow(spec.plan({ registeredOn: '2022-12-31' }));
    expect(plan.totalFen).toBe(yuan(150_000));
    expect(plan.tranches.map(({ windowYear, plannedFen }) => [windowYear, plannedFen])).toEqual([
      [2022, yuan(50_000)],
      [2023, yuan(50_000)],
      [2024, yuan(50_000)],
    ]);
  });

  it.each([
    ['4999999.99', 'hr-services.revenue-too-low'],
    ['5000000.00', undefined],
  ])('revenue of %s: %s', (revenue, code) => {
    expect(codeOf(spec.fix(award, 2, { revenueFen: fenOf(revenue) }))).toBe(code);
  });

  it('counts against the year of the platform', () => {
    const fixed = orThrow(spec.fix(award, 2, { revenueFen: yuan(5_000_000) }));
    expect(fixed.requestedFen).toBe(yuan(50_000));
    expect(fixed.capClaims).toMatchObject([{ subject: 'A1', window: '2023' }]);
  });
});
