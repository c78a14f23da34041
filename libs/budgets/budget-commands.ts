import type { BusinessDate } from '#kernel/business-date.js';
import type { Fen } from '#kernel/money.js';
import type { CommitmentRequest } from './budgets.events.js';

/** Money for a line in a year by one document (文号); a document counts once. */
export interface AppropriateBudget {
  readonly type: 'AppropriateBudget';
  readonly line: string;
  readonly year: number;
  readonly amountFen: Fen;
  readonly documentNumber: string;
}

/** A negative delta takes money away, but never what is committed. */
export interface AdjustBudget {
  readonly type: 'AdjustBudget';
  readonly deltaFen: Fen;
  readonly documentNumber: string;
}

/** Sets money aside for a tranche, or lets it wait: answered by `BudgetCommitted` or `CommitmentQueued`. */
export interface CommitBudget extends CommitmentRequest {
  readonly type: 'CommitBudget';
  readonly approvedOn: BusinessDate;
}

/** Gives up the open part, or an amount of it. */
export interface Decommit {
  readonly type: 'Decommit';
  readonly commitmentId: string;
  readonly amountFen: Fen | null;
  readonly reason: string;
}

export interface Disburse {
  readonly type: 'Disburse';
  readonly commitmentId: string;
  readonly amountFen: Fen;
  readonly cause: string;
}

/** A payment was returned by the bank. */
export interface ReverseDisbursement {
  readonly type: 'ReverseDisbursement';
  readonly commitmentId: string;
  readonly amountFen: Fen;
  readonly reason: string;
}

export interface RecordRefund {
  readonly type: 'RecordRefund';
  readonly caseId: string;
  readonly amountFen: Fen;
  readonly cause: string;
}

/** Takes back a refund that was counted for money the debtor turned out not to owe. */
export interface CorrectRefund {
  readonly type: 'CorrectRefund';
  readonly caseId: string;
  readonly amountFen: Fen;
  readonly cause: string;
}

export interface CancelQueued {
  readonly type: 'CancelQueued';
  readonly commitmentId: string;
}

export type BudgetCommand =
  | AppropriateBudget
  | AdjustBudget
  | CommitBudget
  | Decommit
  | Disburse
  | ReverseDisbursement
  | RecordRefund
  | CorrectRefund
  | CancelQueued;
