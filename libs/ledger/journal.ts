import type { BudgetEvent } from '#budgets/budgets.events.js';
import type { CapEvent } from '#caps/caps.events.js';
import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { BatchEvent } from '#payments/batches/batches.events.js';
import type { HoldEvent } from '#payments/holds/hold.events.js';
import type { ReconciliationEvent } from '#payments/reconciliation/reconciliation.events.js';
import type { AwardEvent } from '#programmes/award/award.events.js';
import type { RecoveryEvent } from '#recovery/recovery.events.js';
import { AWARD_RULES } from './award-rules.js';
import { BUDGET_RULES } from './budget-rules.js';
import { CAP_RULES } from './cap-rules.js';
import { afterPostings, type Facts } from './facts.js';
import { BATCH_RULES, HOLD_RULES, RECONCILIATION_RULES } from './payment-rules.js';
import { type Posting, postingsOfMoves } from './posting.js';
import { RECOVERY_RULES } from './recovery-rules.js';
import type { NoMoney, Posts, RulesOf } from './rule.js';

/** The events of every stream that knows amounts. */
export type MoneyEvent =
  BudgetEvent | CapEvent | AwardEvent | BatchEvent | HoldEvent | ReconciliationEvent | RecoveryEvent;

/** What every event of those streams posts, or why it posts nothing. A new event does not compile until it is here. */
export const RULES: RulesOf<MoneyEvent> = {
  ...BUDGET_RULES,
  ...CAP_RULES,
  ...AWARD_RULES,
  ...BATCH_RULES,
  ...HOLD_RULES,
  ...RECONCILIATION_RULES,
  ...RECOVERY_RULES,
};

const ruleOf = (type: string): NoMoney | Posts<MoneyEvent> | undefined =>
  Object.hasOwn(RULES, type) ? (RULES[type as MoneyEvent['type']] as NoMoney | Posts<MoneyEvent>) : undefined;

/** Event types the journal is made from. */
export const POSTING_TYPES = Object.fromEntries(
  Object.entries(RULES)
    .filter(([, rule]) => rule.posts)
    .map(([type]) => [type, true]),
) as Readonly<Record<MoneyEvent['type'], true>>;

/** What an event books. */
export interface Booked {
  /** None for an event that moves no money. */
  readonly postings: readonly Posting[];
  /** What is known now of the payment or case under `key`. */
  readonly learnt: { readonly key: string; readonly facts: Facts } | null;
}

const NOTHING: Booked = { postings: [], learnt: null };

/** The payment or case an event is about, whose facts `book` needs; null for none. */
export const subjectOf = (stored: StoredEvent): string | null => {
  const rule = ruleOf(stored.type);
  return rule?.posts ? rule.about(decode<MoneyEvent>(stored), stored) : null;
};

/** @param known what `learnt` said last under the key of `subjectOf`. */
export const book = (stored: StoredEvent, known: Facts | undefined): Booked => {
  const rule = ruleOf(stored.type);
  if (!rule?.posts) return NOTHING;
  const event = decode<MoneyEvent>(stored);
  const key = rule.about(event, stored);
  const facts = rule.learn?.(event, stored, known) ?? known;
  const postings = postingsOfMoves(rule.moves(event, facts, stored));
  if (key === null || !facts) return { postings, learnt: null };
  return { postings, learnt: { key, facts: afterPostings(facts, postings) } };
};

/** Books a log event by event, keeping in memory what is known of every payment and case. */
export const openJournal = (): ((stored: StoredEvent) => readonly Posting[]) => {
  const known = new Map<string, Facts>();
  return (stored) => {
    const subject = subjectOf(stored);
    const { postings, learnt } = book(stored, subject === null ? undefined : known.get(subject));
    if (learnt) known.set(learnt.key, learnt.facts);
    return postings;
  };
};
