import { sampleCapAccounts } from '#caps/sample-cap-accounts.js';
import { addDays, businessDate } from '#kernel/business-date.js';
import { fenOf, yuan } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import type { Measure } from '#policy/measure.js';
import { eliteLeaderRules } from './elite-leader/elite-leader.rules.js';
import { housingRules } from './housing/housing.rules.js';
import { hrServicesRules } from './hr-services/hr-services.rules.js';
import {
  agency,
  codeOf,
  enterprise,
  ofTier,
  person,
  shippedMeasure,
  specOf,
  specOfMeasure,
} from './kinds/measure-spec.js';
import { windowName, windowOfYear } from './kinds/schedule.js';
import { overseasEngineerRules } from './overseas-engineer/overseas-engineer.rules.js';
import { postdocRules } from './postdoc/postdoc.rules.js';
import { referralRules } from './referral/referral.rules.js';
import { talentFinanceRules } from './talent-finance/talent-finance.rules.js';

/** Every kind of window on its last day, the day before and the day after. */
describe('a calendar year', () => {
  const spec = specOf(talentFinanceRules, 'JX24-17.1', { enterprise, talent: ofTier('high-end') });
  const given = spec.award({ supportYear: 2023, bondName: '甲债' });
  const paidOn = (day: string) => ({ interestPayments: [{ paidOn: day, amountFen: yuan(1_000) }] });

  it.each([
    ['2022-12-31', 'claim.item-outside-year'],
    ['2023-01-01', undefined],
    ['2023-12-30', undefined],
    ['2023-12-31', undefined],
    ['2024-01-01', 'claim.item-outside-year'],
  ])('takes interest paid on %s: %s (JX24-17.1, decision 17)', (day, code) => {
    expect(codeOf(spec.fix(given, 1, paidOn(day)))).toBe(code);
  });

  it.each([
    ['2023-12-30', 'claim.year-not-over'],
    ['2023-12-31', 'claim.year-not-over'],
    ['2024-01-01', undefined],
  ])('of pay is claimed on %s: %s (JX24-1.3, decision 112)', (claimedOn, code) => {
    const salary = specOf(eliteLeaderRules, 'JX24-1.3', { person: person(40), enterprise });
    const award = salary.award({ class: 'C', selectedOn: '2023-12-31' });
    const claim = { payYear: 2023, paidSalaryFen: yuan(100_000) };
    expect(codeOf(salary.fix(award, 1, claim, claimedOn))).toBe(code);
  });

  it.each([
    ['2023-12-30', [2023, 2024, 2025, 2026, 2027]],
    ['2023-12-31', [2023, 2024, 2025, 2026, 2027]],
    ['2024-01-01', [2024, 2025, 2026, 2027, 2028]],
  ])('is used up by a selection on %s: %j (decision 4)', (selectedOn, years) => {
    const salary = specOf(eliteLeaderRules, 'JX24-1.3', { person: person(40), enterprise });
    const { tranches } = salary.award({ class: 'C', selectedOn });
    expect(tranches.map(({ windowYear }) => windowYear)).toEqual(years);
  });
});

