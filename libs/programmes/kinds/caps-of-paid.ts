import type { Fen } from '#kernel/money.js';
import type { Measure } from '#policy/measure.js';
import type { AwardFacts, CapClaim, PlannedTranche } from '../award/programme-rules.js';
import { capClaimsOf } from './cap-claims.js';
import { followRoute } from './route.js';

/** The caps that a payment made before this service counts against: those it would have had to pass. */
export const capsOfPaid = (
  award: AwardFacts,
  tranche: PlannedTranche,
  paidFen: Fen,
  measure: Measure,
): readonly CapClaim[] => {
  if (measure.entitlement.kind !== 'route') return capClaimsOf(award, tranche, paidFen, measure);
  const opened = followRoute(measure.entitlement, award.application, measure);
  return capClaimsOf({ ...award, application: opened.application }, tranche, paidFen, opened.measure);
};
