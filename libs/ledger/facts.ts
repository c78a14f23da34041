import type { Fen } from '#kernel/money.js';
import type { Posting } from './posting.js';

/** One attempt to pay a tranche, or the commitment behind it. */
export interface PaymentFacts {
  readonly kind: 'payment';
  readonly award: string;
  readonly trancheNo: number;
  readonly attempt: number | null;
  /** Null until the release names the payee. */
  readonly party: string | null;
  readonly budgetLine: string;
  readonly fiscalYear: number;
  /** Balance of the payable, which a cancellation gives up without naming it. */
  readonly payableFen: Fen;
}

/** What one payment still misses of what is claimed back. */
export interface ClaimedItem {
  readonly trancheNo: number;
  readonly attempt: number;
  readonly budgetLine: string;
  readonly fiscalYear: number;
  readonly claimedFen: Fen;
  readonly receivableFen: Fen;
}

export interface CaseFacts {
  readonly kind: 'case';
  readonly award: string;
  readonly debtor: string;
  /** Nothing is receivable before. */
  readonly demanded: boolean;
  readonly items: readonly ClaimedItem[];
}

/** What earlier events said about the thing an event is about; amounts come from the event, the keys of the sub-ledgers from here. */
export type Facts = PaymentFacts | CaseFacts;

export const paymentKey = (award: string, trancheNo: number, attempt: number): string =>
  `${award}/${trancheNo}/${attempt}`;

const netFen = (postings: readonly Posting[], account: Posting['account']): Fen =>
  postings.reduce(
    (sum, posting) => (posting.account === account ? sum + posting.debitFen - posting.creditFen : sum),
    0n,
  );

/** The facts with the balances that the postings of an event leave. */
export const afterPostings = (facts: Facts, postings: readonly Posting[]): Facts => {
  if (facts.kind === 'payment') return { ...facts, payableFen: facts.payableFen - netFen(postings, '2001') };
  const items = facts.items.map((item) => {
    const own = postings.filter(
      ({ trancheNo, attempt }) => trancheNo === item.trancheNo && attempt === item.attempt,
    );
    return { ...item, receivableFen: item.receivableFen + netFen(own, '1201') };
  });
  return { ...facts, items };
};
