import { contentHash } from '#kernel/content-hash.js';
import type { Fen } from '#kernel/money.js';

/** One attempt to pay one tranche. A tranche that came back is tried again under the next number. */
export interface TrancheAttempt {
  readonly award: string;
  readonly trancheNo: number;
  readonly attempt: number;
}

/** One payment of a batch, with everything the bank file needs. Personal: `account.number`, `account.accountName`. */
export interface BatchLine extends TrancheAttempt {
  /** Derived from award, tranche and attempt; also the end-to-end id at the bank, at most 35 characters. */
  readonly lineId: string;
  /** Party that is paid. */
  readonly payee: string;
  readonly account: {
    readonly accountId: string;
    readonly number: string;
    readonly accountName: string;
    /** Keyed hash of number and name, under the payee's own key: proves them, and says nothing once the key is gone. */
    readonly fingerprint: string;
    readonly bankCode: string;
    readonly bankName: string;
  };
  readonly grossFen: Fen;
  /** Kept back against money the payee owes. */
  readonly setOffFen: Fen;
  /** What the bank pays: gross less set-off, more than zero. */
  readonly netFen: Fen;
  /** 用途, shown to the payee. */
  readonly purpose: string;
  /** Users who entered, verified or released the tranche or edited the account; none of them may approve. */
  readonly involved: readonly string[];
}

/**
 * So many lines, candidates or answers are in one event or command at most. A batch may have 100,000 lines; an event of that size would
 * be more than a message of the log may carry, and nobody could read a part of it.
 */
export const LINES_PER_EVENT = 500;

/** In the order given; no part is empty. */
export const inParts = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / LINES_PER_EVENT) }, (_, part) =>
    items.slice(part * LINES_PER_EVENT, (part + 1) * LINES_PER_EVENT),
  );

/** A candidate that did not get into the batch, and why. */
export interface LeftOut extends TrancheAttempt {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/**
 * What an approval is bound to: every field of every line, whatever the order of the lines. Number and name of the account count
 * through their fingerprint, so that the approval can still be checked when the payee is forgotten (promise 10).
 */
export const batchContentHash = (lines: readonly BatchLine[]): string =>
  contentHash({ lines: lines.toSorted((a, b) => (a.lineId < b.lineId ? -1 : 1)).map(withoutPerson) });

const withoutPerson = ({ account, ...line }: BatchLine): object => {
  const { number: _number, accountName: _accountName, ...provable } = account;
  return { ...line, account: provable };
};

export const attemptOf = ({ award, trancheNo, attempt }: TrancheAttempt): TrancheAttempt => ({
  award,
  trancheNo,
  attempt,
});
