import { addDays, addMonths, type BusinessDate, businessDate, yearOf } from '#kernel/business-date.js';
import { type Fen, maxFen, minFen as minOf, yuan } from '#kernel/money.js';
import type { Seeded } from '#kernel/seeded.js';
import type { Condition } from '#policy/condition.js';
import type { FactDefinition } from '#policy/fact-definition.js';
import { nameInCode } from '#policy/facts.js';
import type { Facts, FactValue, ItemFacts } from '#programmes/award/application.js';

/** What the facts of one application, claim or ending are made for. */
export interface Circumstances {
  readonly on: BusinessDate;
  readonly random: Seeded;
  /** Days that items have to lie in. */
  readonly span: { readonly from: BusinessDate; readonly to: BusinessDate };
  /** Values that the entitlement knows, by fact. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** Amounts that a fact should be near, by fact; of an itemised fact the sum. */
  readonly amounts: Readonly<Record<string, Fen>>;
  readonly numbers: Readonly<Record<string, readonly [least: number, most: number]>>;
}

/** Values for all definitions that the conditions may well like; whoever asks has them judged. */
export const stateFacts = (
  definitions: readonly FactDefinition[],
  conditions: readonly Condition[],
  circumstances: Circumstances,
): Facts => {
  const facts: Record<string, FactValue> = {};
  for (const definition of definitions) {
    if (isLeftOut(definition, conditions, circumstances)) continue;
    facts[nameInCode(definition.name)] = valueOf(definition, conditions, circumstances);
  }
  for (const condition of conditions) arrangeSpan(condition, facts, circumstances);
  return facts;
};

const isLeftOut = (
  { name, required }: FactDefinition,
  conditions: readonly Condition[],
  { random }: Circumstances,
): boolean => {
  if (required) return false;
  if (conditions.some((one) => one.rule === 'absent' && one.fact === name)) return true;
  const isRead = conditions.some((one) => Object.values(one).includes(name));
  return random.below(4) < (isRead ? 1 : 3);
};

const valueOf = (
  definition: FactDefinition,
  conditions: readonly Condition[],
  circumstances: Circumstances,
): FactValue => {
  const { on, random, span, choices, numbers } = circumstances;
  const { name } = definition;
  switch (definition.type) {
    case 'yuan':
      return amountOf(definition, conditions, circumstances);
    case 'decimal':
      return `${1 + random.below(9)}.${random.below(10_000)}`;
    case 'date':
      return recentDay(on, random);
    case 'month':
      return dayWithin(span, random).slice(0, 7);
    case 'year':
      return numbers[name] ? numberWithin(numbers[name], random) : yearOf(span.to);
    case 'integer':
      return numberWithin(numbers[name] ?? integersOf(definition, conditions), random);
    case 'choice': {
      const wanted = choices[name] ?? allowed(name, conditions);
      const all = definition.choices.map(({ value }) => value);
      return random.oneOf(wanted.length > 0 ? all.filter((value) => wanted.includes(value)) : all);
    }
    case 'boolean': {
      const wanted = conditions.flatMap((one) =>
        one.rule === 'one-of' && one.fact === name ? one.values : [],
      );
      return wanted.length > 0 ? random.oneOf(wanted) : random.below(2) === 0;
    }
    case 'text':
      return `${definition.zh}${random.below(10_000)}`.slice(0, definition.maxLength);
    case 'items':
      return itemsOf(definition, circumstances);
  }
};

const DAYS_BACK = [20, 60, 200, 700];

const recentDay = (on: BusinessDate, random: Seeded): BusinessDate =>
  addDays(on, -1 - random.below(random.oneOf(DAYS_BACK)));

const dayWithin = ({ from, to }: Circumstances['span'], random: Seeded): BusinessDate => {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
  return addDays(from, random.below(Math.max(days, 0) + 1));
};

const numberWithin = ([least, most]: readonly [number, number], random: Seeded): number =>
  least + random.below(most - least + 1);

const USUAL_MOST = 12;

const integersOf = (
  { name, min, max }: Extract<FactDefinition, { type: 'integer' }>,
  conditions: readonly Condition[],
): readonly [number, number] => {
  let least = min ?? 1;
  let most = max ?? Infinity;
  for (const one of conditions) {
    if (one.rule === 'at-least' && one.fact === name) least = Math.max(least, one.least);
    if (one.rule === 'at-most' && one.fact === name) most = Math.min(most, one.most);
  }
  return [least, Math.min(most, Math.max(least + USUAL_MOST, least * 2))];
};

