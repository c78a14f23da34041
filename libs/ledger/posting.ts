import type { LogPosition } from '#event-store/envelope.js';
import type { Fen } from '#kernel/money.js';
import type { AccountCode } from './accounts.js';

/** Whose money a posting is about. Party ids only: a ledger holds nothing personal. */
export interface SubLedgerKeys {
  readonly award: string | null;
  readonly trancheNo: number | null;
  readonly attempt: number | null;
  /** Payee or debtor. */
  readonly party: string | null;
  readonly budgetLine: string | null;
  /** The year whose budget it is. */
  readonly fiscalYear: number;
  readonly recoveryCase: string | null;
  /** End-to-end id of the payment at the bank. */
  readonly batchLine: string | null;
}

export interface Posting extends SubLedgerKeys {
  readonly account: AccountCode;
  readonly debitFen: Fen;
  readonly creditFen: Fen;
}

/** One amount from one account to another: an entry made of moves balances whatever its amounts are. */
export interface Move extends SubLedgerKeys {
  readonly debit: AccountCode;
  readonly credit: AccountCode;
  /** A negative amount goes the other way. */
  readonly amountFen: Fen;
}

const postingsOfMove = ({ debit, credit, amountFen, ...keys }: Move): readonly Posting[] => {
  if (amountFen === 0n) return [];
  if (amountFen < 0n) return postingsOfMove({ ...keys, debit: credit, credit: debit, amountFen: -amountFen });
  return [
    { account: debit, debitFen: amountFen, creditFen: 0n, ...keys },
    { account: credit, debitFen: 0n, creditFen: amountFen, ...keys },
  ];
};

export const postingsOfMoves = (moves: readonly Move[]): readonly Posting[] => moves.flatMap(postingsOfMove);

/** Place of an event and, from 0, of its posting; text order is the order of the journal. */
export const postingId = (position: LogPosition, index: number): string =>
  `${position}-${String(index + 1).padStart(5, '0')}`;
