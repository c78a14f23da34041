import { assert, unreachable } from '#kernel/assert.js';
import { addDays, addMonths, type BusinessDate, wholeMonthsBetween, yearOf } from '#kernel/business-date.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { Condition } from '#policy/condition.js';
import { nameInCode } from '#policy/facts.js';
import type { Application, Facts, FactValue } from '../award/application.js';
import { firstUnlisted } from './listed-items.js';
import { firstOutside, firstUnproved, longestRun } from './item-conditions.js';
import { dateOf, fenOfFact } from './stated-facts.js';

/**
 * The first condition of a measure that is not met, in the order of the policy book.
 *
 * @param pointer JSON pointer of the facts; a condition on a party points at the party.
 */
export const firstUnmetCondition = (...stated: Parameters<typeof unmetConditions>): Refusal | undefined =>
  unmetConditions(...stated)[0];

/** All of them; a condition on several facts points at one. */
export const unmetConditions = (
  conditions: readonly Condition[],
  facts: Facts,
  on: BusinessDate,
  pointer: string,
  parties: Application['parties'] = {},
): readonly Refusal[] =>
  conditions
    .filter((condition) => !isMet(condition, facts, on, parties))
    .map((unmet) => {
      const { code, zh, en, clause } = unmet;
      const place =
        unmet.rule === 'party-tier-in'
          ? `/parties/${unmet.role}`
          : `${pointer}/${factIn(unmet, facts, parties)}`;
      return refuse(code, zh, en, { clause, pointer: place });
    });

/** Facts that a condition reads, by their wire names. */
export const factsReadBy = (condition: Condition): readonly string[] => {
  const { rule: _rule, code: _code, zh: _zh, en: _en, clause: _clause, ...rest } = condition;
  const named = (['fact', 'of', 'from', 'to'] as const).flatMap((key) => {
    const name: unknown = key in rest ? rest[key as keyof typeof rest] : undefined;
    return typeof name === 'string' ? [name] : [];
  });
  return 'when' in rest && rest.when ? [...named, rest.when.fact] : named;
};

type OnFacts = Exclude<Condition, { readonly rule: 'party-tier-in' }>;

const factIn = (condition: OnFacts, facts: Facts, parties: Application['parties']): string => {
  if (condition.rule === 'items-while-listed')
    return `${condition.fact}/${firstUnlisted(condition, facts, parties)}/${condition.column}`;
  switch (condition.rule) {
    case 'items-within':
      return `${condition.fact}/${firstOutside(condition, facts)}/${condition.column}`;
    case 'items-one-of':
      return `${condition.fact}/${firstUnproved(condition, facts)}/${condition.column}`;
    default:
      return 'fact' in condition ? condition.fact : condition.to;
  }
};

const isMet = (
  condition: Condition,
  facts: Facts,
  on: BusinessDate,
  parties: Application['parties'],
): boolean => {
  switch (condition.rule) {
    case 'one-of':
      return condition.values.some((value) => value === facts[condition.fact]);
    case 'absent':
      return facts[nameInCode(condition.fact)] === undefined;
    case 'at-least':
    case 'at-most':
      return isNumberWithin(condition, facts[condition.fact]);
    case 'amount-at-least':
    case 'amount-above':
    case 'amount-at-most':
      return isAmountWithin(condition, facts[nameInCode(condition.fact)]);
    case 'not-in-future':
      return isNotAfter(facts[condition.fact], on);
    case 'not-before':
      return dateOf(facts, condition.fact) >= condition.day;
    case 'not-lapsed':
      return on < addMonths(dateOf(facts, condition.fact), condition.mostMonths);
    case 'items-within':
      return firstOutside(condition, facts) < 0;
    case 'items-one-of':
      return firstUnproved(condition, facts) < 0;
    case 'run-at-least':
      return longestRun(condition, facts) >= condition.least;
    case 'run-at-most':
      return longestRun(condition, facts) <= condition.most;
    case 'amount-not-below':
      return fenOfFact(facts, condition.fact) >= fenOfFact(facts, condition.of);
    case 'items-while-listed':
      return firstUnlisted(condition, facts, parties) < 0;
    case 'party-tier-in': {
      const { role, when } = condition;
      if (when && !when.values.some((value) => value === facts[when.fact])) return true;
      const tier = parties[role]?.tier;
      return tier !== undefined && condition.tiers.includes(tier);
    }
    default:
      return isSpanMet(condition, facts);
  }
};

type Of<Rule extends Condition['rule']> = Extract<Condition, { readonly rule: Rule }>;

const isNumberWithin = (condition: Of<'at-least' | 'at-most'>, value: FactValue | undefined): boolean =>
  typeof value === 'number' &&
  (condition.rule === 'at-least' ? value >= condition.least : value <= condition.most);

const isAmountWithin = (
  condition: Of<'amount-at-least' | 'amount-above' | 'amount-at-most'>,
  value: FactValue | undefined,
): boolean => {
  if (typeof value !== 'bigint') return false;
  switch (condition.rule) {
    case 'amount-at-least':
      return value >= condition.leastFen;
    case 'amount-above':
      return value > condition.aboveFen;
    case 'amount-at-most':
      return value <= condition.mostFen;
    default:
      return unreachable(condition);
  }
};

/** Conditions on how two days lie to each other. */
const isSpanMet = (
  condition: Of<'in-order' | 'months-between' | 'within-months' | 'within-calendar-years'>,
  facts: Facts,
): boolean => {
  const from = dateOf(facts, condition.from);
  switch (condition.rule) {
    case 'in-order':
      return from <= dateOf(facts, condition.to);
    case 'months-between':
      // The last day counts: a contract from 1 January 2020 to 31 December 2022 runs for 36 months.
      return wholeMonthsBetween(from, addDays(dateOf(facts, condition.to), 1)) >= condition.leastMonths;
    case 'within-months': {
      const to = dateOf(facts, condition.to);
      return from <= to && to < addMonths(from, condition.mostMonths);
    }
    case 'within-calendar-years': {
      const value = facts[condition.fact];
      const year = typeof value === 'number' ? value : yearOf(dateOf(facts, condition.fact));
      return yearOf(from) <= year && year < yearOf(from) + condition.years;
    }
    default:
      return unreachable(condition);
  }
};

/** A year that has begun is not in the future. */
const isNotAfter = (value: FactValue | undefined, on: BusinessDate): boolean => {
  assert(typeof value === 'number' || typeof value === 'string', 'A day or a year was not checked');
  return typeof value === 'number' ? value <= yearOf(on) : value <= on;
};
