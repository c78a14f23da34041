import type { TrancheLifeEvent } from '#programmes/award/award.events.js';

/** Everything that happens to a tranche, for the read models that follow all of it. */
export const TRANCHE_EVENTS: Readonly<Record<TrancheLifeEvent['type'], true>> = {
  TrancheClaimed: true,
  EvidenceRejected: true,
  TrancheVerified: true,
  TrancheRefused: true,
  TrancheReleaseRequested: true,
  TrancheQueued: true,
  TrancheReleaseRefused: true,
  TrancheReleased: true,
  TrancheSetOff: true,
  TrancheBatched: true,
  TrancheUnbatched: true,
  TranchePaid: true,
  TrancheReturned: true,
  MoneyRecovered: true,
  EarlierPaymentTakenOver: true,
  TrancheHeld: true,
  TrancheHoldLifted: true,
  TrancheCancelled: true,
};
