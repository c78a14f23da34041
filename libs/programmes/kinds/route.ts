import { assert } from '#kernel/assert.js';
import type { EntitlementOf } from '#policy/entitlement.js';
import type { Measure } from '#policy/measure.js';
import type { Application } from '../award/application.js';
import type { Derivation } from '../award/derivation.js';
import { textOf } from './stated-facts.js';
import { choiceWords } from './tiers.js';

type Route = EntitlementOf<'route'>;

/** The measure that a route opens, and the application as if it had been made for that measure. */
export interface OpenedRoute {
  readonly application: Application;
  readonly measure: Measure;
  readonly level: string;
  readonly tier: string;
}

/** A route has no money of its own: the level picks the class, the track picks the measure (decision 5). */
export const followRoute = (route: Route, application: Application, measure: Measure): OpenedRoute => {
  const { facts } = application;
  const level = textOf(facts, route.levelFact);
  const tier = route.classes.find((one) => one.level === level)?.tier;
  const track = route.trackFact === null ? null : textOf(facts, route.trackFact);
  const opens = route.opens.find((one) => one.track === track);
  const opened = measure.opened.find(({ id }) => id === opens?.measure);
  assert(
    tier !== undefined && opens && opened && 'tierFact' in opened.entitlement,
    'A checked route leads somewhere',
  );
  const { tierFact } = opened.entitlement;
  assert(tierFact !== null, 'A route opens a class');
  const asIf = { [tierFact]: tier, [opens.selectedOnFact]: textOf(facts, route.selectedOnFact) };
  return { application: { ...application, measure: opened.id, facts: asIf }, measure: opened, level, tier };
};

/** The opened measure's derivation under the name of the route; its first step says which class was opened and why. */
export const derivationByRoute = (
  opened: Derivation,
  { level, tier }: OpenedRoute,
  route: Route,
  measure: Measure,
): Derivation => {
  const [first, ...rest] = opened.steps;
  assert(first, 'A derivation has at least one step');
  const words = choiceWords(measure, route.levelFact, level);
  const named = {
    ...first,
    zh: `${words.zh}直接享受${tier}类（${measure.clause}）：${first.zh}`,
    en: `${words.en} opens class ${tier} (${measure.clause}): ${first.en}`,
  };
  return { ...opened, measure: measure.id, steps: [named, ...rest] };
};
