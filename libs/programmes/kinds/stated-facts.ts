import { assert } from '#kernel/assert.js';
import { type BusinessDate, businessDate } from '#kernel/business-date.js';
import { toWire } from '#kernel/fen-json.js';
import type { Fen } from '#kernel/money.js';
import type { Refusal } from '#kernel/refusal.js';
import type { FactDefinition } from '#policy/fact-definition.js';
import { checkFacts, nameInCode } from '#policy/facts.js';
import type { Facts, ItemFacts } from '../award/application.js';

/** Facts reach a programme from more than one edge, so it checks them itself; the first fault refuses. */
export const firstFactFault = (
  definitions: readonly FactDefinition[],
  facts: Facts,
  pointer: string,
): Refusal | undefined => factFaults(definitions, facts, pointer)[0];

export const factFaults = (
  definitions: readonly FactDefinition[],
  facts: Facts,
  pointer: string,
): readonly Refusal[] => {
  const checked = checkFacts(definitions, toWire(facts), pointer);
  return Array.isArray(checked) ? (checked as readonly Refusal[]) : [];
};

/** Facts by their wire name, of the type their checked definition promised. */
export const textOf = (facts: Facts, name: string): string => {
  const value = facts[name];
  assert(typeof value === 'string', `The fact ${name} was not checked`);
  return value;
};

export const dateOf = (facts: Facts, name: string): BusinessDate => businessDate(textOf(facts, name));

export const numberOf = (facts: Facts, name: string): number => {
  const value = facts[name];
  assert(typeof value === 'number', `The fact ${name} was not checked`);
  return value;
};

export const fenOfFact = (facts: Facts, name: string): Fen => {
  const value = facts[nameInCode(name)];
  assert(typeof value === 'bigint', `The fact ${name} was not checked`);
  return value;
};

export const itemsOf = (facts: Facts, name: string): readonly ItemFacts[] => {
  const value = facts[name];
  assert(Array.isArray(value), `The fact ${name} was not checked`);
  return value as readonly ItemFacts[];
};
