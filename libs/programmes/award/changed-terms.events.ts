import type { BusinessDate } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';
import type { Fen } from '#kernel/money.js';
import type { Facts } from './application.js';
import type { Derivation, Words } from './derivation.js';
import type { OverpaidPart } from './revised.events.js';

/** The measure of a new award says that it takes the place of others of the same party. */
export interface Replaces extends Words {
  /** Whose awards give way. */
  readonly party: string;
  readonly measures: readonly string[];
  readonly clause: string;
  /** True where only a lesser award gives way: a class that rises. False where the choice alone decides: purchase or rent. */
  readonly onlyIfMore: boolean;
}

/** Another award took the place of this one: what is not paid yet will not be paid; what was paid stands and counts there. */
export type AwardReplaced = DomainEvent<
  'AwardReplaced',
  Words & {
    readonly award: string;
    readonly replacedBy: string;
    readonly clause: string;
    /** Years before this one are still paid here; null where the place is taken at once. */
    readonly fromYear: number | null;
    readonly replacedOn: BusinessDate;
  }
>;

/** What one party owes since the base shrank, with the case that is opened for it. */
export interface ReductionCase {
  readonly caseId: string;
  readonly debtor: string;
  readonly amountFen: Fen;
  /** The payments the money came from; their amounts sum to that of the case. */
  readonly parts: readonly OverpaidPart[];
}

/**
 * The base shrank after it had been paid on: an upstream grant was cut, a premium refunded. The award goes on; in all it pays no more
 * than the base as it is now brings, and what was paid beyond that comes back (practice E28).
 */
export type BaseReduced = DomainEvent<
  'BaseReduced',
  {
    readonly award: string;
    readonly reducedOn: BusinessDate;
    readonly document: string;
    readonly facts: Facts;
    /** What the award may pay in all from now on. */
    readonly payableFen: Fen;
    readonly derivation: Derivation;
    readonly cases: readonly ReductionCase[];
    readonly by: string;
  }
>;
