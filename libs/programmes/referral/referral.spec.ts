import { sampleCapAccounts } from '#caps/sample-cap-accounts.js';
import { businessDate } from '#kernel/business-date.js';
import { fenOf, yuan, yuanOf } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import type { PartySnapshot } from '../award/application.js';
import { agency, codeOf, enterprise, ofTier, person, specOf, team } from '../kinds/measure-spec.js';
import { referralRules } from './referral.rules.js';

describe('the one-off reward for bringing a talent (JX24-7.1)', () => {
  const spec = specOf(referralRules, 'JX24-7.1', { referrer: agency, talent: person() });
  const facts = {
    category: 'municipal',
    registeredReferralOn: '2023-05-31',
    arrivedOn: '2023-06-01',
    selectedOn: '2023-12-01',
  };
  const fix = (category: string, referrer: PartySnapshot = agency) =>
    orThrow(spec.fix(spec.award({ ...facts, category }, { referrer, talent: person() }), 1, {}));

  it.each([
    ['top', 500_000],
    ['national', 200_000],
    ['provincial', 100_000],
    ['municipal', 50_000],
  ])('a talent of the category %s brings %i, counted for the talent (decision 37)', (category, amount) => {
    const fixed = fix(category);
    expect(fixed.requestedFen).toBe(yuan(amount));
    expect(fixed.capClaims).toMatchObject([{ subject: 'P1', window: 'lifetime' }]);
  });

  it('pays for a team as for a person, to a unit or a person', () => {
    const parties = { referrer: person(), talent: team };
    expect(orThrow(spec.plan({ ...facts, category: 'provincial' }, parties)).totalFen).toBe(yuan(100_000));
  });

  it('pays the difference when the talent rises, and nothing for the same category again (decision 12)', () => {
    const caps = sampleCapAccounts();
    const pay = (category: string) => {
      const { requestedFen, capClaims } = fix(category);
      return caps.pay('JX24-7.1', requestedFen, capClaims);
    };
    expect(pay('municipal')).toBe(yuan(50_000));
    expect(codeOf(pay('municipal'))).toBe('cap.exhausted');
    expect([pay('provincial'), pay('national'), pay('top')]).toEqual([
      yuan(50_000),
      yuan(100_000),
      yuan(300_000),
    ]);
    expect(codeOf(pay('national'))).toBe('cap.exhausted');
  });

  it('E44 pays one of two referrers who claim the same talent (decision 58)', () => {
    const caps = sampleCapAccounts();
    const [first, second] = [fix('national'), fix('national', { party: 'A2', kind: 'agency' })];
    expect(caps.pay('JX24-7.1', first.requestedFen, first.capClaims)).toBe(yuan(200_000));
    expect(codeOf(caps.pay('JX24-7.1', second.requestedFen, second.capClaims))).toBe('cap.exhausted');
  });

  it.each([
    ['2023-05-31', undefined],
    ['2023-06-01', undefined],
    ['2023-06-02', 'referral.not-registered-in-advance'],
  ])('E44 a talent who came on 2023-06-01, registered on %s: %s (decision 58)', (day, code) => {
    expect(codeOf(spec.eligibility({ ...facts, registeredReferralOn: day }))).toBe(code);
  });

  it.each([
    ['selectedOn', 'application.selected-in-future'],
    ['arrivedOn', 'referral.arrived-in-future'],
  ])('refuses %s after the application', (fact, code) => {
    expect(codeOf(spec.eligibility({ ...facts, [fact]: '2024-06-01' }))).toBeUndefined();
    expect(codeOf(spec.eligibility({ ...facts, [fact]: '2024-06-02' }))).toBe(code);
  });

  it('keeps the reward when the talent leaves, and takes it back for false evidence (decisions 27, 32)', () => {
    const given = spec.paid(spec.award(facts), yuan(50_000));
    expect(orThrow(spec.recover(given, 'left-early')).byTranche).toEqual([]);
    expect(orThrow(spec.recover(given, 'false-evidence'))).toMatchObject({
      byTranche: [{ amountFen: yuan(50_000) }],
      banYears: 3,
    });
  });
});

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

  it('E45 pays both thresholds that one year crosses, sales from 0 to 60,000,000 (decision 13)', () => {
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

describe('a talent ambassador (JX24-7.3)', () => {
  const spec = specOf(referralRules, 'JX24-7.3', { ambassador: person() });
  const facts = { supportYear: 2023, base: 'shanghai' };
  const decided = (amount: string) => ({
    body: '市人才工作领导小组办公室',
    documentNumber: '嘉人才办〔2024〕3号',
    decidedOn: businessDate('2024-02-01'),
    amounts: { decidedFen: fenOf(amount) },
  });

  it.each([
    ['29999.99', 'award.below-floor'],
    ['30000.00', undefined],
    ['100000.00', undefined],
    ['100000.01', 'award.above-ceiling'],
  ])('a decided amount of %s: %s (decision 59)', (amount, code) => {
    expect(codeOf(spec.plan(facts, undefined, decided(amount)))).toBe(code);
  });

  it('pays an ambassador 100,000 in a year at most', () => {
    const caps = sampleCapAccounts();
    const pay = (supportYear: number) => {
      const given = spec.award({ ...facts, supportYear }, undefined, decided('60000.00'));
      const fixed = orThrow(spec.fix(given, 1, {}));
      return caps.pay('JX24-7.3', fixed.requestedFen, fixed.capClaims);
    };
    expect([pay(2023), pay(2023), pay(2024)]).toEqual([yuan(60_000), yuan(40_000), yuan(60_000)]);
  });

  it('has no amount without a decision', () => {
    expect(codeOf(spec.plan(facts))).toBe('award.decision-missing');
  });
});

describe('the fee of a headhunter (JX24-8.1)', () => {
  const parties = { enterprise, talent: ofTier('high-end') };
  const spec = specOf(referralRules, 'JX24-8.1', parties);
  const facts = { arrivedOn: '2024-01-15', fullTime: true };
  const claim = (fee: string, given = facts, others: typeof parties = parties) =>
    spec.fix(spec.award(given, others), 1, { headhunterFeeFen: fenOf(fee) });

  it.each([
    // 50 % of the fee, at most 50,000 for each hire
    ['0.01', '0.01'],
    ['99999.98', '49999.99'],
    ['100000.00', '50000.00'],
    ['100000.02', '50000.00'],
  ])('a fee of %s brings %s', (fee, expected) => {
    expect(yuanOf(orThrow(claim(fee)).requestedFen)).toBe(expected);
  });

  it.each([
    ['a top talent', 'top', {}, undefined],
    ['a senior talent', 'senior', {}, 'referral.tier-too-low'],
    ['a talent who comes part of the time', 'high-end', { fullTime: false }, 'referral.not-full-time'],
    ['a talent who came today', 'high-end', { arrivedOn: '2024-06-01' }, undefined],
    ['a talent who is still to come', 'high-end', { arrivedOn: '2024-06-02' }, 'referral.arrived-in-future'],
  ] as const)('%s (%s, %o): %s', (_, tier, changed, code) => {
    const answer = spec.eligibility({ ...facts, ...changed }, { enterprise, talent: ofTier(tier) });
    expect(codeOf(answer)).toBe(code);
  });

  it('is paid once for a hire, the difference for a further part of the fee, and anew for the next hire (decision 61)', () => {
    const caps = sampleCapAccounts();
    const pay = (...claimed: Parameters<typeof claim>) => {
      const { requestedFen, capClaims } = orThrow(claim(...claimed));
      return caps.pay('JX24-8.1', requestedFen, capClaims);
    };
    const first = { ...facts, arrivedOn: '2023-03-01' };
    expect(pay('60000.00', first)).toBe(yuan(30_000));
    expect(codeOf(pay('60000.00', first))).toBe('cap.exhausted');
    expect(pay('90000.00', first)).toBe(yuan(15_000));
    const next = { ...parties, enterprise: { party: 'E2', kind: 'enterprise' } as const };
    expect(pay('60000.00', facts, next)).toBe(yuan(30_000));
  });

  it.each([
    // 40,000 paid on 80,000; 50,000 paid on 200,000, where half of what is left still passes the limit
    [40_000, '30000.00', '25000.00'],
    [40_000, '0.00', '40000.00'],
    [50_000, '120000.00', '0.00'],
  ])(
    'E43 the talent leaves in month 4: of %i paid, a net fee of %s returns %s (decision 60)',
    (paid, net, owed) => {
      const given = spec.paid(spec.award(facts), yuan(paid));
      const claimed = spec.recover(given, 'base-reduced', { netFeeFen: fenOf(net) }, '2024-05-14');
      expect(yuanOf(orThrow(claimed).derivation.resultFen)).toBe(owed);
    },
  );
});

describe('a talent-attraction station (JX24-7.4)', () => {
  const spec = specOf(referralRules, 'JX24-7.4', { station: agency });
  const facts = { supportYear: 2023, stationKind: 'abroad' };
  const decision = {
    body: '市人才办',
    documentNumber: '嘉人才〔2024〕4号',
    decidedOn: businessDate('2024-05-01'),
    amounts: { decidedFen: yuan(80_000) },
  };

  it('gets what was decided for the year, once; the source names no amount (decision 75)', () => {
    const plan = orThrow(spec.plan(facts, undefined, decision));
    expect(plan.tranches).toMatchObject([{ plannedFen: yuan(80_000), payee: 'A1', windowYear: 2023 }]);
    expect(plan.derivation?.steps[0]?.en).toContain('the source names no amount');
    const caps = sampleCapAccounts();
    const pay = () => {
      const fixed = orThrow(spec.fix(spec.award(facts, undefined, decision), 1, {}));
      return caps.pay('JX24-7.4', fixed.requestedFen, fixed.capClaims);
    };
    expect(pay()).toBe(yuan(80_000));
    expect(codeOf(pay())).toBe('cap.exhausted');
  });

  it.each([
    ['without a decision', facts, 'award.decision-missing'],
    ['for a year that has not begun', { ...facts, supportYear: 2025 }, 'application.year-in-future'],
  ])('gets nothing %s', (_, stated, code) => {
    expect(codeOf(spec.plan(stated))).toBe(code);
  });
});
