import { sampleCapAccounts } from '#caps/sample-cap-accounts.js';
import { fenOf, yuan, yuanOf } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { codeOf, enterprise, institution, ofTier, person, specOf } from '../kinds/measure-spec.js';
import { talentFinanceRules } from './talent-finance.rules.js';

const investment = (amount: string, target = 'local-high-end', paidOn = '2024-03-01') => ({
  paidOn,
  enterprise: '嘉兴某科技有限公司',
  target,
  amountFen: fenOf(amount),
});

describe('an institution that invests in talent enterprises (JX24-6.4)', () => {
  const spec = specOf(talentFinanceRules, 'JX24-6.4', { investor: institution });
  const facts = { fundName: '菁英一号', fundSizeFen: yuan(30_000_000), hasCityMoney: false };
  const claim = (investments: readonly ReturnType<typeof investment>[], earlier?: string) =>
    spec.fix(
      spec.award({ ...facts, ...(earlier !== undefined && { earlierInvestmentFen: fenOf(earlier) }) }),
      1,
      { investments },
    );

  it.each([
    // 6 % of what is invested, at most 3,000,000
    ['30000000.01', '1800000.00'],
    ['49999999.00', '2999999.94'],
    ['50000000.00', '3000000.00'],
    ['50000001.00', '3000000.00'],
  ])('an investment of %s brings %s', (amount, expected) => {
    expect(yuanOf(orThrow(claim([investment(amount)])).requestedFen)).toBe(expected);
  });

  it('counts only investment in local enterprises of top and high-end talents (decision 21)', () => {
    const mixed = [investment('40000000.00', 'local-top'), investment('99000000.00', 'other')];
    expect(yuanOf(orThrow(claim(mixed)).requestedFen)).toBe('2400000.00');
    expect(codeOf(claim([investment('99000000.00', 'other')]))).toBe('claim.base-below-floor');
  });

  it.each([
    // more than 30,000,000 in all; what was subsidised before brings nothing again (decision 50)
    ['30000000.00', undefined, 'claim.base-below-floor'],
    ['10000000.00', '20000000.00', 'claim.base-below-floor'],
    ['10000000.00', '20000000.01', '600000.00'],
    ['10000000.00', '40000000.00', '600000.00'],
  ])('%s on top of %s: %s', (amount, earlier, expected) => {
    const answer = claim([investment(amount)], earlier);
    expect(codeOf(answer) ?? yuanOf(orThrow(answer).requestedFen)).toBe(expected);
  });

  it.each([
    ['a fund one fen too small', { fundSizeFen: fenOf('29999999.99') }, 'talent-finance.fund-too-small'],
    ['a fund with money of the city', { hasCityMoney: true }, 'talent-finance.city-money-in-fund'],
    ['a fund of 30 million without it', {}, undefined],
  ])('%s: %o', (_, changed, code) => {
    expect(codeOf(spec.eligibility({ ...facts, ...changed }))).toBe(code);
  });

  it('pays 3,000,000 to one institution over its lifetime, and refuses the rest', () => {
    const caps = sampleCapAccounts();
    const pay = () => {
      const { requestedFen, capClaims } = orThrow(claim([investment('40000000.00')]));
      return caps.pay('JX24-6.4', requestedFen, capClaims);
    };
    expect([pay(), pay()]).toEqual([yuan(2_400_000), yuan(600_000)]);
    expect(codeOf(pay())).toBe('cap.exhausted');
  });

  it.each([
    // paid 6 % of 40,000,000; paid the limit on 80,000,000
    [2_400_000, '35000000.00', '300000.00'],
    [3_000_000, '60000000.00', '0.00'],
    [3_000_000, '40000000.00', '600000.00'],
  ])('of %i paid with %s still invested, %s comes back (decision 53)', (paid, left, owed) => {
    const given = spec.paid(spec.award(facts), yuan(paid));
    const claimed = spec.recover(given, 'base-reduced', { remainingInvestmentFen: fenOf(left) });
    expect(yuanOf(orThrow(claimed).derivation.resultFen)).toBe(owed);
  });
});

describe('the manager of a fund that invests in talent enterprises (JX24-6.5)', () => {
  const spec = specOf(talentFinanceRules, 'JX24-6.5', { manager: enterprise });
  const facts = { fundName: '菁英一号', hasGovernmentMoney: false };
  const claim = (...investments: readonly ReturnType<typeof investment>[]) =>
    spec.fix(spec.award(facts), 1, { investments });

  it.each([
    // 1 %, without limit (decision 52)
    ['0.50', '0.01'],
    ['1234567.00', '12345.67'],
    ['900000000.00', '9000000.00'],
  ])('an investment of %s brings %s', (amount, expected) => {
    const fixed = orThrow(claim(investment(amount)));
    expect(yuanOf(fixed.requestedFen)).toBe(expected);
    expect(fixed.capClaims).toEqual([]);
  });

  it('pays nothing for a share under half a fen, or for other enterprises', () => {
    expect(codeOf(claim(investment('0.49')))).toBe('claim.nothing-to-pay');
    expect(codeOf(claim(investment('1000000.00', 'other')))).toBe('claim.nothing-to-pay');
  });

  it('refuses a fund with government money', () => {
    const answer = spec.eligibility({ ...facts, hasGovernmentMoney: true });
    expect(codeOf(answer)).toBe('talent-finance.government-money-in-fund');
  });

  it('returns 1 % of what was withdrawn (decision 53)', () => {
    const given = spec.paid(spec.award(facts), yuan(100_000));
    const claimed = spec.recover(given, 'base-reduced', { remainingInvestmentFen: yuan(7_500_000) });
    expect(orThrow(claimed).derivation.resultFen).toBe(yuan(25_000));
  });
});

