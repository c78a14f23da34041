import type { BusinessDate } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';
import type { Fen } from '#kernel/money.js';
import type { Payer } from '#policy/cost-sharing.js';
import type { Application, CaseDecision, Claim, Facts } from './application.js';
import type { Derivation } from './derivation.js';
import type { AwardReplaced, BaseReduced, Replaces } from './changed-terms.events.js';
import type { OverpaymentFound, TopUpAdded } from './revised.events.js';
import type { AwardTakenOver, EarlierPaymentTakenOver } from './take-over.events.js';
import type { CapClaim, PlannedTranche, RecoveryClaim, RecoveryGround } from './programme-rules.js';

type Event<Type extends string, Data extends object> = DomainEvent<Type, Data & { readonly award: string }>;
type TrancheEvent<Type extends string, Data extends object> = Event<
  Type,
  Data & { readonly trancheNo: number }
>;
/** An attempt to pay a tranche; a payment that came back is followed by the next attempt. */
type AttemptEvent<Type extends string, Data extends object> = TrancheEvent<
  Type,
  Data & { readonly attempt: number }
>;

/** Why something was refused, kept on record with the clause. */
export interface RefusalOnRecord {
  readonly code: string;
  readonly clause: string | null;
  readonly zh: string;
  readonly en: string;
}

/** A cap that granted less than was asked. */
export interface CapCut {
  readonly capStream: string;
  readonly zh: string;
  readonly en: string;
  readonly clause: string;
  readonly requestedFen: Fen;
  readonly grantedFen: Fen;
}

/** What one payer takes of an amount, from its own budget line. */
export interface PayerShare {
  readonly payer: string;
  readonly budgetStream: string;
  readonly amountFen: Fen;
}

/** The part of one payer in a release: its line has the money, or lets it wait (practice E22). */
export interface PayerPart extends PayerShare {
  readonly waiting: boolean;
}

export interface CapReservation {
  readonly capStream: string;
  readonly reservationId: string;
}

export type ApplicationEvent =
  | Event<'ApplicationSubmitted', { application: Application; policyVersion: string; by: string }>
  | Event<'ApplicationAccepted', { by: string }>
  | Event<'ApplicationRefused', { refusal: RefusalOnRecord; by: string }>
  | Event<'ApplicationWithdrawn', { reason: string; by: string }>
  | Event<'ApplicationVerified', { by: string }>
  | Event<
      'PublicityStarted',
      { startsOn: BusinessDate; endsOn: BusinessDate; workingDays: number; by: string }
    >
  | Event<
      'ObjectionRaised',
      {
        objectionNo: number;
        objector: string;
        statement: string;
        raisedOn: BusinessDate;
        workingDaysLeft: number;
        by: string;
      }
    >
  | Event<
      'ObjectionDismissed',
      { objectionNo: number; reason: string; endsOn: BusinessDate | null; by: string }
    >
  | Event<'ObjectionUpheld', { objectionNo: number; reason: string; by: string }>
  /** The last day of the notice is over and no objection is open. */
  | Event<'PublicityEnded', { endsOn: BusinessDate }>;

export type AwardLifeEvent =
  | Event<
      'AwardApproved',
      {
        application: Application;
        policyVersion: string;
        caseDecision: CaseDecision | null;
        totalFen: Fen | null;
        derivation: Derivation | null;
        tranches: readonly PlannedTranche[];
        budgetLine: string;
        approvedOn: BusinessDate;
        /** Awards of the same party that give way to this one. */
        replaces?: readonly Replaces[];
        by: string;
      }
    >
  | Event<
      'AssessmentPassed',
      { gate: string; assessedOn: BusinessDate; score: number | null; document: string; by: string }
    >
  | Event<
      'AssessmentFailed',
      {
        gate: string;
        assessedOn: BusinessDate;
        score: number | null;
        document: string;
        rectifyBy: BusinessDate;
        by: string;
      }
    >
  | Event<'AwardSuspended', { reason: string; by: string }>
  | Event<'AwardResumed', { reason: string; by: string }>
  | Event<
      'AwardTerminated',
      {
        ground: RecoveryGround | 'other';
        reason: string;
        endedOn: BusinessDate;
        facts: Facts;
        recovery: RecoveryClaim | null;
        payments: readonly PaidPart[];
        by: string;
      }
    >
  | Event<'AwardLapsed', { reason: string; lapsedOn: BusinessDate; by: string }>
  /** Landed in another place. Later tranches are paid by the payers of that place; outside the book the award ends. */
  | Event<
      'AwardMoved',
      {
        from: string;
        to: string;
        movedOn: BusinessDate;
        document: string;
        /** The measure that counts there from then on, where it is another one. */
        succeededBy?: string;
        by: string;
      }
    >
  | Event<'AwardCompleted', { completedOn: BusinessDate }>
  | AwardTakenOver
  | AwardReplaced
  | BaseReduced
  | TopUpAdded
  | OverpaymentFound
  | Event<'DutyConflictRecorded', { act: string; earlierAct: string; by: string }>;

