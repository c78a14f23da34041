import { addDays, type BusinessDate } from '#kernel/business-date.js';
import { type Fen, parseRate, yuan } from '#kernel/money.js';
import type { Seeded } from '#kernel/seeded.js';
import type { Measure } from '#policy/measure.js';
import type { Application } from '#programmes/award/application.js';
import { placesOf } from '#programmes/kinds/graded-award.js';
import { periodOf, windowOfYear } from '#programmes/kinds/schedule.js';
import { dateOf } from '#programmes/kinds/stated-facts.js';
import type { Circumstances } from './stated-values.js';

/** How often a measure is asked for, beside the others that are asked for once; the rest of the city is in the books. */
export const OFTEN: Readonly<Record<string, number>> = {
  'JX24-1.2': 6,
  'JX24-1.3': 5,
  'JX24-3.1': 14,
  'JX24-4.1': 6,
  'JX24-4.2': 5,
  'JX24-13.2': 2,
  'JX24-14.5': 9,
  'JX24-14.6': 5,
  'JX24-15.1': 3,
  'JX24-18.1': 9,
  'JX24-18.2': 12,
};

type Hints = Pick<Circumstances, 'choices' | 'amounts' | 'numbers' | 'span'>;

const YEAR_DAYS = 365;

/** What the entitlement says about the facts of an application. */
export const applicationHints = (
  measure: Measure,
  on: BusinessDate,
  random: Seeded,
  tiers?: readonly string[],
): Hints => {
  const { entitlement, years } = measure;
  const span = { from: addDays(on, -YEAR_DAYS), to: on };
  const choices: Record<string, readonly string[]> = {};
  const numbers: Record<string, readonly [number, number]> = {};
  if ('tierFact' in entitlement && entitlement.tierFact !== null)
    choices[entitlement.tierFact] = tiers ?? entitlement.tiers.map(({ tier }) => tier);
  if (entitlement.kind === 'route')
    choices[entitlement.levelFact] = tiers ?? entitlement.classes.map(({ level }) => level);
  if (entitlement.kind === 'fixed-by-tier' && entitlement.perHead) {
    const { fact, beyond } = entitlement.perHead;
    numbers[fact] = [beyond + 1, beyond + 5];
  }
  if (entitlement.kind === 'graded-award') {
    const count = 20 + random.below(20);
    numbers[entitlement.countFact] = [count, count];
    numbers[entitlement.rankFact] = [1, Math.max(1, placesOf(entitlement, count))];
    numbers[entitlement.scoreFact] = [entitlement.minScore, 100];
  }
  if (years?.from === 'stated') {
    const year = Number(on.slice(0, 4)) - random.below(2);
    numbers[years.fact] = [year, year];
  }
  return { span, choices, numbers, amounts: {} };
};

/** What the entitlement says about the facts of a claim; `measure` is the one whose terms count. */
export const claimHints = (
  measure: Measure,
  application: Application,
  tranche: { readonly windowYear: number | null; readonly ceilingFen: Fen | null },
  on: BusinessDate,
  random: Seeded,
): Hints => {
  const { entitlement, match } = measure;
  const amounts: Record<string, Fen> = {};
  const numbers: Record<string, readonly [number, number]> = {};
  if (entitlement.kind === 'rate-of-base') {
    amounts[entitlement.base.fact] = baseOf(entitlement, random);
    if (entitlement.yearFact !== null && tranche.windowYear !== null)
      numbers[entitlement.yearFact] = [tranche.windowYear, tranche.windowYear];
  }
  if (match) {
    amounts[match.receivedFact] = yuan(20_000_000 + random.below(60_000_000));
    if (match.otherFiscalFact !== null) amounts[match.otherFiscalFact] = yuan(1_000 + random.below(200_000));
  }
  return { span: spanOf(measure, application, tranche.windowYear, on), choices: {}, amounts, numbers };
};

const spanOf = (
  measure: Measure,
  { facts, appliedOn }: Application,
  windowYear: number | null,
  on: BusinessDate,
): Circumstances['span'] => {
  const { years } = measure;
  if (windowYear === null) return { from: addDays(appliedOn, -60), to: on };
  const year = windowOfYear(measure, facts, windowYear);
  const period = years?.from === 'period' ? periodOf(dateOf(facts, years.fact), years.months) : year;
  const from = year.from > period.from ? year.from : period.from;
  const to = [year.to, period.to, on].toSorted()[0] ?? on;
  return { from: from < to ? from : to, to };
};

type RateOfBase = Extract<Measure['entitlement'], { readonly kind: 'rate-of-base' }>;

/** Something from below what the cap allows to a little above it, and more than the floor. */
const baseOf = ({ tiers, baseFloor, thresholdFen }: RateOfBase, random: Seeded): Fen => {
  const { rate, capFen } = random.oneOf(tiers);
  const { numerator, denominator } = parseRate(rate);
  const full = capFen === null ? yuan(120_000) : (capFen * denominator) / numerator;
  const floor = [baseFloor?.amountFen ?? 0n, thresholdFen ?? 0n].reduce((one, two) =>
    one > two ? one : two,
  );
  return floor + (full * BigInt(15 + random.below(110))) / 100n;
};
