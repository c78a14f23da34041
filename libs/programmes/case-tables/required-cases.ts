import type { Condition } from '#policy/condition.js';
import type { EntitlementOf } from '#policy/entitlement.js';
import type { Measure } from '#policy/measure.js';

/**
 * What the case table of a measure has to show, read from the measure itself: every tier, and every limit twice, at it and just past
 * it. Dates that only have to be in order, and the caps an award has on itself, are no limits of the policy.
 */
export const requiredCases = (measure: Measure): readonly string[] => [
  ...new Set([
    ...casesOfEntitlement(measure),
    ...measure.conditions.flatMap((condition) => casesOfCondition(condition, '')),
    ...measure.tranches.flatMap(({ conditions }, index) =>
      conditions.flatMap((condition) => casesOfCondition(condition, `tranche ${index + 1} `)),
    ),
    ...(measure.years !== null && measure.years.from !== 'stated' ? ['years last', 'years past'] : []),
    ...measure.caps
      .filter(({ subject, limit }) => subject !== 'award' && limit.kind !== 'higher-of')
      .flatMap(({ key }) => atAndPast(`cap ${key}`)),
    ...(measure.match === null ? [] : atAndPast('match')),
    ...(measure.youthUplift === null ? [] : atAndPast('uplift')),
  ]),
];

const atAndPast = (limit: string): readonly string[] => [`${limit} at`, `${limit} past`];

const casesOfEntitlement = (measure: Measure): readonly string[] => {
  const { entitlement } = measure;
  switch (entitlement.kind) {
    case 'fixed-by-tier':
      return [
        ...entitlement.tiers.map(({ tier }) => `tier ${tier}`),
        ...(entitlement.perHead === null ? [] : atAndPast('heads')),
      ];
    case 'rate-of-base':
      return casesOfRate(entitlement);
    case 'route':
      return entitlement.classes.flatMap(({ level }) =>
        entitlement.opens.map(({ track }) => `route ${level}${track === null ? '' : ` ${track}`}`),
      );
    case 'staged':
      return measure.tranches.map((_, index) => `tranche ${index + 1}`);
    case 'graded-award':
      return [...atAndPast('score'), ...atAndPast('share')];
    case 'case-decision':
      return casesOfDecision(measure);
  }
};

const casesOfRate = (entitlement: EntitlementOf<'rate-of-base'>): readonly string[] => [
  ...entitlement.tiers.flatMap(({ tier, capFen }) => [
    `tier ${tier}`,
    ...(capFen === null ? [] : atAndPast(`ceiling ${tier}`)),
  ]),
  ...(entitlement.minimumFen === null ? [] : atAndPast('minimum')),
  ...(entitlement.thresholdFen === null ? [] : atAndPast('threshold')),
  ...(entitlement.baseFloor === null ? [] : atAndPast('floor')),
];

/** Every amount that is decided, with its bounds where the clause has some. */
const casesOfDecision = ({ tranches }: Measure): readonly string[] =>
  tranches.flatMap(({ pays }) => {
    if (pays.what !== 'decided') return [];
    const { decisionFact, floorFen, floorFact, ceilingFen } = pays;
    return [
      `decided ${decisionFact}`,
      ...(floorFen === null && floorFact === null ? [] : atAndPast(`floor ${decisionFact}`)),
      ...(ceilingFen === null ? [] : atAndPast(`ceiling ${decisionFact}`)),
    ];
  });

const LIMITS: ReadonlySet<Condition['rule']> = new Set([
  'at-least',
  'at-most',
  'amount-at-least',
  'amount-above',
  'amount-at-most',
  'months-between',
  'within-months',
  'within-calendar-years',
  'not-lapsed',
  'run-at-least',
  'run-at-most',
  'not-before',
]);

const casesOfCondition = ({ rule, code }: Condition, where: string): readonly string[] =>
  LIMITS.has(rule) ? atAndPast(`${where}${code}`) : [];
