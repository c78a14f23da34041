import type { Condition } from '#policy/condition.js';
import type { Application, Facts } from '../award/application.js';
import { itemsOf, textOf } from './stated-facts.js';

type WhileListed = Extract<Condition, { readonly rule: 'items-while-listed' }>;

/** Index of the first item on whose day the party was not on the list; -1 when there is none. */
export const firstUnlisted = (
  { role, fact, column }: WhileListed,
  facts: Facts,
  parties: Application['parties'],
): number => {
  const listings = parties[role]?.listings ?? [];
  return itemsOf(facts, fact).findIndex((item) => {
    const day = textOf(item, column);
    return !listings.some(({ from, until }) => from <= day && (until === null || day <= until));
  });
};