describe('a year from July to June (practice E3)', () => {
  const city = shippedMeasure('JX24-4.1');
  const { years } = city;
  if (years?.from !== 'contract') throw new Error('The years of a contract');
  const july: Measure = { ...city, years: { ...years, starts: 'july' } };
  const parties = { person: person(), employer: enterprise };
  const spec = specOfMeasure(overseasEngineerRules, july, parties);
  const contract = (contractFrom: string, contractTo: string) => ({
    contractFrom,
    contractTo,
    employerForm: 'enterprise',
    foreigner: true,
    talentTier: 'high-end',
  });
  const yearsOf = (from: string, to: string) => {
    const { tranches } = spec.award(contract(from, to));
    return tranches.map(({ windowYear }) => windowYear);
  };

  it.each([
    // first day, last day, the years that the contract touches
    ['2023-06-29', '2023-12-31', [2022, 2023]],
    ['2023-06-30', '2023-12-31', [2022, 2023]],
    ['2023-07-01', '2023-12-31', [2023]],
    ['2023-07-01', '2024-06-29', [2023]],
    ['2023-07-01', '2024-06-30', [2023]],
    ['2023-07-01', '2024-07-01', [2023, 2024]],
  ])('a contract from %s to %s touches %j', (from, to, expected) => {
    expect(yearsOf(from, to)).toEqual(expected);
  });

  it.each([
    ['2024-06-29', 'claim.year-not-over'],
    ['2024-06-30', 'claim.year-not-over'],
    ['2024-07-01', undefined],
  ])('is claimed on %s: %s', (claimedOn, code) => {
    const given = spec.award(contract('2023-07-01', '2024-06-30'));
    const claim = { payYear: 2023, paidSalaryFen: yuan(1_000_000) };
    expect(codeOf(spec.fix(given, 1, claim, claimedOn))).toBe(code);
    expect(given.tranches[0]?.claimableFrom).toBe('2024-07-01');
  });

  it('has an account of its own beside the calendar year, and the counter of years sees both', () => {
    const facts = contract('2023-07-01', '2024-06-30');
    expect(windowName(july, facts, 2023)).toBe('2023-07-01');
    expect(windowOfYear(july, facts, 2023)).toEqual({ from: '2023-07-01', to: '2024-06-30' });
    const calendar = specOfMeasure(overseasEngineerRules, city, parties);
    const claim = { payYear: 2023, paidSalaryFen: yuan(1_000_000) };
    const keys = (answer: ReturnType<typeof spec.fix>) =>
      orThrow(answer).capClaims.map(({ capKey, window }) => `${capKey} ${window}`);
    expect(keys(spec.fix(spec.award(facts), 1, claim))).toEqual([
      'overseas-engineer.years lifetime',
      'salary.person-year 2023-07-01',
      'overseas-engineer.person-year 2023-07-01',
    ]);
    expect(keys(calendar.fix(calendar.award(facts), 1, claim))[0]).toBe('overseas-engineer.years lifetime');
  });
});

describe('years from registration', () => {
  const platform = specOf(hrServicesRules, 'JX24-15.1', { platform: agency });
  const revenueFen = yuan(5_000_000);

  it.each([
    // three calendar years, the year of registration is the first (decision 23)
    ['2021-12-30', 2023],
    ['2021-12-31', 2023],
    ['2022-01-01', 2024],
  ])('of a platform registered on %s end with %i (JX24-15.1)', (registeredOn, last) => {
    const given = platform.award({ registeredOn });
    expect(given.tranches.map(({ windowYear }) => windowYear)).toEqual([last - 2, last - 1, last]);
    expect(codeOf(platform.fix(given, 3, { revenueFen }))).toBeUndefined();
    expect(() => platform.fix(given, 4, { revenueFen })).toThrow('No tranche 4');
  });

  const growth = specOf(referralRules, 'JX24-7.2', { referrer: agency, enterprise });
  it.each([
    // five years from 29 February 2020 end on 27 February 2025: the anniversary is 28 February
    ['2025-02-26', undefined],
    ['2025-02-27', undefined],
    ['2025-02-28', 'referral.crossed-too-late'],
  ])('of an enterprise take a threshold passed on %s: %s (JX24-7.2)', (crossedOn, code) => {
    const given = growth.award({ registeredOn: '2020-02-29' });
    expect(codeOf(growth.fix(given, 1, { crossedOn, salesFen: fenOf('10000000.01') }))).toBe(code);
  });
});

describe('years from selection, and from a day of the person', () => {
  const rent = specOf(housingRules, 'JX24-18.2', { person: ofTier('senior') });

  it.each([
    ['2024-03-14', { from: '2023-03-15', to: '2024-03-14' }, 2023],
    ['2024-03-15', { from: '2024-03-15', to: '2025-03-14' }, 2024],
    ['2024-03-16', { from: '2024-03-15', to: '2025-03-14' }, 2024],
  ])('%s lies in the rent year %j of a lease from 15 March (JX24-18.2)', (day, span, windowYear) => {
    const facts = { housingTier: 'senior', rentedFrom: '2022-03-15' };
    expect(windowOfYear(rent.measure, facts, windowYear)).toEqual(span);
    expect(span.from <= day && day <= span.to).toBe(true);
    const tranche = rent.award(facts).tranches.find((one) => one.windowYear === windowYear);
    expect(tranche?.claimableFrom).toBe(span.from);
  });

  const postdoc = specOf(postdocRules, 'JX24-14.6', { person: person() });
  it.each([
    // a contract of three years from 1 March 2021 runs until 28 February 2024 at least
    ['2024-02-28', 'postdoc.contract-too-short'],
    ['2024-02-29', undefined],
    ['2024-03-01', undefined],
  ])('a contract until %s: %s (JX24-14.6, decision 16)', (contractTo, code) => {
    const facts = {
      stationExitOn: '2021-01-01',
      insuredFrom: '2021-03-01',
      contractFrom: '2021-03-01',
      contractTo,
    };
    expect(codeOf(postdoc.eligibility(facts))).toBe(code);
  });

  it('opens the second stage 36 months after the first day insured, not a day earlier', () => {
    const given = postdoc.award({
      stationExitOn: '2021-01-01',
      insuredFrom: '2021-03-01',
      contractFrom: '2021-03-01',
      contractTo: '2024-02-29',
    });
    expect(given.tranches.map(({ claimableFrom }) => claimableFrom)).toEqual(['2021-09-01', '2024-03-01']);
  });
});

