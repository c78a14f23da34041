import { assert, unreachable } from '#kernel/assert.js';
import { addDays, type BusinessDate, wholeMonthsBetween, yearOf } from '#kernel/business-date.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { Condition } from '#policy/fact-definition.js';
import type { Facts, FactValue } from '../award/application.js';
import { dateOf } from './stated-facts.js';

/** The first condition of a measure that the stated facts do not meet, in the order of the policy book. */
export const firstUnmetCondition = (
  conditions: readonly Condition[],
  facts: Facts,
  on: BusinessDate,
  pointer: string,
): Refusal | undefined => {
  const unmet = conditions.find((condition) => !isMet(condition, facts, on));
  if (!unmet) return undefined;
  const { code, zh, en, clause } = unmet;
  return refuse(code, zh, en, { clause, pointer: `${pointer}/${'fact' in unmet ? unmet.fact : unmet.to}` });
};

const isMet = (condition: Condition, facts: Facts, on: BusinessDate): boolean => {
  switch (condition.rule) {
    case 'one-of':
      return condition.values.some((value) => value === facts[condition.fact]);
    case 'absent':
      return facts[condition.fact] === undefined;
    case 'at-least': {
      const value = facts[condition.fact];
      return typeof value === 'number' && value >= condition.least;
    }
    case 'in-order':
      return dateOf(facts, condition.from) <= dateOf(facts, condition.to);
    case 'months-between':
      // The last day counts: a contract from 1 January 2020 to 31 December 2022 runs for 36 months.
      return (
        wholeMonthsBetween(dateOf(facts, condition.from), addDays(dateOf(facts, condition.to), 1)) >=
        condition.leastMonths
      );
    case 'not-in-future':
      return isNotAfter(facts[condition.fact], on);
    default:
      return unreachable(condition);
  }
};

/** A year that has begun is not in the future. */
const isNotAfter = (value: FactValue | undefined, on: BusinessDate): boolean => {
  assert(typeof value === 'number' || typeof value === 'string', 'A day or a year was not checked');
  return typeof value === 'number' ? value <= yearOf(on) : value <= on;
};
