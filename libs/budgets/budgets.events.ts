import type { BusinessDate } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';
import type { Fen } from '#kernel/money.js';
import type { LineClassification } from './classification.js';

/** A line in a fiscal year, as an event names it that may be the first of its stream. */
export interface LineYear {
  readonly line: string;
  readonly year: number;
}

/** One tranche asking a line for money. */
export interface CommitmentRequest {
  readonly commitmentId: string;
  readonly amountFen: Fen;
  readonly award: string;
  readonly trancheNo: number;
}

export type BudgetAppropriated = DomainEvent<
  'BudgetAppropriated',
  LineYear & { readonly amountFen: Fen; readonly documentNumber: string }
>;

/** More or less money for the line; never less than what is committed. */
export type BudgetAdjusted = DomainEvent<
  'BudgetAdjusted',
  { readonly deltaFen: Fen; readonly documentNumber: string }
>;

/** Money of the line is set aside for a tranche. */
export type BudgetCommitted = DomainEvent<
  'BudgetCommitted',
  CommitmentRequest & {
    readonly fromQueue: boolean;
    /** What of it had been promised at approval, and is promised no longer because it is set aside; absent for nothing. */
    readonly forwardFen?: Fen;
  }
>;

/** What a line promises one tranche of an approved award before any money is set aside for it. */
export interface ForwardChange {
  readonly trancheNo: number;
  readonly fromFen: Fen;
  readonly toFen: Fen;
}

/**
 * What an award was promised of this line in this year changed: at approval for all its years, and afterwards whenever its plan does.
 * A year may promise before it is given any money.
 */
export type ForwardCommitmentChanged = DomainEvent<
  'ForwardCommitmentChanged',
  { readonly award: string; readonly changes: readonly ForwardChange[]; readonly cause: string }
>;

/** How a line is counted in the reports of the treasury. */
export type BudgetLineClassified = DomainEvent<'BudgetLineClassified', LineClassification>;

/** Money left for another line and is on its way. */
export type BudgetTransferredOut = DomainEvent<
  'BudgetTransferredOut',
  {
    readonly transfer: string;
    readonly to: string;
    readonly amountFen: Fen;
    readonly documentNumber: string;
  }
>;

/** The other line did not take it. */
export type BudgetTransferGivenBack = DomainEvent<
  'BudgetTransferGivenBack',
  { readonly transfer: string; readonly amountFen: Fen; readonly documentNumber: string }
>;

export type BudgetTransferredIn = DomainEvent<
  'BudgetTransferredIn',
  LineYear & {
    readonly transfer: string;
    readonly from: string;
    readonly amountFen: Fen;
    readonly documentNumber: string;
  }
>;

/** What is meant to be paid in each of the twelve months; somebody else has to confirm it. */
export type SpendingPlanEntered = DomainEvent<
  'SpendingPlanEntered',
  { readonly monthsFen: readonly Fen[]; readonly by: string }
>;

export type SpendingPlanConfirmed = DomainEvent<
  'SpendingPlanConfirmed',
  { readonly monthsFen: readonly Fen[]; readonly enteredBy: string; readonly by: string }
>;

export type SpendingPlanRejected = DomainEvent<
  'SpendingPlanRejected',
  { readonly reason: string; readonly by: string }
>;

/** What is to become of the free money of a year that is over: the two sum to it. */
export interface YearEndOutcome {
  readonly carriedFen: Fen;
  readonly returnedFen: Fen;
  readonly documentNumber: string;
}

export type YearEndProposed = DomainEvent<'YearEndProposed', YearEndOutcome & { readonly by: string }>;

export type YearEndRejected = DomainEvent<
  'YearEndRejected',
  { readonly reason: string; readonly by: string }
>;

/** The line is closed for the year. What is set aside stays payable; nothing new is. */
export type YearEndDecided = DomainEvent<
  'YearEndDecided',
  LineYear & YearEndOutcome & { readonly proposedBy: string; readonly by: string }
>;

/** Money that came free after the closing goes the way of the rest: posted forward, with the commitment it came from. */
export type LateBalanceMoved = DomainEvent<
  'LateBalanceMoved',
  LineYear & {
    readonly commitmentId: string;
    readonly amountFen: Fen;
    readonly outcome: 'carried' | 'returned';
    readonly documentNumber: string;
  }
>;

/** What an earlier year left. `commitmentId` names the origin of what came free after that year was closed. */
export type BudgetCarriedIn = DomainEvent<
  'BudgetCarriedIn',
  LineYear & {
    readonly from: string;
    readonly amountFen: Fen;
    readonly documentNumber: string;
    readonly commitmentId: string | null;
  }
>;

/** Money was short, or somebody was waiting already; `freeFen` and `aheadCount` say which. */
export type CommitmentQueued = DomainEvent<
  'CommitmentQueued',
  CommitmentRequest & {
    readonly approvedOn: BusinessDate;
    readonly freeFen: Fen;
    readonly aheadCount: number;
  }
>;

export type QueuedCommitmentCancelled = DomainEvent<
  'QueuedCommitmentCancelled',
  { readonly commitmentId: string; readonly amountFen: Fen }
>;

export type BudgetDecommitted = DomainEvent<
  'BudgetDecommitted',
  { readonly commitmentId: string; readonly amountFen: Fen; readonly reason: string }
>;

export type BudgetDisbursed = DomainEvent<
  'BudgetDisbursed',
  { readonly commitmentId: string; readonly amountFen: Fen; readonly cause: string }
>;

/** A payment was returned; its commitment is open again. */
export type DisbursementReversed = DomainEvent<
  'DisbursementReversed',
  { readonly commitmentId: string; readonly amountFen: Fen; readonly reason: string }
>;

/** Recovered money went to the treasury. It does not free the line (practice 2.11). A correction is negative. */
export type BudgetRefunded = DomainEvent<
  'BudgetRefunded',
  { readonly caseId: string; readonly amountFen: Fen; readonly cause: string }
>;

export type BudgetEvent =
  | BudgetAppropriated
  | BudgetAdjusted
  | BudgetCommitted
  | CommitmentQueued
  | QueuedCommitmentCancelled
  | BudgetDecommitted
  | BudgetDisbursed
  | DisbursementReversed
  | BudgetRefunded
  | BudgetLineClassified
  | ForwardCommitmentChanged
  | BudgetTransferredOut
  | BudgetTransferGivenBack
  | BudgetTransferredIn
  | SpendingPlanEntered
  | SpendingPlanConfirmed
  | SpendingPlanRejected
  | YearEndProposed
  | YearEndRejected
  | YearEndDecided
  | LateBalanceMoved
  | BudgetCarriedIn;
