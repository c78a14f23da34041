import { fenOf, yuan, yuanOf } from '#kernel/money.js';
import { isRefusal, orThrow } from '#kernel/refusal.js';
import { businessDate } from '#kernel/business-date.js';
import type { CaseDecision } from '../award/application.js';
import { codeOf, enterprise, institution, person, specOf } from '../kinds/measure-spec.js';
import { eliteLeaderRules } from './elite-leader.rules.js';

const project = (age?: number) => ({ person: person(age), enterprise });
const planned = (answer: unknown): readonly string[] =>
  orThrow(answer as ReturnType<typeof eliteLeaderRules.planAward>).tranches.map(({ plannedFen }) =>
    yuanOf(plannedFen ?? 0n),
  );

describe('top talent, decided case by case (JX24-1.1, decision 2)', () => {
  const spec = specOf(eliteLeaderRules, 'JX24-1.1', { person: person(50), enterprise: institution });
  const facts = { selectedOn: '2024-01-10' };
  const decision = (amounts: CaseDecision['amounts']): CaseDecision => ({
    body: '人才工作领导小组',
    documentNumber: '〔2024〕7号',
    decidedOn: businessDate('2024-02-01'),
    amounts,
  });

  it.each([
    ['2000000.00', '8000000.00'],
    ['3500000.55', '12000000.00'],
  ])('pays the work fund of %s to the host and the reward of %s to the person', (work, reward) => {
    const plan = orThrow(
      spec.plan(facts, undefined, decision({ workFundFen: fenOf(work), rewardFen: fenOf(reward) })),
    );
    expect(plan.tranches.map(({ payee, plannedFen }) => [payee, plannedFen])).toEqual([
      ['I1', fenOf(work)],
      ['P1', fenOf(reward)],
    ]);
    expect(plan.totalFen).toBe(fenOf(work) + fenOf(reward));
  });

  it.each([
    [
      'a work fund one fen below its floor',
      { workFundFen: fenOf('1999999.99'), rewardFen: yuan(8_000_000) },
      'award.below-floor',
    ],
    [
      'a reward one fen below its floor',
      { workFundFen: yuan(2_000_000), rewardFen: fenOf('7999999.99') },
      'award.below-floor',
    ],
    ['no reward', { workFundFen: yuan(2_000_000) }, 'facts.missing'],
    [
      'an amount nobody asked for',
      { workFundFen: yuan(2_000_000), rewardFen: yuan(8_000_000), carFen: 1n },
      'facts.unknown',
    ],
  ])('refuses a decision with %s', (_, amounts, code) => {
    expect(codeOf(spec.plan(facts, undefined, decision(amounts)))).toBe(code);
  });

  it('needs a decision, and measures with a schedule refuse one', () => {
    expect(codeOf(spec.plan(facts))).toBe('award.decision-missing');
    const startUp = specOf(eliteLeaderRules, 'JX24-1.2', project());
    const answer = startUp.plan({ class: 'A', selectedOn: '2024-01-10' }, undefined, decision({}));
    expect(codeOf(answer)).toBe('award.decision-not-applicable');
  });

  it('takes back the unspent work fund and leaves the reward (decision 29)', () => {
    const award = spec.award(
      facts,
      undefined,
      decision({ workFundFen: yuan(2_000_000), rewardFen: yuan(8_000_000) }),
    );
    const given = spec.paid(award, yuan(2_000_000), yuan(8_000_000));
    const claim = orThrow(spec.recover(given, 'left-early', { unspentFen: yuan(600_000) }));
    expect(claim.byTranche).toEqual([{ trancheNo: 1, amountFen: yuan(600_000) }]);
    expect(codeOf(spec.recover(given, 'left-early', { unspentFen: fenOf('2000000.01') }))).toBe(
      'recovery.unspent-above-paid',
    );
    expect(orThrow(spec.recover(given, 'false-evidence')).derivation.resultFen).toBe(yuan(10_000_000));
  });
});

