import { fenOf, yuan, yuanOf } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { codeOf, enterprise, institution, person, specOf } from '../kinds/measure-spec.js';
import { overseasEngineerRules } from './overseas-engineer.rules.js';

const parties = { person: person(), employer: enterprise };
const city = specOf(overseasEngineerRules, 'JX24-4.1', parties);
const pinghu = specOf(overseasEngineerRules, 'PH03-1', parties);
const contract = { contractFrom: '2022-03-01', contractTo: '2024-02-29', employerForm: 'enterprise' };
const foreign = { ...contract, foreigner: true, talentTier: 'high-end' };
const selected = { ...contract, selectionLevel: 'municipal', employerCounty: 'pinghu' };

describe('the subsidy of a year (JX24-4.1, PH03-1, decision 7)', () => {
  it.each([
    ['JX24-4.1', city, foreign, '1500000', '450000.00'],
    ['JX24-4.1', city, foreign, '1666666.67', '500000.00'],
    ['JX24-4.1', city, foreign, '2000000', '500000.00'],
    ['JX24-4.1', city, foreign, '333333.34', '100000.00'],
    ['PH03-1', pinghu, selected, '333333', '99999.90'],
    ['PH03-1', pinghu, selected, '1000.05', '300.02'],
    ['PH03-1', pinghu, selected, '3000000', '500000.00'],
  ])('%s pays 30 %% of the salary, 500,000 at most', (_id, spec, facts, salary, expected) => {
    const fixed = orThrow(spec.fix(spec.award(facts), 2, { payYear: 2023, paidSalaryFen: fenOf(salary) }));
    expect(yuanOf(fixed.requestedFen)).toBe(expected);
    expect(fixed.derivation.resultFen).toBe(fixed.requestedFen);
  });

  it('refuses a year of the city that comes to less than 100,000, with the figures', () => {
    expect(city.fix(city.award(foreign), 2, { payYear: 2023, paidSalaryFen: yuan(333_333) })).toMatchObject({
      code: 'claim.under-minimum',
      clause: 'JX24-4.1',
      facts: { resultYuan: '99999.90', minimumYuan: '100000.00' },
    });
  });

  it.each([
    ['JX24-4.1', city, foreign],
    ['PH03-1', pinghu, selected],
  ])(
    '%s asks the shared counter of years first, then the shared cap of the year (decision 8)',
    (_id, spec, facts) => {
      const fixed = orThrow(
        spec.fix(spec.award(facts), 2, { payYear: 2023, paidSalaryFen: yuan(1_000_000) }),
      );
      expect(fixed.capClaims).toMatchObject([
        {
          capKey: 'overseas-engineer.years',
          subject: 'P1',
          window: 'lifetime',
          limit: { kind: 'years', limitYears: 3 },
          year: 2023,
        },
        { capKey: 'salary.person-year', subject: 'P1', window: '2023', limit: { kind: 'higher-of' } },
        {
          capKey: 'overseas-engineer.person-year',
          subject: 'P1',
          window: '2023',
          limit: { limitFen: yuan(500_000) },
          year: 2023,
        },
      ]);
    },
  );

  it('keeps the years that were paid when the engineer leaves (decision 31)', () => {
    const given = city.paid(city.award(foreign), yuan(450_000), yuan(450_000));
    expect(orThrow(city.recover(given, 'left-early')).byTranche).toEqual([]);
    expect(orThrow(city.recover(given, 'false-evidence')).derivation.resultFen).toBe(yuan(900_000));
  });
});

describe('the years of a contract (decision 35)', () => {
  it.each([
    ['2022-03-01', '2024-02-29', [2022, 2023, 2024]],
    ['2022-12-31', '2023-01-01', [2022, 2023]],
    ['2023-05-05', '2023-05-05', [2023]],
    ['2020-01-01', '2023-12-31', [2020, 2021, 2022, 2023]],
    ['2019-07-01', '2030-06-30', [2019, 2020, 2021, 2022, 2023, 2024]],
  ])('from %s to %s are planned as %j', (contractFrom, contractTo, years) => {
    const { tranches } = orThrow(city.plan({ ...foreign, contractFrom, contractTo }));
    expect(tranches.map(({ windowYear }) => windowYear)).toEqual(years);
    expect(
      tranches.every(({ ceilingFen, plannedFen }) => ceilingFen === yuan(500_000) && plannedFen === null),
    ).toBe(true);
  });

  it('may exceed three: the fourth year is fixed and left to the counter to refuse (decision 8)', () => {
    const award = city.award({ ...foreign, contractFrom: '2020-01-01', contractTo: '2023-12-31' });
    expect(codeOf(city.fix(award, 4, { payYear: 2023, paidSalaryFen: yuan(1_000_000) }))).toBeUndefined();
  });
});

describe('who may apply', () => {
  it.each([
    [
      'a Chinese engineer',
      city,
      { ...foreign, foreigner: false },
      'overseas-engineer.not-foreign',
      'JX24-4.1',
    ],
    [
      'a senior tier',
      city,
      { ...foreign, talentTier: 'senior' },
      'overseas-engineer.tier-too-low',
      'JX24-4.1',
    ],
    [
      'another kind of employer',
      city,
      { ...foreign, employerForm: 'other' },
      'overseas-engineer.employer-not-enterprise',
      'JX24-4.1',
    ],
    [
      'a contract that ends before it starts',
      city,
      { ...foreign, contractTo: '2022-02-28' },
      'overseas-engineer.contract-ends-before-start',
      'JX24-4.1',
    ],
    [
      'a county selection',
      pinghu,
      { ...selected, selectionLevel: 'county' },
      'overseas-engineer.not-selected',
      'PH03-1',
    ],
    [
      'no selection',
      pinghu,
      { ...selected, selectionLevel: 'none' },
      'overseas-engineer.not-selected',
      'PH03-1',
    ],
    [
      'an employer elsewhere',
      pinghu,
      { ...selected, employerCounty: 'nanhu' },
      'overseas-engineer.employer-not-in-pinghu',
      'PH03-1',
    ],
  ])('%s is refused', (_, spec, facts, code, clause) => {
    expect(spec.eligibility(facts)).toMatchObject({ code, clause });
  });

  it.each(['municipal', 'provincial', 'national'])(
    'Pinghu takes a %s selection (PH03-1)',
    (selectionLevel) => {
      expect(pinghu.eligibility({ ...selected, selectionLevel })).toBeUndefined();
    },
  );

  it('an institution applies as the R&D body of an enterprise, not as an enterprise (JX24-4.1)', () => {
    const others = { person: person(), employer: institution };
    expect(codeOf(city.eligibility(foreign, others))).toBe('overseas-engineer.employer-form-differs');
    expect(
      city.eligibility({ ...foreign, employerForm: 'enterprise-research-body' }, others),
    ).toBeUndefined();
  });
});
