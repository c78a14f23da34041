import type { BusinessDate } from '#kernel/business-date.js';
import type { Fen } from '#kernel/money.js';
import type { CommitmentRequest, LineYear, YearEndOutcome } from './budgets.events.js';
import type { LineClassification } from './classification.js';
import type { Promised } from './forward-book.js';

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

/** Says under what the line is counted; the latest counts for the whole year. */
export interface ClassifyLine extends LineClassification {
  readonly type: 'ClassifyLine';
}

/** What the line promises tranches of an award; a tranche that is not named keeps its promise. */
export interface PromiseForward {
  readonly type: 'PromiseForward';
  readonly award: string;
  readonly promises: readonly Promised[];
  readonly cause: string;
}

/** The first half of a transfer; `to` and `from` are streams of lines. */
export interface TransferOut {
  readonly type: 'TransferOut';
  readonly transfer: string;
  readonly to: string;
  readonly amountFen: Fen;
  readonly documentNumber: string;
}

export interface TransferIn extends LineYear {
  readonly type: 'TransferIn';
  readonly transfer: string;
  readonly from: string;
  readonly amountFen: Fen;
  readonly documentNumber: string;
}

/** The other line refused. */
export interface GiveBackTransfer {
  readonly type: 'GiveBackTransfer';
  readonly transfer: string;
}

/** Twelve amounts, January first. */
export interface EnterSpendingPlan {
  readonly type: 'EnterSpendingPlan';
  readonly monthsFen: readonly Fen[];
  readonly by: string;
}

export interface ConfirmSpendingPlan {
  readonly type: 'ConfirmSpendingPlan';
  readonly by: string;
}

export interface RejectSpendingPlan {
  readonly type: 'RejectSpendingPlan';
  readonly reason: string;
  readonly by: string;
}

/** @property on the business day; the year has to be over. */
export interface ProposeYearEnd extends YearEndOutcome {
  readonly type: 'ProposeYearEnd';
  readonly year: number;
  readonly on: BusinessDate;
  readonly by: string;
}

export interface ConfirmYearEnd extends LineYear {
  readonly type: 'ConfirmYearEnd';
  readonly by: string;
}

export interface RejectYearEnd {
  readonly type: 'RejectYearEnd';
  readonly reason: string;
  readonly by: string;
}

/** Takes in what an earlier year left; it has left there already. */
export interface CarryIn extends LineYear {
  readonly type: 'CarryIn';
  readonly from: string;
  readonly amountFen: Fen;
  readonly documentNumber: string;
  readonly commitmentId: string | null;
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
  | CancelQueued
  | ClassifyLine
  | PromiseForward
  | TransferOut
  | TransferIn
  | GiveBackTransfer
  | EnterSpendingPlan
  | ConfirmSpendingPlan
  | RejectSpendingPlan
  | ProposeYearEnd
  | ConfirmYearEnd
  | RejectYearEnd
  | CarryIn;
