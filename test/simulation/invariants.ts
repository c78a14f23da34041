import { type Books, judgeAtRest } from './invariants/at-rest.js';
import { awardBook } from './invariants/award-book.js';
import { batchBook } from './invariants/batch-book.js';
import { budgetBook } from './invariants/budget-book.js';
import { capBook } from './invariants/cap-book.js';
import { consequences } from './invariants/consequences.js';
import { deadlineBook } from './invariants/deadline-book.js';
import { duties } from './invariants/duties.js';
import { logOrder } from './invariants/log-order.js';
import type { Complain, RawEvent } from './invariants/raw-event.js';
import { recoveryBook } from './invariants/recovery-book.js';
import { trialBalanceBook } from './invariants/trial-balance.js';

/** A promise that the log breaks, and the first event that shows it; null when it shows only at rest. */
export interface Violation {
  readonly rule: string;
  readonly what: string;
  readonly position: string | null;
}

/** Reads a log event by event and judges every prefix of it. */
export interface Auditor {
  see(event: RawEvent): void;
  /** Everything that is wrong so far. */
  readonly violations: readonly Violation[];
  /** Also what has to hold once all process managers have finished. */
  atRest(): readonly Violation[];
}

/**
 * The promises about money, judged from the raw log alone: plain folds over JSON that share no code with deciders, process
 * managers, projections or replay. Simulation, crash tests and auditors use the same one.
 */
export const openAuditor = (): Auditor => {
  const violations: Violation[] = [];
  let position: string | null = null;
  const complain: Complain = (rule, what) => violations.push({ rule, what, position });
  const batches = batchBook(complain);
  const books: Books = {
    batches,
    caps: capBook(complain),
    budgets: budgetBook(complain),
    awards: awardBook(complain, batches.everSettledFen),
    recoveries: recoveryBook(complain),
    deadlines: deadlineBook(complain),
    consequences: consequences(),
    ledger: trialBalanceBook(complain),
  };
  const all = [logOrder(complain), duties(complain), ...Object.values(books)];
  return {
    violations,
    see: (event) => {
      position = event.position;
      for (const book of all) book.see(event);
    },
    atRest: () => {
      position = null;
      const found: Violation[] = [];
      judgeAtRest(books, (rule, what) => found.push({ rule, what, position }));
      return [...violations, ...found];
    },
  };
};

/** Judges a whole log of which nothing is under way any more. */
export const violationsOf = (log: Iterable<RawEvent>): readonly Violation[] => {
  const auditor = openAuditor();
  for (const event of log) auditor.see(event);
  return auditor.atRest();
};

export const lineOf = ({ rule, what, position }: Violation): string =>
  `${rule}: ${what} (${position ?? 'at rest'})`;