describe('interest on the bond of a talent enterprise (JX24-17.1)', () => {
  const parties = { enterprise, talent: ofTier('high-end') };
  const spec = specOf(talentFinanceRules, 'JX24-17.1', parties);
  const facts = { supportYear: 2023, bondName: '23嘉科01' };
  const claim = (amount: string, paidOn = '2023-12-31') =>
    spec.fix(spec.award(facts), 1, { interestPayments: [{ paidOn, amountFen: fenOf(amount) }] });

  it.each([
    // 20 % of the interest paid in the year, at most 500,000 (decision 17)
    ['0.01', 'claim.nothing-to-pay'],
    ['1000.00', '200.00'],
    ['2499999.90', '499999.98'],
    ['2500000.00', '500000.00'],
    ['2500000.10', '500000.00'],
  ])('interest of %s: %s', (amount, expected) => {
    const answer = claim(amount);
    expect(codeOf(answer) ?? yuanOf(orThrow(answer).requestedFen)).toBe(expected);
  });

  it.each([
    ['2022-12-31', 'claim.item-outside-year'],
    ['2023-01-01', undefined],
    ['2024-01-01', 'claim.item-outside-year'],
  ])('counts interest of its own year only, paid on %s: %s', (paidOn, code) => {
    expect(codeOf(claim('1000.00', paidOn))).toBe(code);
  });

  it.each([
    ['top', undefined],
    ['high-end', undefined],
    ['senior', 'talent-finance.no-talent-enterprise'],
  ] as const)('an enterprise of a %s talent: %s (decision 54)', (tier, code) => {
    expect(codeOf(spec.eligibility(facts, { enterprise, talent: ofTier(tier) }))).toBe(code);
  });

  it('pays 500,000 to one enterprise in a year, whatever the number of its bonds, and again next year', () => {
    const caps = sampleCapAccounts();
    const pay = (supportYear: number) => {
      const interestPayments = [{ paidOn: `${supportYear}-06-30`, amountFen: yuan(1_500_000) }];
      const fixed = orThrow(spec.fix(spec.award({ ...facts, supportYear }), 1, { interestPayments }));
      return caps.pay('JX24-17.1', fixed.requestedFen, fixed.capClaims);
    };
    expect([pay(2023), pay(2023)]).toEqual([yuan(300_000), yuan(200_000)]);
    expect(codeOf(pay(2023))).toBe('cap.exhausted');
    expect(pay(2024)).toBe(yuan(300_000));
  });

  it('E51 takes everything back when the bond is defaulted on, and nothing when the enterprise leaves (decisions 31, 56)', () => {
    const given = spec.paid(spec.award(facts), yuan(300_000));
    expect(orThrow(spec.recover(given, 'failed-acceptance')).derivation).toMatchObject({
      resultFen: yuan(300_000),
      steps: [{ clause: 'decision 56' }],
    });
    expect(orThrow(spec.recover(given, 'left-early')).byTranche).toEqual([]);
  });

  it('refuses an enterprise nobody of a recognised tier stands behind', () => {
    const answer = spec.eligibility(facts, { enterprise, talent: person() });
    expect(answer).toMatchObject({ clause: 'decision 54', pointer: '/parties/talent' });
  });
});

describe('premiums of science and technology insurance (JX24-17.2)', () => {
  const spec = specOf(talentFinanceRules, 'JX24-17.2', { enterprise });
  const premium = (amount: string, paidOn = '2024-05-01') => ({
    paidOn,
    amountFen: fenOf(amount),
    policyNumber: 'KJ-2024-001',
  });
  const claim = (...premiums: readonly ReturnType<typeof premium>[]) =>
    spec.fix(spec.award({}), 1, { premiums }, '2024-06-30');

  it.each([
    // 30 % of what was paid, at most 50,000
    ['100.00', '30.00'],
    ['166666.60', '49999.98'],
    ['166666.67', '50000.00'],
    ['166670.00', '50000.00'],
    ['200000.00', '50000.00'],
  ])('a premium of %s brings %s', (amount, expected) => {
    expect(yuanOf(orThrow(claim(premium(amount))).requestedFen)).toBe(expected);
  });

  it('adds up the policies, and refuses a premium that is not paid yet', () => {
    expect(orThrow(claim(premium('1000.00'), premium('500.00'))).requestedFen).toBe(yuan(450));
    expect(codeOf(claim(premium('1000.00', '2024-07-01')))).toBe('claim.item-in-future');
  });

  it('pays 50,000 to one enterprise over its lifetime (decision 18)', () => {
    const caps = sampleCapAccounts();
    const pay = () => {
      const { requestedFen, capClaims } = orThrow(claim(premium('100000.00')));
      return caps.pay('JX24-17.2', requestedFen, capClaims);
    };
    expect([pay(), pay()]).toEqual([yuan(30_000), yuan(20_000)]);
    expect(codeOf(pay())).toBe('cap.exhausted');
  });

  it.each([
    // 30,000 paid on 100,000; 50,000 paid on 200,000, whose 30 % still pass the limit after a small refund
    [30_000, '60000.00', '12000.00'],
    [50_000, '180000.00', '0.00'],
    [50_000, '150000.00', '5000.00'],
    [50_000, '0.00', '50000.00'],
  ])('E51 of %i paid, a premium refunded down to %s returns %s (decision 57)', (paid, net, owed) => {
    const given = spec.paid(spec.award({}), yuan(paid));
    const claimed = spec.recover(given, 'base-reduced', { netPremiumFen: fenOf(net) });
    expect(yuanOf(orThrow(claimed).derivation.resultFen)).toBe(owed);
  });
});
