import { businessDate } from '#kernel/business-date.js';
import { fenOf, yuan, yuanOf } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import type { PartySnapshot } from '../award/application.js';
import { agency, codeOf, enterprise, institution, ofTier, person, specOf } from '../kinds/measure-spec.js';
import { visitingExpertRules } from './visiting-expert.rules.js';

describe('out-of-city experts (JX24-4.2)', () => {
  const spec = specOf(visitingExpertRules, 'JX24-4.2', { person: ofTier('senior'), employer: enterprise });
  const award = spec.award({ hiredOn: '2023-05-01' });
  const pay = (salary: string, payYear = 2024) =>
    spec.fix(award, payYear - 2022, { payYear, paidSalaryFen: fenOf(salary) });

  it.each([
    // 20 % of what exceeds 300,000, at most 100,000
    ['300000.05', '0.01'],
    ['500000.00', '40000.00'],
    ['799999.99', '100000.00'],
    ['800000.00', '100000.00'],
    ['800000.10', '100000.00'],
    ['2000000.00', '100000.00'],
  ])('pay of %s brings %s', (salary, expected) => {
    expect(yuanOf(orThrow(pay(salary)).requestedFen)).toBe(expected);
  });

  it.each([
    ['300000.00', 'claim.nothing-to-pay'],
    ['299999.99', 'claim.base-below-floor'],
  ])(
    'E8 pay of %s is answered with %s: at 300,000 eligible and nothing to pay (decision 9)',
    (salary, code) => {
      expect(codeOf(pay(salary))).toBe(code);
    },
  );

  it('is planned for three calendar years from the hire, each at most 100,000', () => {
    expect(award.tranches.map(({ windowYear, ceilingFen }) => [windowYear, ceilingFen])).toEqual([
      [2023, yuan(100_000)],
      [2024, yuan(100_000)],
      [2025, yuan(100_000)],
    ]);
  });

  it('explains itself: the excess, the rate, the limit', () => {
    expect(orThrow(pay('900000.00')).derivation.steps.map(({ formula }) => formula)).toEqual([
      '900000.00 − 300000.00',
      '600000.00 × 20%',
      'min(120000.00, 100000.00)',
    ]);
  });

  it.each([
    ['a basic talent', ofTier('basic'), 'visiting-expert.tier-too-low'],
    ['somebody nobody recognised', person(), 'visiting-expert.tier-too-low'],
    ['a top talent', ofTier('top'), undefined],
  ])('%s: %o', (_, expert, code) => {
    expect(
      codeOf(spec.eligibility({ hiredOn: '2023-05-01' }, { person: expert, employer: enterprise })),
    ).toBe(code);
  });
});

const cost = (spentOn: string, amount: string) => ({ spentOn, amountFen: fenOf(amount), invoice: '0001' });

describe('weekend talents brought by an agency (JX24-4.3b)', () => {
  const listed = (until: string | null): PartySnapshot => ({
    ...agency,
    listings: [{ from: businessDate('2023-02-01'), until: until === null ? null : businessDate(until) }],
  });
  const spec = specOf(visitingExpertRules, 'JX24-4.3b', { agency: listed('2023-10-31') });
  const facts = { supportYear: 2023 };
  const claim = (...costs: readonly ReturnType<typeof cost>[]) => spec.fix(spec.award(facts), 1, { costs });

  it.each([
    // 30 % of the sum, at most 2,000,000 a year
    [[cost('2023-02-01', '1000.00'), cost('2023-10-31', '500.10')], '450.03'],
    [[cost('2023-06-01', '6666666.66')], '2000000.00'],
    [[cost('2023-06-01', '6666666.67')], '2000000.00'],
    [[cost('2023-06-01', '9000000.00')], '2000000.00'],
  ])('%j brings %s', (costs, expected) => {
    expect(yuanOf(orThrow(claim(...costs)).requestedFen)).toBe(expected);
  });

  it.each([
    // decision 10: the agency is on the list on the day of the cost
    ['a day before the listing', '2023-01-31', 'visiting-expert.agency-not-listed'],
    ['a day after it', '2023-11-01', 'visiting-expert.agency-not-listed'],
    ['another year', '2024-01-01', 'visiting-expert.agency-not-listed'],
  ])('E54 decides by the day of the cost, not of the claim: %s (%s) is refused', (_, day, code) => {
    expect(claim(cost('2023-06-01', '1.00'), cost(day, '1.00'))).toMatchObject({
      code,
      pointer: '/claim/facts/costs/1/spentOn',
    });
  });

  it('counts a cost in its own year only, also while still listed', () => {
    const given = spec.award(facts, { agency: listed(null) });
    const fixed = spec.fix(given, 1, { costs: [cost('2024-01-01', '1.00')] });
    expect(fixed).toMatchObject({ code: 'claim.item-outside-year', clause: 'JX24-4.3b' });
  });

  it('counts against the year of the agency', () => {
    expect(orThrow(claim(cost('2023-06-01', '100.00'))).capClaims).toMatchObject([
      { subject: 'A1', window: '2023', limit: { limitFen: yuan(2_000_000) } },
    ]);
  });

  it.each([
    ['no amount', { spentOn: '2023-06-01', invoice: '1' }, 'facts.missing'],
    ['an unknown column', { ...cost('2023-06-01', '1.00'), tip: true }, 'facts.unknown'],
    ['no day', { ...cost('2023-02-30', '1.00') }, 'facts.wrong-type'],
  ])('a row with %s is refused where it stands', (_, row, code) => {
    expect(spec.fix(spec.award(facts), 1, { costs: [row] })).toMatchObject({ code });
  });
});

