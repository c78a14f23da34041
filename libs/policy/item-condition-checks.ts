import type { Condition, Where } from './condition.js';
import type { FactDefinition } from './fact-definition.js';
import { type Fault, known, namesOf, requiredOf } from './fault.js';

type OnItems = Extract<Condition, { readonly rule: 'items-one-of' | 'run-at-least' | 'run-at-most' }>;

/** The items exist and have the columns; a run counts months or years that every row states. */
export const itemConditionFaults = (
  condition: OnItems,
  facts: readonly FactDefinition[],
  at: string,
): readonly Fault[] => {
  const items = facts.find(({ name }) => name === condition.fact);
  if (items?.type !== 'items') return known(condition.fact, [], at, 'itemised fact');
  const { columns } = items;
  const counted = condition.rule === 'items-one-of' ? namesOf(columns) : requiredOf(columns, 'month', 'year');
  return [
    ...known(condition.column, counted, at, 'column'),
    ...whereFaults(condition.where, columns, `${at}/where`),
  ];
};

export const whereFaults = (
  where: Where,
  columns: readonly FactDefinition[],
  at: string,
): readonly Fault[] => (where === null ? [] : known(where.column, namesOf(columns), at, 'column'));
