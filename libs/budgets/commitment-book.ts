import type { Fen } from '#kernel/money.js';
import { emptyWideMap, valueIn, type WideMap, withValue } from '#kernel/wide-map.js';

export interface Commitment {
  readonly committedFen: Fen;
  readonly decommittedFen: Fen;
  /** Paid, less what was returned. */
  readonly disbursedFen: Fen;
}

/** Committed and neither given up nor paid. */
export const openFenOf = (commitment: Commitment): Fen =>
  commitment.committedFen - commitment.decommittedFen - commitment.disbursedFen;

/** Commitments by id; a busy line has tens of thousands in a year. */
export type CommitmentBook = WideMap<Commitment>;

export const emptyBook: CommitmentBook = emptyWideMap;

export const commitmentIn: (book: CommitmentBook, commitmentId: string) => Commitment | undefined = valueIn;

export const withCommitment: (
  book: CommitmentBook,
  commitmentId: string,
  commitment: Commitment,
) => CommitmentBook = withValue;
