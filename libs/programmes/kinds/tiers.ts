import { assert } from '#kernel/assert.js';
import type { Measure } from '#policy/measure.js';
import type { Facts } from '../award/application.js';
import type { Words } from '../award/derivation.js';
import { textOf } from './stated-facts.js';

/** The tier that the stated fact names; the policy book has one for every choice. */
export const tierOf = <Tier extends { readonly tier: string }>(
  tiers: readonly Tier[],
  tierFact: string | null,
  facts: Facts,
): Tier => {
  const tier = tierFact === null ? tiers[0] : tiers.find((one) => one.tier === textOf(facts, tierFact));
  assert(tier, 'Every choice has a tier');
  return tier;
};

/** How people call a choice. */
export const choiceWords = (measure: Measure, factName: string | null, value: string): Words => {
  const fact = measure.facts.find(({ name }) => name === factName);
  const choice = fact?.type === 'choice' ? fact.choices.find((one) => one.value === value) : undefined;
  return choice ?? measure.title;
};