const allowed = (name: string, conditions: readonly Condition[]): readonly string[] =>
  conditions.flatMap((one) =>
    one.rule === 'one-of' && one.fact === name
      ? one.values.filter((value): value is string => typeof value === 'string')
      : [],
  );

const SCALES_YUAN = [3_000, 20_000, 80_000, 300_000, 2_000_000];

const amountOf = (
  { name, minFen, maxFen: highest }: Extract<FactDefinition, { type: 'yuan' }>,
  conditions: readonly Condition[],
  { random, amounts }: Circumstances,
): Fen => {
  let least = minFen ?? 0n;
  let most = highest ?? null;
  let isBound = false;
  for (const one of conditions) {
    if (!('fact' in one) || one.fact !== name) continue;
    if (one.rule === 'amount-at-least') least = maxFen(least, one.leastFen);
    if (one.rule === 'amount-above') least = maxFen(least, one.aboveFen + 1n);
    if (one.rule === 'amount-at-most') most = most === null ? one.mostFen : minFen ? most : one.mostFen;
    isBound = true;
  }
  const near = amounts[name] ?? (isBound && least > 0n ? least : yuan(random.oneOf(SCALES_YUAN)));
  const wished = least + wholeYuan((near * BigInt(20 + random.below(81))) / 100n);
  return most === null ? wished : minOf(wished, most);
};

const wholeYuan = (fen: Fen): Fen => (fen / 100n) * 100n;

const ITEMS_MOST = 6;

/** Rows of one sum; every month once. */
const itemsOf = (
  { name, columns, maxItems }: Extract<FactDefinition, { type: 'items' }>,
  circumstances: Circumstances,
): readonly ItemFacts[] => {
  const { random, span, amounts } = circumstances;
  const hasMonths = columns.some(({ type }) => type === 'month');
  const months = monthsOf(span);
  const count = hasMonths
    ? 1 + random.below(Math.min(months.length, maxItems))
    : 1 + random.below(Math.min(ITEMS_MOST, maxItems));
  const each = (amounts[name] ?? yuan(random.oneOf(SCALES_YUAN))) / BigInt(count);
  const inRow = { ...circumstances, on: span.to };
  return Array.from({ length: count }, (_, index) => {
    const row = stateFacts(columns, [], {
      ...inRow,
      amounts: Object.fromEntries(
        columns.filter(({ type }) => type === 'yuan').map((column) => [column.name, each]),
      ),
    }) as ItemFacts;
    const days = columns
      .filter(({ type }) => type === 'date' || type === 'month')
      .map((column) => [
        column.name,
        column.type === 'month' ? (months[index] ?? '') : dayWithin(span, random),
      ]);
    return { ...row, ...Object.fromEntries(days) };
  });
};

const monthsOf = ({ from, to }: Circumstances['span']): readonly string[] => {
  const months: string[] = [];
  for (
    let day = businessDate(`${from.slice(0, 7)}-01`);
    day <= to && months.length < 36;
    day = addMonths(day, 1)
  )
    months.push(day.slice(0, 7));
  return months;
};

/** Conditions on how two days lie to each other: the later is counted from the earlier, or the earlier back from it. */
const arrangeSpan = (
  condition: Condition,
  facts: Record<string, FactValue>,
  { on, random }: Circumstances,
): void => {
  if (!('from' in condition) || !('to' in condition) || condition.to === null) return;
  const from = facts[condition.from];
  if (typeof from !== 'string' || facts[condition.to] === undefined) return;
  const start = businessDate(from);
  if (condition.rule === 'in-order') {
    const days = random.oneOf([10, 100, 400, 1_000]);
    facts[condition.to] =
      random.below(2) === 0 ? addDays(start, random.below(days)) : closer(start, on, random);
  }
  if (condition.rule === 'months-between')
    facts[condition.to] = addDays(
      addMonths(start, condition.leastMonths + random.below(13)),
      random.below(20),
    );
  if (condition.rule === 'within-months')
    facts[condition.to] = addDays(start, random.below(Math.min(condition.mostMonths * 28, 200)));
};

/** A day between two days. */
const closer = (from: BusinessDate, to: BusinessDate, random: Seeded): BusinessDate =>
  from < to ? dayWithin({ from, to }, random) : from;
