import type { DomainEvent } from '#kernel/decider.js';
import type { Fen } from '#kernel/money.js';

/**
 * What the account holds back: so much money; so many calendar years, each with the higher of several measures; or, for what is
 * paid under several measures, the higher of them and no other limit.
 */
export type CapLimit =
  /** `excludedBy`: measures between which the subject has to choose; money of one of them leaves nothing for this one. */
  | { readonly kind: 'amount'; readonly limitFen: Fen; readonly excludedBy?: readonly string[] }
  | { readonly kind: 'years'; readonly limitYears: number }
  | { readonly kind: 'higher-of' };

/** One tranche asking one cap for money. */
export interface CapRequest {
  readonly reservationId: string;
  readonly measure: string;
  /** Clause that sets the cap. */
  readonly clause: string;
  /** Calendar year the money is for; null where the cap has no years. */
  readonly year: number | null;
  readonly requestedFen: Fen;
  readonly limit: CapLimit;
  readonly award: string;
  readonly trancheNo: number;
  /** Name of the cap as people read it. */
  readonly title: { readonly zh: string; readonly en: string };
}

/** What the account looked like when it was asked; enough to explain the cut without the earlier events. */
export interface CapPosition {
  /** Money that counted already: in the whole account, or in the year asked for where years are counted. */
  readonly usedBeforeFen: Fen;
  /** Years that counted already, ascending; empty where money is counted. */
  readonly yearsBefore: readonly number[];
}

/** `takenOver`: paid before this service kept the account, so the limit did not decide and may be passed. */
export type CapReserved = DomainEvent<
  'CapReserved',
  CapRequest & CapPosition & { readonly grantedFen: Fen; readonly takenOver: boolean }
>;

/** Nothing could be granted. The command was refused; the event keeps the attempt and its figures. */
export type CapExhausted = DomainEvent<
  'CapExhausted',
  CapRequest &
    CapPosition & {
      readonly refusedWith:
        'cap.exhausted' | 'cap.years-used-up' | 'cap.higher-already-paid' | 'cap.other-choice-made';
    }
>;

/** Reserved money was paid. */
export type CapConsumed = DomainEvent<
  'CapConsumed',
  { readonly reservationId: string; readonly amountFen: Fen; readonly cause: string }
>;

/** Reserved money will not be paid and is free again. */
export type CapReleased = DomainEvent<
  'CapReleased',
  { readonly reservationId: string; readonly amountFen: Fen; readonly reason: string }
>;

/** Paid money came back, by a returned payment or a recovery, and is free again. */
export type CapRestored = DomainEvent<
  'CapRestored',
  { readonly reservationId: string; readonly amountFen: Fen; readonly reason: string }
>;

/** What one reservation came to. */
export interface CapBalance {
  readonly reservationId: string;
  readonly measure: string;
  readonly year: number | null;
  readonly grantedFen: Fen;
  readonly consumedFen: Fen;
  readonly releasedFen: Fen;
  readonly restoredFen: Fen;
}

/** The subject turned out to be somebody else (practice E55): the account is closed, and all it holds goes to `to`. */
export type CapHandedOver = DomainEvent<
  'CapHandedOver',
  {
    readonly to: string;
    /** Id of the party that was absorbed. */
    readonly cause: string;
  }
>;

/** Reservations of the account `from` count here from now on, also where that passes the limit: then nothing more is granted. */
export type CapCarriedOver = DomainEvent<
  'CapCarriedOver',
  {
    readonly from: string;
    /** Whose account this is. */
    readonly subject: string;
    readonly cause: string;
    readonly limitKind: CapLimit['kind'];
    readonly balances: readonly CapBalance[];
  }
>;

export type CapEvent =
  CapReserved | CapExhausted | CapConsumed | CapReleased | CapRestored | CapHandedOver | CapCarriedOver;
