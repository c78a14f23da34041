import fc from 'fast-check';
import { businessDate } from '#kernel/business-date.js';
import { fenOf, yuan, yuanOf } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import type { Condition } from '#policy/condition.js';
import type { Measure } from '#policy/measure.js';
import type { RecoveryTerms } from '#policy/tranche-terms.js';
import type { Application, Facts } from '../award/application.js';
import type { AwardFacts, ProgrammeRules } from '../award/programme-rules.js';
import { firstUnmetCondition } from './conditions.js';
import { claimFactsOf, measureRules, recoveryFactsOf } from './measure-rules.js';
import { codeOf, enterprise, person, shippedMeasure, specOf } from './measure-spec.js';
import { liftForYouth } from './youth-uplift.js';

const rules: ProgrammeRules = { programme: 'elite-leader', ...measureRules };
const spec = specOf(rules, 'JX24-1.2', { person: person(30), enterprise });
const facts = { class: 'B', selectedOn: '2024-01-10' };
const words = { zh: '条件', en: 'Condition' };

describe('a measure of a known kind is data only', () => {
  it('E20 splits thirds so that the last tranche takes the remaining fen', () => {
    const shares = ['33.33333333%', '33.33333333%', '33.33333334%'];
    const tranches = spec.measure.tranches.map((template, index) => ({
      ...template,
      pays: { what: 'share' as const, share: shares[index] ?? '0%' },
    }));
    const plan = orThrow(
      rules.planAward(
        spec.application(facts, { person: person(40), enterprise }),
        { ...spec.measure, tranches },
        null,
      ),
    );
    expect(plan.tranches.map(({ plannedFen }) => yuanOf(plannedFen ?? 0n))).toEqual([
      '999999.99',
      '999999.99',
      '1000000.02',
    ]);
  });

  it.each([
    // an uplift that hangs on a stated talent plan, and ages around the limit (JX24-5.1)
    [30, { talentPlan: 'municipal' }, '1050000.00'],
    [30, {}, '1000000.00'],
    [30, { talentPlan: false }, '1000000.00'],
    [35, { talentPlan: true }, '1050000.00'],
    [36, { talentPlan: true }, '1000000.00'],
  ])('lifts for a person of %i with %j to %s', (age, stated, expected) => {
    const { youthUplift } = spec.measure;
    const measure: Measure = {
      ...spec.measure,
      youthUplift: youthUplift && { ...youthUplift, planFact: 'talentPlan' },
    };
    const application: Application = {
      ...spec.application(stated),
      parties: { person: person(age), enterprise },
    };
    expect(yuanOf(liftForYouth(yuan(1_000_000), application, measure).amountFen)).toBe(expected);
  });

  it.each([
    ['0.10', '0.11'],
    ['0.09', '0.09'],
    ['100000.10', '105000.11'],
  ])('rounds the uplift half up to the fen: %s becomes %s (decision 6)', (amount, expected) => {
    expect(yuanOf(liftForYouth(fenOf(amount), spec.application(facts), spec.measure).amountFen)).toBe(
      expected,
    );
  });

  it('says so when the age on selection is not on record', () => {
    const lifted = liftForYouth(
      yuan(1),
      spec.application(facts, { person: person(), enterprise }),
      spec.measure,
    );
    expect(lifted.steps).toMatchObject([{ clause: 'JX24-5.1', amountFen: yuan(1) }]);
  });
});

describe('conditions on stated facts', () => {
  const on = businessDate('2024-06-01');
  const rest = { code: 'test.unmet', clause: 'X', ...words };

  const span = { rule: 'months-between', from: 'a', to: 'b', leastMonths: 1, ...rest } as const;
  const least = { rule: 'at-least', fact: 'a', least: 6, ...rest } as const;
  const begun = { rule: 'not-in-future', fact: 'a', ...rest } as const;

  it.each<[string, Condition, Facts, string | undefined]>([
    [
      'a choice left open is none of the allowed',
      { rule: 'one-of', fact: 'a', values: [true], ...rest },
      {},
      '/facts/a',
    ],
    ['a number left open is not enough', least, {}, '/facts/a'],
    ['one less is not enough', least, { a: 5 }, '/facts/a'],
    ['the least is enough', least, { a: 6 }, undefined],
    ['what must be absent may not be stated', { rule: 'absent', fact: 'a', ...rest }, { a: 'C' }, '/facts/a'],
    ['a year that has begun is not in the future', begun, { a: 2024 }, undefined],
    ['the next year is', begun, { a: 2025 }, '/facts/a'],
    ['today is not in the future', begun, { a: '2024-06-01' }, undefined],
    [
      'days in the wrong order',
      { rule: 'in-order', from: 'a', to: 'b', ...rest },
      { a: '2024-01-02', b: '2024-01-01' },
      '/facts/b',
    ],
    ['the last day of a span counts', span, { a: '2024-01-01', b: '2024-01-31' }, undefined],
    ['a span one day short', span, { a: '2024-01-01', b: '2024-01-30' }, '/facts/b'],
  ])('%s', (_, condition, stated, pointer) => {
    expect(firstUnmetCondition([condition], stated, on, '/facts')?.pointer).toBe(pointer);
  });
});

