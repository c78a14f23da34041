import { fenOf, yuan, yuanOf } from '#kernel/money.js';
import { isRefusal, orThrow } from '#kernel/refusal.js';
import { sampleCapAccounts } from '#caps/sample-cap-accounts.js';
import type { Facts } from '../award/application.js';
import type { ProgrammeRules } from '../award/programme-rules.js';
import { measureRules } from './measure-rules.js';
import { codeOf, enterprise, ofTier, person, specOfMeasure, team } from './measure-spec.js';
import { clausesOfPractice } from './sample-clauses.js';

const rules: ProgrammeRules = { programme: 'other', ...measureRules };
const spec = (id: string, parties: Parameters<typeof specOfMeasure>[2]) => {
  const found = clausesOfPractice.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return specOfMeasure(rules, found, parties);
};

/** The amount, or the code of the refusal. */
const comesTo = (fixed: ReturnType<ReturnType<typeof spec>['fix']>): string | undefined =>
  isRefusal(fixed) ? codeOf(fixed) : yuanOf(fixed.requestedFen);

describe('pay in a foreign currency and until the permit ends', () => {
  const of = spec('OTHER-1', { person: person() });
  const month = { month: '2024-03', amount: '100000', currency: 'CNY', paidAbroad: false };
  const rate = { rate: '7.8592', ratedOn: '2024-03-29', source: 'SAFE' };
  const euros = { month: '2024-04', amount: '50000.005', currency: 'EUR', ...rate, paidAbroad: false };
  const fix = (facts: Facts) => of.fix(of.award({ year: 2024 }), 1, facts);

  it.each([
    // 50,000.005 × 7.8592 = 392,960.039296, half up 392,960.04; with 100,000 yuan 492,960.04, of which 30 %
    ['yuan and euros', [month, euros], '147888.01'],
    ['euros without a rate', [month, { ...euros, rate: undefined }], 'claim.rate-missing'],
    ['euros without the day of the rate', [{ ...euros, ratedOn: undefined }], 'claim.rate-missing'],
    ['euros without a source', [{ ...euros, source: undefined }], 'claim.rate-missing'],
    ['a rate of a day to come', [{ ...euros, ratedOn: '2026-03-02' }], 'claim.rate-in-future'],
    ['yuan at a rate', [{ ...month, ...rate }], 'claim.rate-of-yuan'],
    ['pay abroad with a proof of the bank', [{ ...euros, paidAbroad: true, proof: 'bank' }], '117888.01'],
    [
      'pay abroad with a proof of the tax office',
      [{ ...euros, paidAbroad: true, proof: 'tax' }],
      '117888.01',
    ],
    ['pay abroad without a proof', [month, { ...euros, paidAbroad: true }], 'other.paid-abroad-unproved'],
  ])('E2 %s comes to %3$s', (_, pays, expected) => {
    expect(comesTo(fix({ pays: pays as never }))).toBe(expected);
  });

  it('E2 shows the rate, its day and its source', () => {
    const { derivation } = orThrow(fix({ pays: [euros] }));
    expect(derivation.steps[0]).toMatchObject({
      zh: 'EUR折合人民币：2024-03-29 SAFE汇率',
      formula: '50000.005 EUR × 7.8592',
      amountFen: fenOf('392960.04'),
    });
  });

  it.each([
    ['of no end', undefined, '60000.00'],
    ['to the last day of the year', '2024-12-31', '60000.00'],
    ['to the end of the second month', '2024-04-30', '60000.00'],
    // 100,000 × 10/30 = 33,333.33; with March 133,333.33, of which 30 % is 39,999.999
    ['to the tenth day of the second month', '2024-04-10', '40000.00'],
    ['to the end of the first month', '2024-03-31', '30000.00'],
    ['that ended before', '2024-02-29', 'claim.nothing-to-pay'],
  ])('E6 a permit %s (%s) leaves %s', (_, permitTo, expected) => {
    const facts: Facts = { pays: [month, { ...month, month: '2024-04' }], ...(permitTo && { permitTo }) };
    expect(comesTo(fix(facts))).toBe(expected);
  });
});