/** Where recovered money has to go back to: one paid attempt with its caps and commitment. */
export interface PaidPart {
  readonly trancheNo: number;
  readonly attempt: number;
  readonly paidFen: Fen;
  readonly payee: string;
  readonly reservations: readonly CapReservation[];
  readonly budgetStream: string;
  readonly commitmentId: string;
}

export type TrancheLifeEvent =
  | TrancheEvent<'TrancheClaimed', { claim: Claim; by: string }>
  | TrancheEvent<'EvidenceRejected', { reason: string; by: string }>
  | TrancheEvent<
      'TrancheVerified',
      { requestedFen: Fen; derivation: Derivation; capClaims: readonly CapClaim[]; by: string }
    >
  | TrancheEvent<'TrancheRefused', { refusal: RefusalOnRecord; by: string }>
  | AttemptEvent<
      'TrancheReleaseRequested',
      {
        requestedFen: Fen;
        capClaims: readonly CapClaim[];
        measure: string;
        clause: string;
        payee: string;
        budgetLine: string;
        /** Who shares the cost; absent where one line pays all. */
        payers?: readonly Payer[];
        fiscalYear: number;
        approvedOn: BusinessDate;
        requestedOn: BusinessDate;
        by: string;
      }
    >
  | AttemptEvent<
      'TrancheQueued',
      {
        grantedFen: Fen;
        cuts: readonly CapCut[];
        reservations: readonly CapReservation[];
        budgetStream: string;
        commitmentId: string;
        shares?: readonly PayerPart[];
      }
    >
  | AttemptEvent<'TrancheReleaseRefused', { refusal: RefusalOnRecord }>
  | AttemptEvent<
      'TrancheReleased',
      {
        grantedFen: Fen;
        cuts: readonly CapCut[];
        reservations: readonly CapReservation[];
        budgetStream: string;
        commitmentId: string;
        /** One part per payer, where the cost is shared; they sum to what was granted. */
        shares?: readonly PayerPart[];
        payee: string;
        fiscalYear: number;
        releasedOn: BusinessDate;
      }
    >
  | AttemptEvent<
      'TrancheSetOff',
      {
        caseId: string;
        setOffId: string;
        amountFen: Fen;
        shares?: readonly PayerShare[];
        setOffOn: BusinessDate;
      }
    >
  | AttemptEvent<'TrancheBatched', { batch: string; netFen: Fen }>
  | AttemptEvent<'TrancheUnbatched', { batch: string; reason: string }>
  | AttemptEvent<
      'TranchePaid',
      {
        batch: string;
        amountFen: Fen;
        shares?: readonly PayerShare[];
        paidOn: BusinessDate;
        bankReference: string | null;
      }
    >
  | AttemptEvent<
      'TrancheReturned',
      {
        batch: string;
        amountFen: Fen;
        shares?: readonly PayerShare[];
        wasPaid: boolean;
        reasonCode: string | null;
        reason: string | null;
        returnedOn: BusinessDate;
        /** The award had been terminated before: what was claimed of this money is claimed no longer. */
        afterTermination?: true;
      }
    >
  | AttemptEvent<
      'MoneyRecovered',
      {
        caseId: string;
        amountFen: Fen;
        /** What each payer gets back; negative in a correction. */
        shares?: readonly PayerShare[];
        how: RecoveredBy;
        recoveredOn: BusinessDate;
      }
    >
  | EarlierPaymentTakenOver
  | TrancheEvent<'TrancheHeld', { reason: string; by: string }>
  | TrancheEvent<'TrancheHoldLifted', { reason: string; by: string }>
  | TrancheEvent<'TrancheCancelled', { reason: string; release: TrancheRelease | null; by: string }>;

/**
 * How money came back from a debtor. A `correction` moves what had been recovered away from a payment that the bank gave back
 * afterwards (negative amount), and to another payment of the case (positive).
 */
export type RecoveredBy = 'set-off' | 'repayment' | 'correction';

/** What a release holds and a cancellation gives back. */
export interface TrancheRelease {
  readonly attempt: number;
  readonly reservations: readonly CapReservation[];
  /** Of the payer that is named first, where the cost is shared. */
  readonly budgetStream: string;
  /** The same on the lines of all payers. */
  readonly commitmentId: string;
  readonly shares?: readonly PayerPart[];
}

export type AwardEvent = ApplicationEvent | AwardLifeEvent | TrancheLifeEvent;
