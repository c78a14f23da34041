import { readFileSync } from 'node:fs';
import { budgetFigures } from '#budgets/budget-line.js';
import { budgetDecider } from '#budgets/budgets.js';
import { sampleCapAccounts } from '#caps/sample-cap-accounts.js';
import { businessDate } from '#kernel/business-date.js';
import { fold } from '#kernel/decider.js';
import { fenOf, yuan, yuanOf } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import type { Measure } from '#policy/measure.js';
import { eliteLeaderRules } from './elite-leader/elite-leader.rules.js';
import { housingRules } from './housing/housing.rules.js';
import { windowName } from './kinds/schedule.js';
import { codeOf, enterprise, ofTier, person, shippedMeasure, specOf } from './kinds/measure-spec.js';
import { overseasEngineerRules } from './overseas-engineer/overseas-engineer.rules.js';

/** Cases of practice that cross programmes, or that a book other than the shipped ones would bring; the rest stand with their measure. */
const engineer = {
  contractFrom: '2023-03-01',
  contractTo: '2024-08-20',
  employerForm: 'enterprise',
  foreigner: true,
  talentTier: 'high-end',
};
const selected = {
  contractFrom: '2021-01-01',
  contractTo: '2024-12-31',
  employerForm: 'enterprise',
  selectionLevel: 'municipal',
  employerCounty: 'pinghu',
};
const parties = { person: person(), employer: enterprise };
const city = specOf(overseasEngineerRules, 'JX24-4.1', parties);
const pinghu = specOf(overseasEngineerRules, 'PH03-1', parties);

describe('an overseas engineer (JX24-4.1, PH03-1)', () => {
  it('E1 who leaves on 20 August is paid for what was earned until then, and the year is one of three', () => {
    const given = city.award(engineer);
    expect(given.tranches.map(({ windowYear }) => windowYear)).toEqual([2023, 2024]);
    const fixed = orThrow(city.fix(given, 2, { payYear: 2024, paidSalaryFen: yuan(800_000) }, '2025-03-01'));
    expect(fixed.requestedFen).toBe(yuan(240_000));
    expect(fixed.capClaims[0]).toMatchObject({ limit: { kind: 'years', limitYears: 3 }, year: 2024 });
    expect(orThrow(city.recover(given, 'left-early', {}, '2024-08-20')).byTranche).toEqual([]);
  });

  it('E3 has one payroll in the calendar year of the city and in the July year of another, once in each', () => {
    const { years } = city.measure;
    if (years?.from !== 'contract') throw new Error('The years of a contract');
    const julyYears: Measure = { ...city.measure, years: { ...years, starts: 'july' } };
    const contract = { ...engineer, contractFrom: '2023-09-01', contractTo: '2024-03-31' };
    const plan = orThrow(overseasEngineerRules.planAward(city.application(contract), julyYears, null));
    expect(plan.tranches.map(({ windowYear }) => windowYear)).toEqual([2023]);
    expect(windowName(julyYears, contract, 2023)).toBe('2023-07-01');
    expect(city.award(contract).tranches.map(({ windowYear }) => windowYear)).toEqual([2023, 2024]);
    expect(windowName(city.measure, contract, 2023)).toBe('2023');
  });

  it('E4 who was posted by an affiliate is refused by a book that says so; the sources do not', () => {
    const words = { zh: '关联企业派驻的不予资助', en: 'Posted by an affiliate' };
    const stricter: Measure = {
      ...city.measure,
      facts: [
        ...city.measure.facts,
        { name: 'postedByAffiliate', type: 'boolean', required: true, zh: '关联企业派驻', en: 'Posted' },
      ],
      conditions: [
        {
          rule: 'one-of',
          code: 'overseas-engineer.posted',
          fact: 'postedByAffiliate',
          values: [false],
          clause: 'X-1',
          ...words,
        },
        ...city.measure.conditions,
      ],
    };
    const answer = (postedByAffiliate: boolean): string | undefined =>
      codeOf(
        overseasEngineerRules.planAward(city.application({ ...engineer, postedByAffiliate }), stricter, null),
      );
    expect(answer(true)).toBe('overseas-engineer.posted');
    expect(answer(false)).toBeUndefined();
  });

  it('E7 earns the higher of city and Pinghu in a year, never both, and three years over both (decision 8)', () => {
    const caps = sampleCapAccounts();
    const pay = (spec: typeof city, facts: object, payYear: number, salary: number) => {
      const given = spec.award({ ...facts, contractFrom: '2021-01-01', contractTo: '2024-12-31' });
      const claim = { payYear, paidSalaryFen: yuan(salary) };
      const { requestedFen, capClaims } = orThrow(spec.fix(given, payYear - 2020, claim));
      return caps.pay(spec.measure.id, requestedFen, capClaims);
    };
    expect(pay(city, engineer, 2021, 1_000_000)).toBe(yuan(300_000));
    expect(codeOf(pay(pinghu, selected, 2021, 1_000_000))).toBe('cap.higher-already-paid');
    expect(pay(pinghu, selected, 2022, 1_200_000)).toBe(yuan(360_000));
    expect(pay(city, engineer, 2023, 2_000_000)).toBe(yuan(500_000));
    expect(codeOf(pay(pinghu, selected, 2024, 1_000_000))).toBe('cap.years-used-up');
  });
});

