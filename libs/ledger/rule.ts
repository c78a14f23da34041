import type { StoredEvent } from '#event-store/envelope.js';
import { assert } from '#kernel/assert.js';
import { yearOf } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';
import type { CaseFacts, Facts, PaymentFacts } from './facts.js';
import type { Move, SubLedgerKeys } from './posting.js';

/** An event moves no money, and why. */
export interface NoMoney {
  readonly posts: false;
  readonly why: string;
}

/** How an event moves money. */
export interface Posts<E> {
  readonly posts: true;
  /** Key of the payment or the case it is about; its facts are then at hand. */
  readonly about: (event: E, stored: StoredEvent) => string | null;
  /** What is known after the event, before its own postings; by default what was known before. */
  readonly learn?: (event: E, stored: StoredEvent, known: Facts | undefined) => Facts;
  readonly moves: (event: E, facts: Facts | undefined, stored: StoredEvent) => readonly Move[];
}

/** A rule for every event of a union: an event without one does not compile. */
export type RulesOf<E extends DomainEvent> = {
  readonly [Type in E['type']]: NoMoney | Posts<Extract<E, { readonly type: Type }>>;
};

export const noMoney = (why: string): NoMoney => ({ posts: false, why });

const NO_KEYS = {
  award: null,
  trancheNo: null,
  attempt: null,
  party: null,
  budgetLine: null,
  recoveryCase: null,
  batchLine: null,
};

export const keysOf = (stored: StoredEvent, known: Partial<SubLedgerKeys>): SubLedgerKeys => ({
  ...NO_KEYS,
  fiscalYear: yearOf(stored.effectiveOn),
  ...known,
});

/** Line and year of a budget stream, `budget-<line>-<year>`. */
export const budgetOf = (
  budgetStream: string,
): { readonly budgetLine: string; readonly fiscalYear: number } => {
  const [, budgetLine, year] = /^budget-(.+)-(\d{4})$/.exec(budgetStream) ?? [];
  assert(budgetLine !== undefined && year !== undefined, `Not the stream of a budget line: ${budgetStream}`);
  return { budgetLine, fiscalYear: Number(year) };
};

/** A payment whose release is not in the log keeps what its events say themselves. */
export const paymentIn = (facts: Facts | undefined): PaymentFacts | undefined =>
  facts?.kind === 'payment' ? facts : undefined;

export const caseIn = (facts: Facts | undefined): CaseFacts => {
  assert(facts?.kind === 'case', 'Money of a case that was never found');
  return facts;
};
