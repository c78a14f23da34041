import { assert, unreachable } from '#kernel/assert.js';
import { type Fen, sumFen } from '#kernel/money.js';
import type { Measure } from '#policy/measure.js';
import type { CapDefinition } from '#policy/tranche-terms.js';
import type { AwardFacts, CapClaim, PlannedTranche } from '../award/programme-rules.js';
import { windowName } from './schedule.js';

/** The caps of a measure as one tranche meets them, in the order of the policy book. */
export const capClaimsOf = (
  award: AwardFacts,
  tranche: PlannedTranche,
  requestedFen: Fen,
  measure: Measure,
): readonly CapClaim[] =>
  measure.caps.map((cap) => ({
    capKey: cap.key,
    subject: subjectOf(cap, award, measure),
    window: windowOf(cap, award, tranche, measure),
    title: cap.title,
    clause: cap.clause,
    limit: limitOf(cap, award, tranche, requestedFen),
    // The higher of several measures once and for all is no matter of years.
    year: isOnceForAll(cap) ? null : tranche.windowYear,
    // Whatever is held against the measure of the city, its top-up is part of it.
    ...(measure.topsUp !== null && { countsAs: measure.topsUp }),
  }));

const isOnceForAll = ({ limit, window }: Pick<CapDefinition, 'limit' | 'window'>): boolean =>
  limit.kind === 'higher-of' && !window.endsWith('-year');

const windowOf = (
  { window }: CapDefinition,
  { application }: AwardFacts,
  tranche: PlannedTranche,
  measure: Measure,
): string => {
  switch (window) {
    case 'lifetime':
      return 'lifetime';
    case 'window-year':
      return windowName(measure, application.facts, yearOfTranche(tranche));
    case 'calendar-year':
      return String(yearOfTranche(tranche));
    case 'tranche':
      return `tranche-${tranche.trancheNo}`;
    default:
      return unreachable(window);
  }
};

const subjectOf = ({ subject }: CapDefinition, award: AwardFacts, measure: Measure): string => {
  if (subject === 'award') return award.award;
  if (subject === 'measure') return measure.id;
  const party = award.application.parties[subject];
  assert(party, `The application has no ${subject}`);
  return party.party;
};

const limitOf = (
  { limit, window }: CapDefinition,
  award: AwardFacts,
  tranche: PlannedTranche,
  requestedFen: Fen,
): CapClaim['limit'] => {
  switch (limit.kind) {
    case 'years':
      yearOfTranche(tranche);
      return { kind: 'years', limitYears: limit.years };
    case 'higher-of':
      if (!isOnceForAll({ limit, window })) yearOfTranche(tranche);
      return { kind: 'higher-of' };
    case 'amount':
      return amount(limit.amountFen, limit.excludedBy);
    case 'difference':
      return { kind: 'amount', limitFen: requestedFen };
    case 'award-total':
      return amount(sumFen(award.tranches.map(({ plannedFen }) => plannedFen ?? 0n)), limit.excludedBy);
    case 'tranche-ceiling':
      assert(tranche.ceilingFen !== null, 'The tranche has a ceiling');
      return { kind: 'amount', limitFen: tranche.ceilingFen };
    default:
      return unreachable(limit);
  }
};

const amount = (limitFen: Fen, excludedBy: readonly string[]): CapClaim['limit'] => ({
  kind: 'amount',
  limitFen,
  ...(excludedBy.length > 0 && { excludedBy }),
});

const yearOfTranche = ({ windowYear }: PlannedTranche): number => {
  assert(windowYear !== null, 'A yearly cap needs a tranche with a year');
  return windowYear;
};
