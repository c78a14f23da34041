import type { EarlierAct } from '#access/different-people.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { type Fen, sumFen } from '#kernel/money.js';
import type { Application, CaseDecision, Claim } from './application.js';
import type { PaidPart, RefusalOnRecord, TrancheRelease } from './award.events.js';
import type { Derivation } from './derivation.js';
import type { AwardFacts, CapClaim, PassedAssessment, PlannedTranche } from './programme-rules.js';
import { claimedBackFen, type TrancheRevision } from './revised.js';

/** An award by status; what makes no sense in a status does not exist in it. */
export type Award = NoAward | OpenApplication | PublicisedAward | GrantedAward | ClosedApplication;

export interface NoAward {
  readonly status: 'none';
}

/** An act in the history of an award; an assessment says of which gate. */
export interface AwardAct extends EarlierAct {
  readonly gate?: string;
}

/** What every award has from its first event. */
interface AwardCore {
  readonly award: string;
  readonly application: Application;
  readonly policyVersion: string;
  /** Who did what so far, for the separation of duties. */
  readonly acts: readonly AwardAct[];
}

export interface OpenApplication extends AwardCore {
  readonly status: 'applied' | 'accepted' | 'verified';
}

export interface Objection {
  readonly objectionNo: number;
  readonly raisedBy: string;
  readonly open: boolean;
}

export interface PublicisedAward extends AwardCore {
  readonly status: 'publicised';
  readonly publicity: {
    readonly startsOn: BusinessDate;
    readonly endsOn: BusinessDate;
    /** Working days still to run, while an open objection stops the clock. */
    readonly workingDaysLeft: number | null;
    readonly objections: readonly Objection[];
    /** The end is on record. */
    readonly ended?: true;
  };
}

export interface ClosedApplication extends AwardCore {
  readonly status: 'refused' | 'withdrawn';
  readonly reason: RefusalOnRecord | string;
}

export interface GrantedAward extends AwardCore {
  readonly status: 'approved' | 'active' | 'suspended' | 'completed' | 'terminated' | 'lapsed';
  readonly approvedOn: BusinessDate;
  readonly caseDecision: CaseDecision | null;
  readonly totalFen: Fen | null;
  readonly budgetLine: string;
  readonly passedAssessments: readonly PassedAssessment[];
  /** The assessment whose failure suspended the award, until it is passed. */
  readonly rectifying: string | null;
  readonly tranches: readonly Tranche[];
  /** Present when the award was granted before this service: what the earlier books say was paid. */
  readonly takenOver?: { readonly paidFen: Fen };
  /** Present when a version that counts from before added to what was paid, or claimed of it back. */
  readonly revisions?: readonly TrancheRevision[];
  /** Present when the base shrank: what the award pays in all. */
  readonly payableFen?: Fen;
  /** Cases that reductions of the base opened so far; they are numbered. */
  readonly reductionCases?: number;
  /** The award that took the place of this one. */
  readonly replacedBy?: string;
}

interface TrancheCore {
  readonly plan: PlannedTranche;
  /** Why payment is stopped by hand, or null. */
  readonly held: string | null;
  /** Releases asked for so far; the next attempt is one more, so that its ids are new. */
  readonly releaseRequests: number;
  readonly attempts: readonly PaymentAttempt[];
}

interface Evidenced extends TrancheCore {
  readonly claim: Claim;
  readonly claimedBy: string;
}

interface Fixed extends Evidenced {
  readonly requestedFen: Fen;
  readonly derivation: Derivation;
  readonly capClaims: readonly CapClaim[];
  readonly verifiedBy: string;
}

/** A tranche by status. From `queued` on, the last of `attempts` is the one under way. */
export type Tranche =
  | (TrancheCore & { readonly status: 'planned' })
  | (Evidenced & { readonly status: 'claimed' })
  | (Evidenced & { readonly status: 'refused'; readonly refusal: RefusalOnRecord })
  | (Fixed & { readonly status: 'verified'; readonly refusal: RefusalOnRecord | null })
  | (Fixed & { readonly status: 'releasing'; readonly releasedBy: string; readonly attempt: number })
  | (Fixed & { readonly status: 'queued' | 'released' | 'returned' | 'paid'; readonly releasedBy: string })
  | (Fixed & { readonly status: 'paid'; readonly releasedBy: string; readonly takenOver: true })
  | (Fixed & { readonly status: 'in-batch'; readonly releasedBy: string; readonly batch: string })
  | (TrancheCore & { readonly status: 'cancelled' });

export type TrancheStatus = Tranche['status'];

/** One try to pay a tranche: what was granted, and what became of it. */
export interface PaymentAttempt extends TrancheRelease {
  readonly grantedFen: Fen;
  readonly setOffFen: Fen;
  /** Through the bank, less what the bank returned. */
  readonly bankFen: Fen;
  /** What came back; the next attempt asks for it again. */
  readonly returnedFen: Fen;
  readonly recoveredFen: Fen;
}

/** What still has to go through the bank in this attempt. */
export const netFen = (attempt: PaymentAttempt): Fen =>
  attempt.grantedFen - attempt.setOffFen - attempt.bankFen;

/** What reached the payee of a tranche: set-off and bank, less what came back. */
export const paidFen = (tranche: Tranche): Fen =>
  sumFen(tranche.attempts.map((attempt) => attempt.setOffFen + attempt.bankFen - attempt.recoveredFen));

export const isGranted = (award: Award): award is GrantedAward => 'tranches' in award;

export const trancheOf = (award: GrantedAward, trancheNo: number): Tranche | undefined =>
  award.tranches.find((tranche) => tranche.plan.trancheNo === trancheNo);

/** What its payee has of a tranche, less what a revision claims back of it. */
export const keptFen = (award: GrantedAward, trancheNo: number): Fen => {
  const tranche = trancheOf(award, trancheNo);
  return tranche ? paidFen(tranche) - claimedBackFen(award, trancheNo) : 0n;
};

/** The attempt under way or last finished. */
export const lastAttempt = (tranche: Tranche): PaymentAttempt | undefined => tranche.attempts.at(-1);

/** What the rules of a programme may know. */
export const awardFacts = (award: GrantedAward): AwardFacts => ({
  award: award.award,
  application: award.application,
  caseDecision: award.caseDecision,
  approvedOn: award.approvedOn,
  passedAssessments: award.passedAssessments,
  tranches: award.tranches.map((tranche) => ({
    ...tranche.plan,
    status: tranche.status,
    paidFen: keptFen(award, tranche.plan.trancheNo),
  })),
});

/** Every paid attempt with what it holds, for recovery; what is claimed back already is left out. */
export const paidParts = (award: GrantedAward): PaidPart[] =>
  award.tranches.flatMap((tranche) =>
    tranche.attempts
      .map((attempt) => ({
        trancheNo: tranche.plan.trancheNo,
        attempt: attempt.attempt,
        paidFen:
          attempt.setOffFen +
          attempt.bankFen -
          attempt.recoveredFen -
          claimedBackFen(award, tranche.plan.trancheNo, attempt.attempt),
        payee: tranche.plan.payee,
        reservations: attempt.reservations,
        budgetStream: attempt.budgetStream,
        commitmentId: attempt.commitmentId,
      }))
      .filter((part) => part.paidFen > 0n),
  );
