import { sampleCapAccounts } from '#caps/sample-cap-accounts.js';
import { fenOf, yuan } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { agency, codeOf, enterprise, specOf } from '../kinds/measure-spec.js';
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

describe('a human-resource service park (JX24-15.2)', () => {
  const spec = specOf(hrServicesRules, 'JX24-15.2', { park: enterprise });
  const fix = (level: string) => orThrow(spec.fix(spec.award({ level, recognisedOn: '2024-03-01' }), 1, {}));

  it.each([
    ['national', 1_000_000],
    ['provincial', 800_000],
    ['municipal', 500_000],
  ])('a %s park brings %i once', (level, amount) => {
    const fixed = fix(level);
    expect(fixed.requestedFen).toBe(yuan(amount));
    expect(fixed.capClaims).toMatchObject([{ subject: 'E1', window: 'lifetime' }]);
  });

  it('pays an upgrade the difference, and no step down (decision 14)', () => {
    const caps = sampleCapAccounts();
    const pay = (level: string) => {
      const { requestedFen, capClaims } = fix(level);
      return caps.pay('JX24-15.2', requestedFen, capClaims);
    };
    expect([pay('municipal'), pay('provincial'), pay('national')]).toEqual([
      yuan(500_000),
      yuan(300_000),
      yuan(200_000),
    ]);
    expect(codeOf(pay('provincial'))).toBe('cap.exhausted');
  });

  it.each([
    ['2024-06-01', undefined],
    ['2024-06-02', 'hr-services.recognised-in-future'],
  ])('recognised on %s, applied on 2024-06-01: %s', (recognisedOn, code) => {
    expect(codeOf(spec.eligibility({ level: 'municipal', recognisedOn }))).toBe(code);
  });
});
