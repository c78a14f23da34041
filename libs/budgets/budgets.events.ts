import type { BusinessDate } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';
import type { Fen } from '#kernel/money.js';

/** One tranche asking a line for money. */
export interface CommitmentRequest {
  readonly commitmentId: string;
  readonly amountFen: Fen;
  readonly award: string;
  readonly trancheNo: number;
}

export type BudgetAppropriated = DomainEvent<
  'BudgetAppropriated',
  { readonly line: string; readonly year: number; readonly amountFen: Fen; readonly documentNumber: string }
>;

/** More or less money for the line; never less than what is committed. */
export type BudgetAdjusted = DomainEvent<
  'BudgetAdjusted',
  { readonly deltaFen: Fen; readonly documentNumber: string }
>;

/** Money of the line is set aside for a tranche. */
export type BudgetCommitted = DomainEvent<
  'BudgetCommitted',
  CommitmentRequest & { readonly fromQueue: boolean }
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
  | BudgetRefunded;
