import { isRefusal, type Refusal } from '#kernel/refusal.js';
import type { FactDefinition } from '#policy/fact-definition.js';
import { checkFacts } from '#policy/facts.js';
import type { Facts } from '#programmes/award/application.js';
import type { StatedFacts } from '../awards/award-requests.js';

const AT = '/facts';

/** The stated facts that can be read, and the faults of the others: a quote goes as far as it can. */
export const soundFacts = (
  definitions: readonly FactDefinition[],
  stated: StatedFacts,
): { readonly facts: Facts; readonly faults: readonly Refusal[] } => {
  const faults = faultsIn(checkFacts(definitions, stated, AT));
  const faulty = new Set(faults.map(({ pointer }) => pointer?.split('/')[2]));
  const known = definitions.filter(({ name }) => !faulty.has(name));
  const sound = Object.fromEntries(known.map(({ name }) => [name, stated[name]]));
  const facts = checkFacts(known, sound, AT);
  return { facts: Array.isArray(facts) ? {} : (facts as Facts), faults };
};

const faultsIn = (checked: ReturnType<typeof checkFacts>): readonly Refusal[] =>
  Array.isArray(checked) ? checked.filter(isRefusal) : [];

/** To the rules a fact that cannot be read is missing; here its own fault stands in that place, and the rest follow. */
export const withFactFaults = (
  reasons: readonly Refusal[],
  faults: readonly Refusal[],
): readonly Refusal[] => {
  const isOf = (fault: Refusal, at: string | undefined): boolean =>
    at !== undefined && (fault.pointer === at || fault.pointer?.startsWith(`${at}/`) === true);
  const placed = reasons.flatMap((reason) => {
    const own = reason.code === 'facts.missing' ? faults.filter((fault) => isOf(fault, reason.pointer)) : [];
    return own.length > 0 ? own : [reason];
  });
  return [...placed, ...faults.filter((fault) => !placed.includes(fault))];
};
