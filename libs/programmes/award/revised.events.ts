import type { DomainEvent } from '#kernel/decider.js';
import type { Actor } from '#kernel/actor.js';
import type { Fen } from '#kernel/money.js';
import type { Derivation } from './derivation.js';
import type { CapClaim, PlannedTranche } from './programme-rules.js';

/** One item of an approved package: the tranche, what its payee had when the list was made, and who stood for it. */
export interface RevisedTranche {
  readonly revision: string;
  readonly itemNo: number;
  readonly trancheNo: number;
  readonly fromVersion: string;
  readonly toVersion: string;
  readonly paidFen: Fen;
  readonly adjustedFen: Fen;
  readonly newFen: Fen;
  readonly amountFen: Fen;
  readonly draftedBy: Actor;
  readonly approvedBy: string;
}

/** A version that counts from before gives more than was paid: the difference is a tranche of its own, ready to be released. */
export type TopUpAdded = DomainEvent<
  'TopUpAdded',
  {
    readonly award: string;
    readonly revised: RevisedTranche;
    readonly plan: PlannedTranche;
    readonly requestedFen: Fen;
    readonly derivation: Derivation;
    readonly capClaims: readonly CapClaim[];
  }
>;

/** The payments the money came from, latest first. */
export interface OverpaidPart {
  readonly trancheNo: number;
  readonly attempt: number;
  readonly amountFen: Fen;
  readonly reservations: readonly { readonly capStream: string; readonly reservationId: string }[];
  readonly budgetStream: string;
  readonly commitmentId: string;
}

/** A version that counts from before gives less than was paid. */
export type OverpaymentFound = DomainEvent<
  'OverpaymentFound',
  {
    readonly award: string;
    readonly revised: RevisedTranche;
    readonly caseId: string;
    readonly payee: string;
    readonly derivation: Derivation;
    /** Their amounts sum to the amount of the item. */
    readonly parts: readonly OverpaidPart[];
  }
>;