describe('a start-up project (JX24-1.2)', () => {
  const spec = specOf(eliteLeaderRules, 'JX24-1.2', { person: person(40), enterprise });
  const project = (tier: string) => ({ class: tier, selectedOn: '2024-01-10' });

  it('E10 that rises from C to B in mid-term gets 3,000,000 less what was paid, not less what was approved', () => {
    const caps = sampleCapAccounts();
    const pay = (tier: string, trancheNo: number) => {
      const { requestedFen, capClaims } = orThrow(spec.fix(spec.award(project(tier)), trancheNo, {}));
      return caps.pay('JX24-1.2', requestedFen, capClaims);
    };
    expect(pay('C', 1)).toBe(yuan(800_000));
    expect([pay('B', 1), pay('B', 2), pay('B', 3)]).toEqual([yuan(1_200_000), yuan(900_000), yuan(100_000)]);
  });

  it('E14 whose enterprise is struck off before acceptance owes what it has not spent (decision 30)', () => {
    const given = spec.paid(spec.award(project('C')), yuan(800_000));
    const claim = orThrow(spec.recover(given, 'failed-acceptance', { unspentFen: fenOf('300000.01') }));
    expect(claim.byTranche).toEqual([{ trancheNo: 1, amountFen: fenOf('300000.01') }]);
    expect(given.tranches[0]).toMatchObject({ payee: 'E1' });
  });
});

describe('a home (JX24-18.1)', () => {
  const spec = specOf(housingRules, 'JX24-18.1', { person: ofTier('high-end') });
  const given = spec.award({ housingTier: 'provincial', boughtOn: '2023-03-15' });

  it('E37 whose purchase is cancelled in its first month returns all that was paid', () => {
    const claim = spec.recover(spec.paid(given, yuan(160_000)), 'left-early', {}, '2023-04-14');
    expect(yuanOf(orThrow(claim).derivation.resultFen)).toBe('160000.00');
  });

  it('E40 stays subsidised when its owner changes employer: whoever employs certifies, and none is named', () => {
    expect(Object.keys(given.application.parties)).toEqual(['person']);
    for (const { evidence } of given.tranches)
      expect(evidence.map(({ name }) => name)).toContain('service-certificate');
  });
});

describe('an envelope as a budget line (source 003)', () => {
  const appropriate = (line: string, amount: number) => ({
    type: 'AppropriateBudget' as const,
    line,
    year: 2021,
    amountFen: yuan(amount),
    documentNumber: `平财〔2021〕${line}`,
  });
  const commit = (commitmentId: string, amount: number) => ({
    type: 'CommitBudget' as const,
    commitmentId,
    amountFen: yuan(amount),
    award: commitmentId,
    trancheNo: 1,
    approvedOn: businessDate('2021-03-01'),
  });
  const disburse = (commitmentId: string, amount: number) => ({
    type: 'Disburse' as const,
    commitmentId,
    amountFen: yuan(amount),
    cause: 'batch-1',
  });
  const play = (...commands: readonly Parameters<typeof budgetDecider.decide>[0][]) => {
    let events: Parameters<typeof budgetDecider.evolve>[1][] = [];
    for (const command of commands) {
      const decision = budgetDecider.decide(command, fold(budgetDecider, events));
      if (decision.refusal) throw new Error(decision.refusal.en);
      events = [...events, ...decision.events];
    }
    return budgetFigures(fold(budgetDecider, events));
  };

  it.each([
    // what is set aside, planned for the year and paid in the first batch; free is the rest
    ['PH-ENV-1', 'PH03-3', 10_000_000, 10_000_000, 3_000_000, 0],
    ['PH-ENV-2', 'PH03-4', 165_000_000, 79_000_000, 13_000_000, 86_000_000],
  ])(
    'E53 %s, paid in batches: %s from %i, %i planned, %i paid',
    (line, measure, size, planned, paid, free) => {
      expect(shippedMeasure(measure).budgetLine).toBe(line);
      const figures = play(
        appropriate(line, size),
        commit('first-batch', paid),
        commit('later-batches', planned - paid),
        disburse('first-batch', paid),
      );
      expect(figures).toMatchObject({
        appropriatedFen: yuan(size),
        committedFen: yuan(planned),
        disbursedFen: yuan(paid),
        freeFen: yuan(free),
      });
    },
  );
});

describe('the table of edge cases', () => {
  const table = readFileSync(new URL('EDGE-CASES.md', import.meta.url), 'utf8');
  const rows = table.split('\n').flatMap((line) => {
    const [, number, where = ''] = /^\| E(\d+) \|[^|]*\| ([^|]*) \|/.exec(line) ?? [];
    return number === undefined ? [] : [{ number: Number(number), where: where.trim() }];
  });

  it('has each of the 55 once', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 55 }, (_, index) => index + 1));
  });

  it.each(rows)(
    'E$number is in a title of the file it names, or the table says why not: $where',
    ({ number, where }) => {
      const [, file] = /^`([^`]+)`/.exec(where) ?? [];
      if (file === undefined) {
        expect(where).toMatch(/^(not built|does not apply): ./);
        return;
      }
      const spec = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
      expect(spec).toMatch(new RegExp(`['"\`]E${number} |\\((practice )?E${number}\\)`));
    },
  );
});