describe('facts that edges ask for', () => {
  it('are found for tranches of a route through the measure it opens', () => {
    const route = specOf(rules, 'JX24-1.6', { person: person(), enterprise });
    const application = route.application({
      talentLevel: 'national',
      term: 'short',
      recognisedOn: '2024-01-10',
    });
    expect(claimFactsOf(route.measure, application, 3).map(({ name }) => name)).toEqual([
      'payYear',
      'paidSalaryYuan',
    ]);
  });

  it('differ by stage and by ground', () => {
    const settled = shippedMeasure('JX24-14.6');
    const names = [1, 2].map((trancheNo) =>
      claimFactsOf(settled, spec.application({}), trancheNo).map(({ name }) => name),
    );
    expect(names).toEqual([['insuredMonths'], ['insuredMonths', 'contractRenewed']]);
    expect(recoveryFactsOf(spec.measure, 'left-early').map(({ name }) => name)).toEqual(['unspentYuan']);
    expect(recoveryFactsOf(spec.measure, 'false-evidence')).toEqual([]);
  });
});

describe('what comes back', () => {
  const withTerms = (terms: RecoveryTerms): Measure => ({
    ...spec.measure,
    recovery: { ...spec.measure.recovery, 'left-early': terms },
  });
  const base = { ...words, clause: 'decision 30', payeeRoles: null, facts: [] };
  const recover = (award: AwardFacts, terms: RecoveryTerms, endedOn: string) =>
    rules.recover(award, 'left-early', { endedOn: businessDate(endedOn) }, withTerms(terms));
  const award = spec.award(facts, { person: person(40), enterprise });

  it.each([
    // 3,000,000 in all over 60 months from 10 January 2024; 1,200,000 + 900,000 paid
    ['2026-01-09', 2_100_000 - 23 * 50_000],
    ['2026-01-10', 2_100_000 - 24 * 50_000],
    ['2024-01-10', 2_100_000],
    ['2023-06-01', 2_100_000],
    ['2027-07-10', 0],
    ['2035-01-01', 0],
  ])('by months of service: on %s %i yuan', (endedOn, owed) => {
    const terms: RecoveryTerms = {
      ...base,
      formula: 'pro-rata-months',
      serviceMonths: 60,
      servedFromFact: 'selectedOn',
    };
    const claim = orThrow(recover(spec.paid(award, yuan(1_200_000), yuan(900_000)), terms, endedOn));
    expect(claim.derivation.resultFen).toBe(yuan(owed));
    expect(claim.byTranche.reduce((total, { amountFen }) => total + amountFen, 0n)).toBe(yuan(owed));
  });

  it('is nothing where the terms only cancel what is unpaid', () => {
    const claim = orThrow(
      recover(spec.paid(award, yuan(1_200_000)), { ...base, formula: 'unpaid-only' }, '2025-01-01'),
    );
    expect(claim.byTranche).toEqual([]);
  });

  it('is nothing where nothing was paid, and nobody has to state the rest', () => {
    expect(orThrow(spec.recover(award, 'left-early')).derivation.resultFen).toBe(0n);
    expect(codeOf(spec.recover(award, 'left-early', { unspentFen: 1n }))).toBe('recovery.unspent-above-paid');
  });
});

describe('whatever the figures', () => {
  const fen = fc.bigInt({ min: 1n, max: yuan(10_000_000) });

  it.each(['JX24-1.3', 'JX24-1.4'])(
    'a year of %s never exceeds its ceiling, and more pay never brings less',
    (id) => {
      fc.assert(
        fc.property(
          fen,
          fen,
          fc.constantFrom('A', 'B', 'C'),
          fc.integer({ min: 18, max: 70 }),
          (one, more, tier, age) => {
            const year = specOf(rules, id, { person: person(age), enterprise });
            const given = year.award({ class: tier, selectedOn: '2022-03-01' });
            const paid = (salaryFen: bigint) =>
              orThrow(year.fix(given, 2, { payYear: 2023, paidSalaryFen: salaryFen })).requestedFen;
            const ceilingFen = given.tranches[1]?.ceilingFen ?? 0n;
            // A salary of one fen may come to less than a fen, which is refused.
            const [less, all] = [paid(one + 1n), paid(one + 1n + more)];
            return less <= all && all <= ceilingFen;
          },
        ),
        { numRuns: 200 },
      );
    },
  );

  it('what comes back is what was stated, and no tranche returns more than it received', () => {
    fc.assert(
      fc.property(fen, fen, fen, fc.bigInt({ min: 0n, max: 1_000_000n }), (first, second, third, share) => {
        const given = spec.paid(spec.award(facts), first, second, third);
        const unspentFen = ((first + second + third) * share) / 1_000_000n;
        const { byTranche } = orThrow(spec.recover(given, 'left-early', { unspentFen }));
        const back = byTranche.reduce((total, { amountFen }) => total + amountFen, 0n);
        const received = [first, second, third];
        return (
          back === unspentFen &&
          byTranche.every(({ trancheNo, amountFen }) => amountFen <= (received[trancheNo - 1] ?? 0n))
        );
      }),
    );
  });
});