describe('start-up projects by class (JX24-1.2)', () => {
  const spec = specOf(eliteLeaderRules, 'JX24-1.2', project(40));
  const facts = (tier: string) => ({ class: tier, selectedOn: '2024-01-10' });

  it.each([
    // class, age, 40 % / 30 % / remainder (decision 1), lifted by 5 % up to and with 35 (JX24-5.1, decision 6)
    ['A', 36, ['2000000.00', '1500000.00', '1500000.00']],
    ['B', 36, ['1200000.00', '900000.00', '900000.00']],
    ['C', 36, ['800000.00', '600000.00', '600000.00']],
    ['B', 35, ['1260000.00', '945000.00', '945000.00']],
    ['C', 18, ['840000.00', '630000.00', '630000.00']],
    ['B', undefined, ['1200000.00', '900000.00', '900000.00']],
  ])('E9 class %s at the age of %s comes in three tranches of %j', (tier, age, expected) => {
    expect(planned(spec.plan(facts(tier), project(age)))).toEqual(expected);
  });

  it('asks for landing papers first, then for the mid-term review, then for final acceptance (decision 1)', () => {
    const { tranches } = orThrow(spec.plan(facts('A')));
    expect(tranches.map(({ evidence, gates }) => [evidence.map(({ name }) => name), gates])).toEqual([
      [['business-registration', 'capital-report'], []],
      [['fund-use-statement'], ['midterm']],
      [['audit-report'], ['midterm', 'final-acceptance']],
    ]);
    expect(tranches.every(({ payee, claimableFrom }) => payee === 'E1' && claimableFrom === null)).toBe(true);
  });

  it('explains a tranche from the class to the share, and limits all tranches to the total', () => {
    const fixed = orThrow(spec.fix(spec.award(facts('B'), project(35)), 3, {}));
    expect(fixed.derivation.steps.map(({ formula, clause }) => [formula, clause])).toEqual([
      ['B = 3000000.00', 'JX24-1.2'],
      ['3000000.00 + 5%', 'JX24-5.1'],
      ['3150000.00 − 1260000.00 − 945000.00', 'decision 1'],
    ]);
    expect(fixed.requestedFen).toBe(yuan(945_000));
    expect(fixed.derivation.resultFen).toBe(yuan(945_000));
    expect(fixed.derivation.policyVersion).toBe('JX24@1');
    expect(fixed.capClaims).toMatchObject([
      {
        capKey: 'elite-leader.start-up',
        subject: 'P1',
        window: 'lifetime',
        limit: { limitFen: yuan(3_150_000) },
        year: null,
      },
    ]);
  });

  it.each([
    ['an unknown class', { class: 'D', selectedOn: '2024-01-10' }, undefined, 'facts.wrong-type'],
    ['no selection date', { class: 'A' }, undefined, 'facts.missing'],
    [
      'a selection after the application',
      { class: 'A', selectedOn: '2024-06-02' },
      undefined,
      'elite-leader.selected-in-future',
    ],
    ['no person', { class: 'A', selectedOn: '2024-01-10' }, { enterprise }, 'application.party-missing'],
    [
      'a person for an enterprise',
      { class: 'A', selectedOn: '2024-01-10' },
      { person: person(), enterprise: person() },
      'application.party-of-wrong-kind',
    ],
    [
      'a party of no use',
      { class: 'A', selectedOn: '2024-01-10' },
      { ...project(), agency: enterprise },
      'application.party-unknown',
    ],
  ])('refuses an application with %s', (_, stated, parties, code) => {
    expect(codeOf(spec.eligibility(stated, parties))).toBe(code);
  });

  it('accepts a selection on the day of application and one many years back', () => {
    expect(spec.eligibility({ class: 'A', selectedOn: '2024-06-01' })).toBeUndefined();
    expect(spec.eligibility({ class: 'A', selectedOn: '2017-01-01' })).toBeUndefined();
  });

  it.each(['left-early', 'failed-acceptance'] as const)(
    'takes back what is unspent on %s, latest tranche first (decision 30)',
    (ground) => {
      const given = spec.paid(spec.award(facts('B')), yuan(1_200_000), yuan(900_000));
      const claim = orThrow(spec.recover(given, ground, { unspentFen: yuan(1_000_000) }));
      expect(claim.byTranche).toEqual([
        { trancheNo: 1, amountFen: yuan(100_000) },
        { trancheNo: 2, amountFen: yuan(900_000) },
      ]);
      expect(claim.derivation.resultFen).toBe(yuan(1_000_000));
      expect(codeOf(spec.recover(given, ground))).toBe('facts.missing');
      expect(codeOf(spec.recover(given, ground, { unspentFen: -1n }))).toBe('facts.out-of-range');
    },
  );

  it('takes back everything for false evidence (decision 27)', () => {
    const given = spec.paid(spec.award(facts('B')), yuan(1_200_000), yuan(900_000));
    expect(orThrow(spec.recover(given, 'false-evidence')).byTranche).toEqual([
      { trancheNo: 1, amountFen: yuan(1_200_000) },
      { trancheNo: 2, amountFen: yuan(900_000) },
    ]);
  });
});

