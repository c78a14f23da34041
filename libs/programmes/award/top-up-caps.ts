import { type Fen, sumFen } from '#kernel/money.js';
import type { Measure } from '#policy/measure.js';
import type { CapClaim } from './programme-rules.js';
import type { TrancheRevision } from './revised.js';

interface Added {
  readonly trancheNo: number;
  readonly amountFen: Fen;
  /** What packages did to the award before. */
  readonly earlier: readonly TrancheRevision[];
}

/**
 * The caps a top-up must pass: those of the tranche it adds to, with the limits of the version that gives more. A limit that follows
 * from the award itself (its total, the ceiling of the tranche) rises by what packages add, otherwise an award paid out in full could
 * never get what a revision owes it.
 */
export const capsOfTopUp = (
  claims: readonly CapClaim[],
  { caps }: Measure,
  { trancheNo, amountFen, earlier }: Added,
): readonly CapClaim[] => {
  const adjustedFen = (revisions: readonly TrancheRevision[]): Fen =>
    sumFen(revisions.map((revision) => revision.adjustedFen)) + amountFen;
  return claims.map((claim) => {
    const { limit } = claim;
    const cap = caps.find(({ key }) => key === claim.capKey);
    if (!cap || limit.kind !== 'amount') return claim;
    switch (cap.limit.kind) {
      case 'amount':
        return { ...claim, limit: { ...limit, limitFen: cap.limit.amountFen } };
      case 'award-total':
        return { ...claim, limit: { ...limit, limitFen: limit.limitFen + adjustedFen(earlier) } };
      case 'tranche-ceiling':
      case 'difference': {
        const ofTranche = earlier.filter((revision) => revision.trancheNo === trancheNo);
        return { ...claim, limit: { ...limit, limitFen: limit.limitFen + adjustedFen(ofTranche) } };
      }
      default:
        return claim;
    }
  });
};
