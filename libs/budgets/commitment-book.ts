import type { Fen } from '#kernel/money.js';

export interface Commitment {
  readonly committedFen: Fen;
  readonly decommittedFen: Fen;
  /** Paid, less what was returned. */
  readonly disbursedFen: Fen;
}

/** Committed and neither given up nor paid. */
export const openFenOf = (commitment: Commitment): Fen =>
  commitment.committedFen - commitment.decommittedFen - commitment.disbursedFen;

/**
 * Commitments by id, immutable. A busy line has thousands in a year, and copying them all for every event would make
 * loading quadratic; here a change copies one bucket of many.
 */
export type CommitmentBook = readonly ReadonlyMap<string, Commitment>[];

const BUCKETS = 512;
const EMPTY: ReadonlyMap<string, Commitment> = new Map();

export const emptyBook: CommitmentBook = Array.from({ length: BUCKETS }, () => EMPTY);

export const commitmentIn = (book: CommitmentBook, commitmentId: string): Commitment | undefined =>
  book[bucketOf(commitmentId)]?.get(commitmentId);

export const withCommitment = (
  book: CommitmentBook,
  commitmentId: string,
  commitment: Commitment,
): CommitmentBook => {
  const bucket = bucketOf(commitmentId);
  return book.with(bucket, new Map(book[bucket]).set(commitmentId, commitment));
};

/** FNV-1a: spreads ids that differ only in their last characters, such as tranche numbers. */
const bucketOf = (id: string): number => {
  let hash = 0x811c9dc5;
  for (let place = 0; place < id.length; place += 1)
    hash = Math.imul(hash ^ id.charCodeAt(place), 0x01000193);
  return (hash >>> 0) % BUCKETS;
};
