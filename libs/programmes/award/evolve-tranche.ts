import { assert, unreachable } from '#kernel/assert.js';
import { yuanOf } from '#kernel/money.js';
import type { AwardEvent, TrancheLifeEvent } from './award.events.js';
import { type GrantedAward, netFen, type PaymentAttempt, type Tranche, trancheOf } from './award.js';
import { derivation, step } from './derivation.js';
import { withRecovered } from './revised.js';
import { PAID_BEFORE } from './take-over.events.js';

export const isTrancheEvent = (event: AwardEvent): event is TrancheLifeEvent => 'trancheNo' in event.data;

/** The award with one of its tranches moved on. */
export const evolveTranche = (award: GrantedAward, event: TrancheLifeEvent): GrantedAward => {
  const tranche = trancheOf(award, event.data.trancheNo);
  assert(tranche, `${event.type} for a tranche that is not planned`);
  const next = nextTranche(tranche, event);
  const tranches = award.tranches.map((one) => (one === tranche ? next : one));
  const passedAssessments = assessmentsAfter(award, tranche, event);
  const { revisions } = award;
  return {
    ...award,
    status: statusAfter(award, event),
    passedAssessments,
    tranches,
    ...(revisions && event.type === 'MoneyRecovered' && { revisions: withRecovered(revisions, event.data) }),
  };
};

/** What was paid before had passed its assessments before. */
const assessmentsAfter = (
  { passedAssessments }: GrantedAward,
  { plan }: Tranche,
  event: TrancheLifeEvent,
): GrantedAward['passedAssessments'] => {
  if (event.type !== 'EarlierPaymentTakenOver') return passedAssessments;
  const open = plan.gates.filter((gate) => !passedAssessments.some((passed) => passed.gate === gate));
  const assessedOn = event.data.paidOn;
  return [...passedAssessments, ...open.map((gate) => ({ gate, assessedOn, score: null }))];
};

/** The first verified evidence makes an award active; a return reopens a completed one. */
const statusAfter = (award: GrantedAward, event: TrancheLifeEvent): GrantedAward['status'] => {
  const startsIt = event.type === 'TrancheVerified' || event.type === 'EarlierPaymentTakenOver';
  if (startsIt && award.status === 'approved') return 'active';
  if (event.type === 'TrancheReturned' && award.status === 'completed') return 'active';
  return award.status;
};

type Fixed = Extract<Tranche, { requestedFen: bigint }>;

const isFixed = (tranche: Tranche): tranche is Fixed => 'requestedFen' in tranche;

const nextTranche = (tranche: Tranche, event: TrancheLifeEvent): Tranche => {
  const { plan, held, releaseRequests, attempts } = tranche;
  switch (event.type) {
    case 'TrancheClaimed':
      return {
        status: 'claimed',
        plan,
        held,
        releaseRequests,
        attempts,
        claim: event.data.claim,
        claimedBy: event.data.by,
      };
    case 'EvidenceRejected':
      return { status: 'planned', plan, held, releaseRequests, attempts };
    case 'TrancheRefused':
      assert('claim' in tranche, 'Refused without a claim');
      return {
        status: 'refused',
        plan,
        held,
        releaseRequests,
        attempts,
        claim: tranche.claim,
        claimedBy: tranche.claimedBy,
        refusal: event.data.refusal,
      };
    case 'TrancheVerified': {
      assert('claim' in tranche, 'Verified without a claim');
      const { requestedFen, derivation, capClaims, by } = event.data;
      const { claim, claimedBy } = tranche;
      return {
        status: 'verified',
        plan,
        held,
        releaseRequests,
        attempts,
        claim,
        claimedBy,
        requestedFen,
        derivation,
        capClaims,
        verifiedBy: by,
        refusal: null,
      };
    }
    case 'EarlierPaymentTakenOver':
      return takenOver(tranche, event);
    case 'TrancheHeld':
      return { ...tranche, held: event.data.reason };
    case 'TrancheHoldLifted':
      return { ...tranche, held: null };
    case 'TrancheCancelled':
      return { status: 'cancelled', plan, held, releaseRequests, attempts };
    case 'MoneyRecovered':
      return withAttempt(tranche, event.data.attempt, (attempt) => ({
        ...attempt,
        recoveredFen: attempt.recoveredFen + event.data.amountFen,
      }));
    default:
      assert(isFixed(tranche), `${event.type} before the amount is fixed`);
      return nextPayment(tranche, event);
  }
};

