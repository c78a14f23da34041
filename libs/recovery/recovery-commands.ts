import type { Actor } from '#kernel/actor.js';
import type { BusinessDate } from '#kernel/business-date.js';
import type { Fen } from '#kernel/money.js';
import type { Finding, SetOff } from './recovery.events.js';
import type { RefundCommand } from './refund-overpayment.js';

/** Puts a finding on the table; nothing is owed before a second person demands it. */
export type OpenCase = { readonly type: 'OpenCase' } & Finding;

/** By a second person; the role is checked at the edge. */
export interface ApproveDemand {
  readonly type: 'ApproveDemand';
  readonly actor: Actor;
  readonly repayBy: BusinessDate;
  readonly documentNumber: string;
}

/** By a second person. */
export interface DismissCase {
  readonly type: 'DismissCase';
  readonly actor: Actor;
  readonly reason: string;
}

/** Earmarks money that is owed, to be kept back from a payment of a running award. */
export type ProposeSetOff = { readonly type: 'ProposeSetOff' } & SetOff;

/** The payment was made with this much kept back. */
export interface ConfirmSetOff {
  readonly type: 'ConfirmSetOff';
  readonly setOffId: string;
  readonly amountFen: Fen;
}

export interface CancelSetOff {
  readonly type: 'CancelSetOff';
  readonly setOffId: string;
}

export interface RecordRepayment {
  readonly type: 'RecordRepayment';
  readonly repaymentId: string;
  readonly amountFen: Fen;
  readonly bankReference: string;
  readonly receivedOn: BusinessDate;
}

/** The bank gave back a payment of an award that had ended; at most once for each payment. */
export interface ReduceClaim {
  readonly type: 'ReduceClaim';
  readonly trancheNo: number;
  readonly attempt: number;
  readonly amountFen: Fen;
  readonly cause: string;
}

/** Proposes to give up what is outstanding. */
export interface WriteOff {
  readonly type: 'WriteOff';
  readonly actor: Actor;
  readonly reason: string;
  readonly documentNumber: string;
}

/** By a second person, naming the document so that nobody approves a proposal they have not seen. */
export interface ApproveWriteOff {
  readonly type: 'ApproveWriteOff';
  readonly actor: Actor;
  readonly documentNumber: string;
}

export interface ReferCase {
  readonly type: 'ReferCase';
  readonly reason: string;
}

export type RecoveryCommand =
  | OpenCase
  | ApproveDemand
  | DismissCase
  | ProposeSetOff
  | ConfirmSetOff
  | CancelSetOff
  | RecordRepayment
  | ReduceClaim
  | RefundCommand
  | WriteOff
  | ApproveWriteOff
  | ReferCase;
