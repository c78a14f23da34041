import type { CapAccount } from '#caps/caps.js';
import type { PastDeadline } from '#deadlines/deadline.js';
import type { LogPosition } from '#event-store/envelope.js';
import type { BusinessDate } from '#kernel/business-date.js';
import type { HoldInForce, OpenTranche } from '#payments/holds/what-holds-stop.js';

/** One attempt to pay a tranche. */
export interface AttemptRef {
  readonly award: string;
  readonly trancheNo: number;
  readonly attempt: number;
}

/**
 * Questions that no single stream can answer, put to the read models. `at` waits until they show everything up to a
 * position, so an answer is never older than the event that is being handled.
 */
export interface Lookups {
  at(position: LogPosition): Promise<void>;
  /** Demanded cases of a debtor with money outstanding, oldest first. */
  openCasesOf(debtor: string): Promise<readonly string[]>;
  /** Tranches released to a payee and not yet in a batch, oldest release first. */
  releasedTranchesOf(payee: string): Promise<readonly AttemptRef[]>;
  /** The batch that carries a line, by the end-to-end id the bank quotes. */
  batchOfLine(lineId: string): Promise<string | undefined>;
  /** Cap accounts of these parties that somebody asked for money. */
  capAccountsOf(parties: readonly string[]): Promise<readonly CapAccount[]>;
  /** Holds that bit on a day as the log was at a position: an event that is handled again finds what it found before. */
  holdsInForce(day: BusinessDate, position: LogPosition): Promise<readonly HoldInForce[]>;
  /** Tranches in the scope of a hold whose money is granted and has not left. */
  openTranchesUnder(hold: HoldInForce): Promise<readonly OpenTranche[]>;
  /** Awards of one of these measures to one of these parties, in any role, that still run; by id. */
  runningAwards(parties: readonly string[], measures: readonly string[]): Promise<readonly string[]>;
  /** Running deadlines whose last day lies before `day`, earliest first. */
  deadlinesBefore(day: BusinessDate): Promise<readonly PastDeadline[]>;
}
