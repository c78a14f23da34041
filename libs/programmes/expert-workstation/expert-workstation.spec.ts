import { yuan } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { codeOf, enterprise, specOf } from '../kinds/measure-spec.js';
import { expertWorkstationRules } from './expert-workstation.rules.js';

describe('further academicians of a workstation (JX24-14.3)', () => {
  const spec = specOf(expertWorkstationRules, 'JX24-14.3', { host: enterprise });

  it.each([
    // 100,000 for each academician from the second on
    [2, 100_000],
    [3, 200_000],
    [50, 4_900_000],
  ])('%i academicians bring %i in the year', (academicians, amount) => {
    const fixed = orThrow(spec.fix(spec.award({ supportYear: 2024, academicians }), 1, {}));
    expect(fixed.requestedFen).toBe(yuan(amount));
    expect(fixed.capClaims).toMatchObject([
      { subject: 'E1', window: '2024', limit: { limitFen: yuan(amount) } },
    ]);
  });

  it.each([
    [1, 'award.no-heads'],
    [0, 'facts.out-of-range'],
  ])('%i academicians bring nothing', (academicians, code) => {
    expect(codeOf(spec.plan({ supportYear: 2024, academicians }))).toBe(code);
  });
});