describe('salary subsidies of innovation projects (JX24-1.3, JX24-1.4)', () => {
  const subsidy = (id: string, tier: string, age: number, salary: string) => {
    const spec = specOf(eliteLeaderRules, id, project(age));
    const award = spec.award({ class: tier, selectedOn: '2022-11-30' });
    return spec.fix(award, 2, { payYear: 2023, paidSalaryFen: fenOf(salary) });
  };

  it.each([
    ['JX24-1.3', 'A', 36, '1200000', '840000.00'],
    ['JX24-1.3', 'A', 36, '1500000', '1000000.00'],
    ['JX24-1.3', 'A', 36, '1600000', '1000000.00'],
    ['JX24-1.3', 'A', 36, '1428571.43', '1000000.00'],
    ['JX24-1.3', 'A', 36, '1428571.42', '999999.99'],
    ['JX24-1.3', 'B', 36, '1000000', '600000.00'],
    ['JX24-1.3', 'B', 36, '1000000.01', '600000.00'],
    ['JX24-1.3', 'C', 36, '1000000', '400000.00'],
    ['JX24-1.3', 'C', 36, '333333.33', '166666.67'],
    ['JX24-1.4', 'A', 36, '800000', '500000.00'],
    ['JX24-1.4', 'B', 36, '400000', '240000.00'],
    ['JX24-1.4', 'C', 36, '400000', '150000.00'],
    ['JX24-1.3', 'A', 35, '1500000', '1050000.00'],
    ['JX24-1.3', 'A', 35, '1200000', '882000.00'],
    ['JX24-1.4', 'C', 30, '100000.01', '52500.01'],
  ])(
    '%s class %s at %i pays %s × rate under its yearly cap: %s (decisions 3 and 6)',
    (id, tier, age, salary, expected) => {
      expect(yuanOf(orThrow(subsidy(id, tier, age, salary)).requestedFen)).toBe(expected);
    },
  );

  it.each([
    ['JX24-1.3', [2022, 2023, 2024, 2025, 2026]],
    ['JX24-1.4', [2022, 2023, 2024]],
  ])(
    '%s plans consecutive years from the year of selection, partial or not: %j (decision 4)',
    (id, years) => {
      const plan = orThrow(
        specOf(eliteLeaderRules, id, project(35)).plan({ class: 'A', selectedOn: '2022-12-31' }),
      );
      expect(plan.tranches.map(({ windowYear }) => windowYear)).toEqual(years);
      expect(plan.tranches.map(({ claimableFrom }) => claimableFrom)).toEqual(
        years.map((year) => `${year + 1}-01-01`),
      );
      expect([plan.totalFen, plan.tranches[0]?.plannedFen]).toEqual([null, null]);
    },
  );

  it('lifts the yearly cap with the amount, for forecast and cap account alike (decision 6)', () => {
    const spec = specOf(eliteLeaderRules, 'JX24-1.3', project(35));
    const award = spec.award({ class: 'B', selectedOn: '2022-03-01' });
    expect(award.tranches[0]?.ceilingFen).toBe(yuan(630_000));
    const fixed = orThrow(spec.fix(award, 2, { payYear: 2023, paidSalaryFen: yuan(2_000_000) }));
    expect(fixed.derivation.steps.map(({ amountFen }) => yuanOf(amountFen))).toEqual([
      '1200000.00',
      '600000.00',
      '630000.00',
    ]);
    // The caps follow the person, so that a second selection, or another measure for the same pay, adds only the difference.
    expect(fixed.capClaims).toMatchObject([
      { capKey: 'elite-leader.long-years', subject: 'P1', limit: { kind: 'years', limitYears: 5 } },
      { capKey: 'salary.person-year', subject: 'P1', window: '2023', limit: { kind: 'higher-of' } },
      {
        capKey: 'elite-leader.person-year',
        subject: 'P1',
        window: '2023',
        limit: { limitFen: yuan(630_000) },
        year: 2023,
      },
    ]);
  });

  it.each([
    [
      'the pay of another year',
      2,
      { payYear: 2024, paidSalaryFen: yuan(100_000) },
      '2026-01-01',
      'claim.other-year',
    ],
    [
      'pay of a year that has not begun',
      5,
      { payYear: 2026, paidSalaryFen: yuan(100_000) },
      '2025-12-31',
      'claim.year-in-future',
    ],
    ['no salary at all', 2, { payYear: 2023, paidSalaryFen: 0n }, '2026-01-01', 'facts.out-of-range'],
    ['a salary without its year', 2, { paidSalaryFen: yuan(100_000) }, '2026-01-01', 'facts.missing'],
  ])('answers a claim with %s', (_, trancheNo, facts, claimedOn, code) => {
    const spec = specOf(eliteLeaderRules, 'JX24-1.3', project(36));
    expect(
      codeOf(spec.fix(spec.award({ class: 'A', selectedOn: '2022-03-01' }), trancheNo, facts, claimedOn)),
    ).toBe(code);
  });

  it.each([
    ['on its last day', '2026-12-31', 'claim.year-not-over'],
    ['the day after', '2027-01-01', undefined],
  ])('takes the pay of 2026 only once the year is over: %s (decision 112)', (_, claimedOn, code) => {
    const spec = specOf(eliteLeaderRules, 'JX24-1.3', project(36));
    const award = spec.award({ class: 'A', selectedOn: '2022-03-01' });
    const answer = spec.fix(award, 5, { payYear: 2026, paidSalaryFen: yuan(100_000) }, claimedOn);
    expect(codeOf(answer)).toBe(code);
    if (isRefusal(answer))
      expect(answer).toMatchObject({ clause: 'JX24-1.3', facts: { endsOn: '2026-12-31' } });
  });

  it.each([
    ['JX24-1.2', 'selectedOn'],
    ['JX24-1.3', 'selectedOn'],
    ['JX24-1.4', 'selectedOn'],
  ])(
    '%s refuses a selection from before the policy, and takes one of its first day (decision 111)',
    (id, fact) => {
      const spec = specOf(eliteLeaderRules, id, project(36));
      const facts = { class: 'A' };
      const refusal = spec.eligibility({ ...facts, [fact]: '2016-12-31' });
      expect(refusal).toMatchObject({ code: 'elite-leader.before-policy', clause: 'decision 111' });
      expect(spec.eligibility({ ...facts, [fact]: '2017-01-01' })?.code).not.toBe(
        'elite-leader.before-policy',
      );
    },
  );

  it('keeps the years that were paid when the person leaves (decision 31)', () => {
    const spec = specOf(eliteLeaderRules, 'JX24-1.3', project(36));
    const given = spec.paid(spec.award({ class: 'A', selectedOn: '2022-03-01' }), yuan(840_000));
    expect(orThrow(spec.recover(given, 'left-early'))).toMatchObject({
      derivation: { resultFen: 0n },
      byTranche: [],
    });
    expect(orThrow(spec.recover(given, 'false-evidence')).byTranche).toEqual([
      { trancheNo: 1, amountFen: yuan(840_000) },
    ]);
  });
});