describe('weekend talents brought by an employer (JX24-4.3c)', () => {
  const parties = { person: ofTier('high-end'), employer: institution };
  const spec = specOf(visitingExpertRules, 'JX24-4.3c', parties);
  const given = spec.award({ supportYear: 2023 });

  it.each([
    ['100000.00', '30000.00'],
    ['99999.99', '30000.00'],
    ['99999.90', '29999.97'],
    ['100000.10', '30000.00'],
  ])('costs of %s bring %s, and count against the year of the person', (amount, expected) => {
    const fixed = orThrow(spec.fix(given, 1, { costs: [cost('2023-06-03', amount)] }));
    expect(yuanOf(fixed.requestedFen)).toBe(expected);
    expect(fixed.capClaims).toMatchObject([{ subject: 'P1', window: '2023' }]);
  });

  it('refuses a cost later than the claim', () => {
    const costs = [cost('2023-06-03', '1.00')];
    expect(codeOf(spec.fix(given, 1, { costs }, '2023-06-02'))).toBe('claim.item-in-future');
  });
});

describe('the match of an upstream grant (JX24-4.4)', () => {
  const spec = specOf(visitingExpertRules, 'JX24-4.4', { employer: institution });
  const given = spec.award({ grantedOn: '2024-01-01' });

  it('is 1 : 1 of what was received', () => {
    const fixed = orThrow(spec.fix(given, 1, { upstreamGrantFen: fenOf('123456.78') }));
    expect(yuanOf(fixed.requestedFen)).toBe('123456.78');
  });

  it.each([
    ['60000.00', '40000.00'],
    ['100000.00', '0.00'],
    ['0.00', '100000.00'],
  ])('E28 the match follows down: an upstream grant cut from 100,000 to %s returns %s', (now, owed) => {
    const claim = spec.recover(spec.paid(given, yuan(100_000)), 'base-reduced', {
      upstreamNowFen: fenOf(now),
    });
    expect(yuanOf(orThrow(claim).derivation.resultFen)).toBe(owed);
  });
});

describe('weekend talents brought by the government (JX24-4.3a)', () => {
  const parties = { person: ofTier('high-end'), provider: enterprise };
  const spec = specOf(visitingExpertRules, 'JX24-4.3a', parties);
  const facts = { supportYear: 2023, workplace: 'shanghai', talentLevel: 'provincial' };

  it('pays the actual costs in full to whoever provides them: in kind (decision 73)', () => {
    const costs = [cost('2023-01-01', '1234.56'), cost('2023-12-31', '0.01')];
    const fixed = orThrow(spec.fix(spec.award(facts), 1, { costs }));
    expect(yuanOf(fixed.requestedFen)).toBe('1234.57');
    expect(spec.award(facts).tranches).toMatchObject([{ payee: 'E1', windowYear: 2023 }]);
    expect(spec.measure.note?.en).toContain('In kind');
  });

  it.each([
    ['a talent of Guangzhou', { workplace: 'guangzhou' }, 'high-end', undefined],
    ['a national talent', { talentLevel: 'national' }, 'high-end', undefined],
    ['a top talent', { talentLevel: 'top' }, 'top', undefined],
    ['a talent of another place', { workplace: 'other' }, 'high-end', 'visiting-expert.workplace-not-listed'],
    ['a municipal level', { talentLevel: 'municipal' }, 'high-end', 'visiting-expert.level-too-low'],
    ['a senior tier', {}, 'senior', 'visiting-expert.tier-too-low'],
  ] as const)('%s', (_, changed, tier, code) => {
    const others = { person: ofTier(tier), provider: enterprise };
    expect(codeOf(spec.eligibility({ ...facts, ...changed }, others))).toBe(code);
  });
});