describe('a lifetime', () => {
  it('counts what was paid on the first day of the policy and what is asked for decades later', () => {
    const caps = sampleCapAccounts();
    const project = specOf(eliteLeaderRules, 'JX24-1.2', { person: person(40), enterprise });
    const pay = (selectedOn: string, trancheNo: number) => {
      const { requestedFen, capClaims } = orThrow(
        project.fix(project.award({ class: 'C', selectedOn }), trancheNo, {}),
      );
      expect(capClaims.map(({ window }) => window)).toEqual(['lifetime']);
      return caps.pay('JX24-1.2', requestedFen, capClaims);
    };
    const firstDay = businessDate('2017-01-01');
    expect([1, 2, 3].map((no) => pay(firstDay, no))).toEqual([800_000, 600_000, 600_000].map(yuan));
    for (const later of [1, 365 * 7]) expect(codeOf(pay(addDays(firstDay, later), 1))).toBe('cap.exhausted');
  });
});

/** Counters follow whom the clause names, over awards, employers and jurisdictions. */
describe('who a counter follows', () => {
  const at = (party: string) => ({ ...enterprise, party });
  const engineer = { employerForm: 'enterprise', foreigner: true, talentTier: 'high-end' };
  const contract = { contractFrom: '2021-01-01', contractTo: '2024-12-31' };
  const counted = (caps: ReturnType<typeof sampleCapAccounts>) => ({
    city: (who: string, employer: string, year: number, salary = 1_000_000) => {
      const spec = specOf(overseasEngineerRules, 'JX24-4.1', {
        person: { ...person(), party: who },
        employer: at(employer),
      });
      const claim = { payYear: year, paidSalaryFen: yuan(salary) };
      const fixed = orThrow(spec.fix(spec.award({ ...engineer, ...contract }), year - 2020, claim));
      return caps.pay('JX24-4.1', fixed.requestedFen, fixed.capClaims);
    },
    innovation: (who: string, employer: string, year: number, salary = 1_000_000) => {
      const spec = specOf(eliteLeaderRules, 'JX24-1.3', {
        person: { ...person(40), party: who },
        enterprise: at(employer),
      });
      const claim = { payYear: year, paidSalaryFen: yuan(salary) };
      const fixed = orThrow(
        spec.fix(spec.award({ class: 'B', selectedOn: '2021-01-10' }), year - 2020, claim),
      );
      return caps.pay('JX24-1.3', fixed.requestedFen, fixed.capClaims);
    },
    postdoc: (who: string, host: string, trancheNo: number) => {
      const spec = specOf(postdocRules, 'JX24-14.5', {
        host: at(host),
        person: { ...person(), party: who },
      });
      const fixed = orThrow(spec.fix(spec.award({ enteredOn: '2024-03-01' }), trancheNo, {}));
      return caps.pay('JX24-14.5', fixed.requestedFen, fixed.capClaims);
    },
  });

  it('JX24-4.1 counts years by engineer, whoever employs; another engineer of the same employer has three of its own', () => {
    const { city } = counted(sampleCapAccounts());
    expect([2021, 2022, 2023].map((year, index) => city('P1', `E${index}`, year))).toEqual(
      Array(3).fill(yuan(300_000)),
    );
    expect(codeOf(city('P1', 'E9', 2024))).toBe('cap.years-used-up');
    expect(city('P2', 'E0', 2024)).toBe(yuan(300_000));
  });

  it('JX24-1.3 caps the year by person: two employers share 600,000, and two persons of one employer do not', () => {
    const { innovation } = counted(sampleCapAccounts());
    expect(innovation('P1', 'E1', 2021, 700_000)).toBe(yuan(420_000));
    expect(innovation('P1', 'E2', 2021, 700_000)).toBe(yuan(180_000));
    expect(codeOf(innovation('P1', 'E3', 2021, 700_000))).toBe('cap.exhausted');
    expect(innovation('P2', 'E1', 2021, 700_000)).toBe(yuan(420_000));
  });

  it('JX24-1.3 and JX24-4.1 pay the higher for the pay of one year and person, once (decision 26)', () => {
    const { city, innovation } = counted(sampleCapAccounts());
    expect(city('P1', 'E1', 2021)).toBe(yuan(300_000));
    // 60 % of 1,000,000 less the 300,000 of the engineer's subsidy.
    expect(innovation('P1', 'E1', 2021)).toBe(yuan(300_000));
    expect(codeOf(city('P1', 'E2', 2021, 900_000))).toBe('cap.higher-already-paid');
    expect(innovation('P2', 'E1', 2021)).toBe(yuan(600_000));
  });

  it('JX24-14.5 counts by postdoc over hosts, and pays every postdoc of one host', () => {
    const { postdoc } = counted(sampleCapAccounts());
    expect([postdoc('P1', 'H1', 1), postdoc('P1', 'H1', 2)]).toEqual([yuan(70_000), yuan(50_000)]);
    expect(codeOf(postdoc('P1', 'H2', 1))).toBe('cap.exhausted');
    expect([postdoc('P1', 'H2', 3), postdoc('P1', 'H2', 4)]).toEqual([yuan(70_000), yuan(50_000)]);
    expect([postdoc('P2', 'H1', 1), postdoc('P2', 'H1', 2)]).toEqual([yuan(70_000), yuan(50_000)]);
  });

  it('JX24-14.6 pays 200,000 for one postdoc, whoever employs', () => {
    const caps = sampleCapAccounts();
    const spec = specOf(postdocRules, 'JX24-14.6', { person: person() });
    const settled = spec.award({
      stationExitOn: '2021-01-01',
      insuredFrom: '2021-02-01',
      contractFrom: '2021-02-01',
      contractTo: '2024-01-31',
    });
    const pay = (trancheNo: number, claim: object) => {
      const fixed = orThrow(spec.fix(settled, trancheNo, { ...claim }));
      return caps.pay('JX24-14.6', fixed.requestedFen, fixed.capClaims);
    };
    expect(pay(1, { insuredMonths: 6 })).toBe(yuan(100_000));
    expect(pay(2, { insuredMonths: 36, contractRenewed: true })).toBe(yuan(100_000));
    expect(codeOf(pay(1, { insuredMonths: 6 }))).toBe('cap.exhausted');
  });

  it('follows the employer where a book says so: 1,000,000 for an enterprise and year (Anqing)', () => {
    const caps = sampleCapAccounts();
    const shipped = shippedMeasure('JX24-1.3');
    const measure: Measure = {
      ...shipped,
      caps: [
        ...shipped.caps,
        {
          key: 'elite-leader.enterprise-year',
          title: { zh: '企业年度上限', en: 'Yearly cap of the enterprise' },
          clause: 'practice 2.2',
          subject: 'enterprise',
          window: 'window-year',
          limit: { kind: 'amount', amountFen: yuan(1_000_000), excludedBy: [] },
        },
      ],
    };
    const pay = (who: string, employer: string) => {
      const parties = { person: { ...person(40), party: who }, enterprise: at(employer) };
      const spec = specOfMeasure(eliteLeaderRules, measure, parties);
      const claim = { payYear: 2021, paidSalaryFen: yuan(1_000_000) };
      const fixed = orThrow(spec.fix(spec.award({ class: 'B', selectedOn: '2021-01-10' }), 1, claim));
      return caps.pay('JX24-1.3', fixed.requestedFen, fixed.capClaims);
    };
    expect([pay('P1', 'E1'), pay('P2', 'E1')]).toEqual([yuan(600_000), yuan(400_000)]);
    expect(codeOf(pay('P3', 'E1'))).toBe('cap.exhausted');
    expect(pay('P3', 'E2')).toBe(yuan(600_000));
  });
});