describe('a team in two parts', () => {
  const of = spec('OTHER-2', { team, enterprise });
  const given = of.award({ selectedOn: '2024-01-10', pledgedCapitalFen: yuan(500_000) });
  const afterFirst = of.paid(given, yuan(400_000));
  const second = { spentFen: yuan(320_001), capitalNowFen: yuan(500_000), ownFen: fenOf('1000000.01') };

  it.each([
    ['in time', '2026-01-09', '2026-07-08', '400000.00'],
    ['signed after two years', '2026-01-10', '2026-02-01', 'other.signed-late'],
    ['landed after six months', '2025-01-10', '2025-07-10', 'other.landed-late'],
  ])('E17 the right of who %s (%s, %s): %s', (_, signedOn, landedOn, expected) => {
    const facts = { signedOn, landedOn, ownFen: yuan(400_001) };
    expect(comesTo(of.fix(given, 1, facts, '2026-08-01'))).toBe(expected);
  });

  it.each([
    ['80 % and a fen', fenOf('320000.01'), fenOf('1000000.01'), '600000.00'],
    ['exactly 80 %', yuan(320_000), fenOf('1000000.01'), 'tranche.earlier-unspent'],
    ['79.99 %', yuan(319_960), fenOf('1000000.01'), 'tranche.earlier-unspent'],
    ['own money as much as the grant', yuan(320_001), yuan(1_000_000), 'match.insufficient'],
  ])('E18 the second part with %s: %4$s', (_, spentFen, ownFen, expected) => {
    expect(comesTo(of.fix(afterFirst, 2, { ...second, spentFen, ownFen }))).toBe(expected);
  });

  it('E19 asks for a capital report not older than the 30 days of this book', () => {
    const ages = given.tranches.flatMap(({ evidence }) => evidence.map(({ maxAgeDays }) => maxAgeDays));
    expect(ages).toEqual([30]);
  });

  it.each([
    ['as pledged', yuan(500_000), '600000.00'],
    ['a fen less than pledged', fenOf('499999.99'), 'other.capital-reduced'],
  ])('E15 paid-in capital %s before acceptance: %3$s', (_, capitalNowFen, expected) => {
    expect(comesTo(of.fix(afterFirst, 2, { ...second, capitalNowFen }))).toBe(expected);
  });
});

describe('an amount rounded down to whole 100,000', () => {
  const of = spec('OTHER-3', { enterprise });

  it.each([
    // 3,337,000 × 30 % = 1,001,100
    ['3337000.00', '1000000.00'],
    // 999,999.999: what is rounded down is the share, not the share in fen
    ['3333333.33', '900000.00'],
    ['3333333.34', '1000000.00'],
    // 2,100,000, above the cap
    ['7000000.00', '2000000.00'],
    ['333333.33', 'claim.nothing-to-pay'],
  ])('E21 30 %% of %s is %s', (invested, expected) => {
    expect(comesTo(of.fix(of.award({}), 1, { investedFen: fenOf(invested) }))).toBe(expected);
  });
});

describe('a couple who are both entitled', () => {
  const spouse = { ...ofTier('senior'), party: 'P2' };
  const of = spec('OTHER-4', { person: person(), spouse });
  const facts = (tier: string, tierOfSpouse: string, price: number): Facts => ({
    tier,
    tierOfSpouse,
    priceFen: yuan(price),
  });

  it.each([
    ['A', 'B', 3_000_000, '1250000.00'],
    ['B', 'A', 3_000_000, '1250000.00'],
    ['B', 'B', 3_000_000, '750000.00'],
    // 500,000 + half of 200,000.01 = 600,000.005, half up
    ['C', 'B', 3_000_000, '600000.01'],
    ['A', 'A', 1_400_000, '1400000.00'],
    ['A', 'A', 1_500_000, '1500000.00'],
  ])('E38 of tiers %s and %s with a home of %i get %s', (tier, tierOfSpouse, price, expected) => {
    expect(comesTo(of.fix(of.award(facts(tier, tierOfSpouse, price)), 1, {}))).toBe(expected);
  });

  it('E38 of whom one had a home before are paid the rest, and the other has none of their own after it', () => {
    const alone = (party: string) => spec('OTHER-6', { person: { ...person(), party } });
    const accounts = sampleCapAccounts();
    const buy = (home: ReturnType<typeof spec>, stated: Facts) => {
      const { requestedFen, capClaims } = orThrow(home.fix(home.award(stated), 1, {}));
      const paid = accounts.pay(home.measure.id, requestedFen, capClaims);
      return isRefusal(paid) ? codeOf(paid) : yuanOf(paid);
    };
    expect(buy(alone('P1'), {})).toBe('500000.00');
    expect(buy(of, facts('A', 'B', 3_000_000))).toBe('750000.00');
    expect(buy(alone('P2'), {})).toBe('cap.exhausted');
  });
});

