import type { Condition, Where } from '#policy/condition.js';
import type { Facts, ItemFacts } from '../award/application.js';
import { itemsOf, textOf } from './stated-facts.js';

type Of<Rule extends Condition['rule']> = Extract<Condition, { readonly rule: Rule }>;

/** Index of the first item whose day is outside the span; -1 when there is none. */
export const firstOutside = ({ fact, column, from, to }: Of<'items-within'>, facts: Facts): number => {
  const first = textOf(facts, from);
  const last = to === null ? undefined : facts[to];
  return itemsOf(facts, fact).findIndex((item) => {
    const day = textOf(item, column);
    return day < first || (typeof last === 'string' && day > last);
  });
};

/** Index of the first item of that sort whose column has none of the values; -1 when there is none. */
export const firstUnproved = ({ fact, column, values, where }: Of<'items-one-of'>, facts: Facts): number =>
  statedItems(facts, fact).findIndex(
    (item) => isOfSort(item, where) && !values.some((value) => value === item[column]),
  );

/** The most months or years that follow each other without a gap; one that stands twice counts once. */
export const longestRun = (
  { fact, column, where }: Of<'run-at-least' | 'run-at-most'>,
  facts: Facts,
): number => {
  const all = statedItems(facts, fact).filter((item) => isOfSort(item, where));
  const places = [...new Set(all.map((item) => placeOf(item[column])))].toSorted((a, b) => a - b);
  let [longest, run] = [0, 0];
  for (const [index, place] of places.entries()) {
    run = place - 1 === places[index - 1] ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
};

export const isOfSort = (item: ItemFacts, where: Where): boolean =>
  where === null || where.values.some((value) => value === item[where.column]);

/** Items that are not stated are none. */
const statedItems = (facts: Facts, fact: string): readonly ItemFacts[] =>
  facts[fact] === undefined ? [] : itemsOf(facts, fact);

/** Number of a year, or of a month since the year 0. */
const placeOf = (value: ItemFacts[string] | undefined): number =>
  typeof value === 'number'
    ? value
    : Number(String(value).slice(0, 4)) * 12 + Number(String(value).slice(5, 7));