/** Paid before this service: the earlier books stand for the evidence, and nobody here has released it. */
const takenOver = (
  { plan, held }: Tranche,
  { data }: Extract<TrancheLifeEvent, { type: 'EarlierPaymentTakenOver' }>,
): Tranche => {
  const { attempt, amountFen, paidOn, voucher, capClaims, reservations, by, confirmedBy } = data;
  const words = { zh: `以前已付（凭证 ${voucher}）`, en: `paid before, voucher ${voucher}` };
  return {
    status: 'paid',
    takenOver: true,
    plan,
    held,
    releaseRequests: attempt,
    claim: { evidence: [], facts: {}, claimedOn: paidOn },
    claimedBy: by,
    requestedFen: amountFen,
    derivation: derivation(data.measure, '', [step(words, yuanOf(amountFen), plan.clause, amountFen)]),
    capClaims,
    verifiedBy: confirmedBy,
    releasedBy: confirmedBy,
    attempts: [
      {
        attempt,
        grantedFen: amountFen,
        setOffFen: 0n,
        bankFen: amountFen,
        returnedFen: 0n,
        recoveredFen: 0n,
        reservations,
        budgetStream: PAID_BEFORE,
        commitmentId: '',
      },
    ],
  };
};

type PaymentEvent = Extract<
  TrancheLifeEvent,
  {
    type:
      | 'TrancheReleaseRequested'
      | 'TrancheQueued'
      | 'TrancheReleaseRefused'
      | 'TrancheReleased'
      | 'TrancheSetOff'
      | 'TrancheBatched'
      | 'TrancheUnbatched'
      | 'TranchePaid'
      | 'TrancheReturned';
  }
>;

const nextPayment = (tranche: Fixed, event: PaymentEvent): Tranche => {
  const releasedBy = 'releasedBy' in tranche ? tranche.releasedBy : '';
  switch (event.type) {
    case 'TrancheReleaseRequested':
      return {
        ...fixed(tranche),
        releaseRequests: event.data.attempt,
        status: 'releasing',
        attempt: event.data.attempt,
        releasedBy: event.data.by,
      };
    case 'TrancheReleaseRefused':
      return tranche.attempts.length > 0
        ? { ...fixed(tranche), status: 'returned', releasedBy }
        : { ...fixed(tranche), status: 'verified', refusal: event.data.refusal };
    case 'TrancheQueued':
    case 'TrancheReleased':
      return {
        ...withRelease(fixed(tranche), event.data),
        status: event.type === 'TrancheQueued' ? 'queued' : 'released',
        releasedBy,
      };
    case 'TrancheSetOff': {
      const next = withAttempt(tranche, event.data.attempt, (attempt) => ({
        ...attempt,
        setOffFen: attempt.setOffFen + event.data.amountFen,
      }));
      return settledIfNothingIsLeft(next as Fixed, releasedBy);
    }
    case 'TrancheBatched':
      return { ...fixed(tranche), status: 'in-batch', releasedBy, batch: event.data.batch };
    case 'TrancheUnbatched':
      return { ...fixed(tranche), status: 'released', releasedBy };
    case 'TranchePaid': {
      const next = withAttempt(tranche, event.data.attempt, (attempt) => ({
        ...attempt,
        bankFen: attempt.bankFen + event.data.amountFen,
      }));
      return settledIfNothingIsLeft(next as Fixed, releasedBy);
    }
    case 'TrancheReturned': {
      const { attempt, amountFen, wasPaid } = event.data;
      const next = withAttempt(tranche, attempt, (one) => ({
        ...one,
        grantedFen: one.grantedFen - amountFen,
        returnedFen: amountFen,
        bankFen: wasPaid ? one.bankFen - amountFen : one.bankFen,
      }));
      return { ...fixed(next as Fixed), status: 'returned', releasedBy };
    }
    default:
      return unreachable(event);
  }
};

const fixed = ({
  plan,
  held,
  releaseRequests,
  attempts,
  claim,
  claimedBy,
  requestedFen,
  derivation,
  capClaims,
  verifiedBy,
}: Fixed) => ({
  plan,
  held,
  releaseRequests,
  attempts,
  claim,
  claimedBy,
  requestedFen,
  derivation,
  capClaims,
  verifiedBy,
});

const settledIfNothingIsLeft = (tranche: Fixed, releasedBy: string): Tranche => {
  const attempt = tranche.attempts.at(-1);
  const settled = attempt !== undefined && netFen(attempt) === 0n;
  return settled ? { ...fixed(tranche), status: 'paid', releasedBy } : tranche;
};

type ReleaseData = Extract<TrancheLifeEvent, { type: 'TrancheQueued' | 'TrancheReleased' }>['data'];

/** A queued release that gets its money is the same attempt, now released. */
const withRelease = <T extends { attempts: readonly PaymentAttempt[] }>(tranche: T, data: ReleaseData): T => {
  const { attempt, grantedFen, reservations, budgetStream, commitmentId, shares } = data;
  const release = {
    attempt,
    grantedFen,
    reservations,
    budgetStream,
    commitmentId,
    ...(shares && { shares }),
    setOffFen: 0n,
    bankFen: 0n,
    returnedFen: 0n,
    recoveredFen: 0n,
  };
  return { ...tranche, attempts: [...tranche.attempts.filter((one) => one.attempt !== attempt), release] };
};

const withAttempt = (
  tranche: Tranche,
  attempt: number,
  change: (attempt: PaymentAttempt) => PaymentAttempt,
): Tranche => ({
  ...tranche,
  attempts: tranche.attempts.map((one) => (one.attempt === attempt ? change(one) : one)),
});