describe('months and years in a row', () => {
  const of = spec('OTHER-5', { person: person() });
  const months = (from: number, to: number, backPaid = false) =>
    Array.from({ length: to - from + 1 }, (_, index) => {
      const [year, month] = [2023 + Math.floor((from + index - 1) / 12), ((from + index - 1) % 12) + 1];
      return { month: `${year}-${String(month).padStart(2, '0')}`, backPaid };
    });
  const fix = (facts: Facts) => comesTo(of.fix(of.award({}), 1, facts));

  it.each([
    ['six months', months(1, 6), '10000.00'],
    ['six months over the turn of a year', months(10, 15), '10000.00'],
    ['five', months(1, 5), 'other.insurance-gap'],
    ['a gap after three of seven', [...months(1, 3), ...months(5, 8)], 'other.insurance-gap'],
    [
      'a gap paid back later',
      [...months(1, 3), ...months(4, 4, true), ...months(5, 7)],
      'other.insurance-gap',
    ],
    ['one month stated twice', [...months(1, 5), ...months(5, 5)], 'other.insurance-gap'],
    ['a gap and six months after it', [...months(1, 2), ...months(4, 9)], '10000.00'],
  ])('E41 %s of insurance: %3$s', (_, insured, expected) => {
    expect(fix({ insured })).toBe(expected);
  });

  it.each([
    ['no assessment yet', undefined, '10000.00'],
    ['one failing year', ['passed', 'failed'], '10000.00'],
    ['failing years with a good one between', ['failed', 'good', 'failed'], '10000.00'],
    ['two failing years in a row', ['good', 'failed', 'failed'], 'other.status-removed'],
    ['two in a row long ago', ['failed', 'failed', 'good'], 'other.status-removed'],
  ])('E47 %s: %3$s', (_, grades, expected) => {
    const assessments = grades?.map((grade, index) => ({ year: 2020 + index, grade }));
    expect(fix({ insured: months(1, 6), ...(assessments && { assessments }) })).toBe(expected);
  });
});

describe('two measures for one thing, the higher of them once for a person (practice 2.11)', () => {
  const pay = (caps: ReturnType<typeof sampleCapAccounts>, id: string, level?: string, party = 'P1') => {
    const of = spec(id, { person: { ...person(), party } });
    const fixed = orThrow(of.fix(of.award(level === undefined ? {} : { level }), 1, {}));
    const paid = caps.pay(id, fixed.requestedFen, fixed.capClaims);
    return isRefusal(paid) ? paid.code : yuanOf(paid);
  };

  it.each([
    [
      'the higher first, the lower brings nothing',
      ['OTHER-7/high', 'OTHER-8'],
      ['300000.00', 'cap.higher-already-paid'],
    ],
    [
      'the lower first, the higher brings the difference',
      ['OTHER-8', 'OTHER-7/high'],
      ['200000.00', '100000.00'],
    ],
    ['the lower after the higher', ['OTHER-8', 'OTHER-7/low'], ['200000.00', 'cap.higher-already-paid']],
  ])('%s', (_, asked, expected) => {
    const caps = sampleCapAccounts();
    const answers = asked.map((one) => {
      const [id = '', level] = one.split('/');
      return pay(caps, id, level);
    });
    expect(answers).toEqual(expected);
    // Somebody else has an account of the own.
    expect(pay(caps, 'OTHER-8', undefined, 'P2')).toBe('200000.00');
  });
});