describe('direct routes (JX24-1.5, JX24-1.6, decision 5)', () => {
  const startUp = { talentLevel: 'national', fullTime: true, recognisedOn: '2024-01-10' };
  const innovation = { talentLevel: 'national', term: 'long', recognisedOn: '2023-06-30' };

  it.each([
    ['national', 36, ['1200000.00', '900000.00', '900000.00']],
    ['provincial', 36, ['800000.00', '600000.00', '600000.00']],
    ['provincial', 35, ['840000.00', '630000.00', '630000.00']],
  ])(
    'a %s talent of %i who starts up gets the schedule of the class it opens: %j',
    (talentLevel, age, expected) => {
      const spec = specOf(eliteLeaderRules, 'JX24-1.5', project(age));
      expect(planned(spec.plan({ ...startUp, talentLevel }))).toEqual(expected);
    },
  );

  it.each([
    ['national', 'long', 5, '600000.00'],
    ['provincial', 'long', 5, '400000.00'],
    ['national', 'short', 3, '300000.00'],
    ['provincial', 'short', 3, '150000.00'],
  ])('a %s talent in %s-term innovation gets %i years of up to %s', (talentLevel, term, years, ceiling) => {
    const plan = orThrow(
      specOf(eliteLeaderRules, 'JX24-1.6', project(36)).plan({ ...innovation, talentLevel, term }),
    );
    expect(plan.tranches.map(({ ceilingFen }) => yuanOf(ceilingFen ?? 0n))).toEqual(
      Array(years).fill(ceiling),
    );
    expect(plan.tranches[0]?.windowYear).toBe(2023);
  });

  it('names the route and the clause it opens in the derivation', () => {
    const spec = specOf(eliteLeaderRules, 'JX24-1.6', project(36));
    const fixed = orThrow(
      spec.fix(spec.award(innovation), 1, { payYear: 2023, paidSalaryFen: yuan(500_000) }),
    );
    expect(fixed.requestedFen).toBe(yuan(300_000));
    expect(fixed.derivation.measure).toBe('JX24-1.6');
    expect(fixed.derivation.steps[0]).toMatchObject({
      clause: 'JX24-1.3',
      en: expect.stringContaining('National opens class B (JX24-1.6)'),
    });
    expect(fixed.capClaims).toMatchObject([
      { capKey: 'elite-leader.long-years', window: 'lifetime', year: 2023 },
      { capKey: 'salary.person-year', window: '2023' },
      { capKey: 'elite-leader.person-year', window: '2023', limit: { limitFen: yuan(600_000) } },
    ]);
  });

  it.each([
    ['part-time work', 'JX24-1.5', { ...startUp, fullTime: false }, 'elite-leader.not-full-time'],
    ['an own selection', 'JX24-1.5', { ...startUp, ownSelectionClass: 'C' }, 'elite-leader.own-selection'],
    ['an own selection', 'JX24-1.6', { ...innovation, ownSelectionClass: 'A' }, 'elite-leader.own-selection'],
    [
      'recognition still to come',
      'JX24-1.5',
      { ...startUp, recognisedOn: '2024-06-02' },
      'elite-leader.recognised-in-future',
    ],
    ['a municipal talent', 'JX24-1.5', { ...startUp, talentLevel: 'municipal' }, 'facts.wrong-type'],
  ])('refuses %s (%s)', (_, id, facts, code) => {
    expect(codeOf(specOf(eliteLeaderRules, id, project()).eligibility(facts))).toBe(code);
  });

  it('takes back the unspent money of a start-up by its own terms (decision 30)', () => {
    const spec = specOf(eliteLeaderRules, 'JX24-1.5', project(36));
    const given = spec.paid(spec.award(startUp), yuan(1_200_000));
    expect(orThrow(spec.recover(given, 'left-early', { unspentFen: yuan(200_000) })).byTranche).toEqual([
      { trancheNo: 1, amountFen: yuan(200_000) },
    ]);
  });
});
