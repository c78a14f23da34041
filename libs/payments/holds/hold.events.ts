import type { BusinessDate } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';
import type { Fen } from '#kernel/money.js';

/** `person` and `enterprise` name a party; an institution, a team and an agency are held like an enterprise. */
export const HOLD_SCOPES = ['award', 'person', 'enterprise', 'measure'] as const;
export type HoldScopeKind = (typeof HOLD_SCOPES)[number];

/** Whose money a hold keeps back. */
export interface HoldScope {
  readonly kind: HoldScopeKind;
  /** Of an award, a party or a measure. */
  readonly id: string;
}

export type HoldPlaced = DomainEvent<
  'HoldPlaced',
  {
    readonly hold: string;
    readonly scope: HoldScope;
    readonly reason: string;
    readonly placedBy: string;
    readonly from: BusinessDate;
    /** Its last day; null: until somebody lifts it. */
    readonly until: BusinessDate | null;
    /** At least so much stays unpaid; null: nothing is paid. */
    readonly amountFen: Fen | null;
  }
>;

export type HoldLifted = DomainEvent<
  'HoldLifted',
  {
    readonly hold: string;
    readonly liftedBy: string;
    readonly reason: string;
    readonly on: BusinessDate;
  }
>;

/** Somebody tried to lift what they had placed. */
export type HoldLiftRefused = DomainEvent<
  'HoldLiftRefused',
  { readonly hold: string; readonly by: string; readonly reasonCode: string }
>;

/** Its last day is over. The days alone decide whether it bites; this puts it on record. */
export type HoldExpired = DomainEvent<'HoldExpired', { readonly hold: string; readonly until: BusinessDate }>;

export type HoldEvent = HoldPlaced | HoldLifted | HoldLiftRefused | HoldExpired;
