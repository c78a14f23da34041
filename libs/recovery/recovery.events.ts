import type { Actor } from '#kernel/actor.js';
import type { BusinessDate } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';
import type { Fen } from '#kernel/money.js';

/** Why money must come back. */
export const RECOVERY_GROUNDS = [
  'left-early',
  'failed-acceptance',
  'false-evidence',
  'base-reduced',
  'moved-away',
  'revision',
] as const;

export type RecoveryGround = (typeof RECOVERY_GROUNDS)[number];

/** One payment the claimed money came from, with the caps and the budget it was taken from. */
export interface RecoveryItem {
  readonly trancheNo: number;
  readonly attempt: number;
  readonly amountFen: Fen;
  readonly reservations: readonly { readonly capStream: string; readonly reservationId: string }[];
  readonly budgetStream: string;
  readonly commitmentId: string;
}

/** What was found: who owes how much, from which payments, and why. */
export interface Finding {
  readonly caseId: string;
  readonly award: string;
  /** Party that owes the money. */
  readonly debtor: string;
  readonly ground: RecoveryGround;
  readonly amountFen: Fen;
  /** How the amount was worked out; kept as it came, for the explanation page. */
  readonly derivation: object;
  /** Their amounts sum to `amountFen`. */
  readonly items: readonly RecoveryItem[];
  /** Who is barred from support, and for how many years, once a second person demands the money (decision 27). */
  readonly ban?: { readonly parties: readonly string[]; readonly years: number };
  readonly foundBy: Actor;
  readonly foundOn: BusinessDate;
}

/** Which item the money restores, so that its caps and budget line get back exactly what came in. */
export interface Allocation {
  readonly trancheNo: number;
  readonly attempt: number;
  readonly amountFen: Fen;
}

export type RecoveryFound = DomainEvent<'RecoveryFound', Finding>;

/** A second person demanded the money. */
export type RecoveryDemanded = DomainEvent<
  'RecoveryDemanded',
  {
    readonly actor: Actor;
    readonly debtor: string;
    readonly amountFen: Fen;
    readonly repayBy: BusinessDate;
    readonly documentNumber: string;
  }
>;

/** The finder tried to approve the own finding; refused, and kept on record. */
export type DemandApprovalRefused = DomainEvent<'DemandApprovalRefused', { readonly actor: Actor }>;

/** A second person rejected the finding: nothing is owed. */
export type CaseDismissed = DomainEvent<'CaseDismissed', { readonly actor: Actor; readonly reason: string }>;

/** The finder tried to dismiss the own finding; refused, and kept on record. */
export type DismissalRefused = DomainEvent<'DismissalRefused', { readonly actor: Actor }>;

export interface SetOff {
  readonly setOffId: string;
  /** The running award and tranche the money is kept back from. */
  readonly award: string;
  readonly trancheNo: number;
  readonly amountFen: Fen;
}

/** Money still owed is earmarked to be kept back from a payment. */
export type SetOffProposed = DomainEvent<'SetOffProposed', SetOff>;

/**
 * The payment was made without the money kept back. What was proposed beyond it is earmarked no longer. When the claim was
 * reduced meanwhile, `overpaidFen` is what was kept back in excess of it and is owed to the debtor.
 */
export type SetOffConfirmed = DomainEvent<
  'SetOffConfirmed',
  {
    readonly setOffId: string;
    readonly amountFen: Fen;
    readonly allocations: readonly Allocation[];
    readonly overpaidFen: Fen;
  }
>;

export type SetOffCancelled = DomainEvent<
  'SetOffCancelled',
  { readonly setOffId: string; readonly amountFen: Fen }
>;

export type RepaymentReceived = DomainEvent<
  'RepaymentReceived',
  {
    readonly repaymentId: string;
    readonly amountFen: Fen;
    readonly bankReference: string;
    readonly receivedOn: BusinessDate;
    readonly allocations: readonly Allocation[];
  }
>;

/**
 * The bank gave back a payment of the case after the award had ended: that money never reached the debtor and is claimed no
 * longer. What had come in on it already makes good what other payments of the case miss (`allocations`); the rest is owed
 * to the debtor.
 */
export type ClaimReduced = DomainEvent<
  'ClaimReduced',
  {
    readonly trancheNo: number;
    readonly attempt: number;
    /** How much less is claimed. */
    readonly amountFen: Fen;
    /** Had come in on this payment, and is more than what is still claimed of it. */
    readonly displacedFen: Fen;
    readonly allocations: readonly Allocation[];
    /** displaced − allocated. */
    readonly overpaidFen: Fen;
    /** Had been written off and was not owed at all. */
    readonly writeOffVoidedFen: Fen;
    /** The batch whose line came back. */
    readonly cause: string;
  }
>;

/** What came in beyond the claim is to be paid back to the debtor. */
export type OverpaymentRefundProposed = DomainEvent<
  'OverpaymentRefundProposed',
  { readonly actor: Actor; readonly reason: string; readonly documentNumber: string; readonly amountFen: Fen }
>;

/** A second person lets it go out. */
export type OverpaymentRefundApproved = DomainEvent<
  'OverpaymentRefundApproved',
  { readonly actor: Actor; readonly documentNumber: string; readonly amountFen: Fen }
>;

/** The proposer tried to approve the own refund; refused, and kept on record. */
export type OverpaymentRefundApprovalRefused = DomainEvent<
  'OverpaymentRefundApprovalRefused',
  { readonly actor: Actor }
>;

/** The bank has paid it to the debtor. `allocations` say on which payments of the case it had come in; they sum to `amountFen`. */
export type OverpaymentRefunded = DomainEvent<
  'OverpaymentRefunded',
  {
    readonly documentNumber: string;
    readonly amountFen: Fen;
    readonly bankReference: string;
    readonly paidOn: BusinessDate;
    readonly allocations: readonly Allocation[];
  }
>;

/** Nothing is outstanding any more. */
export type CaseRepaid = DomainEvent<'CaseRepaid', { readonly setOffFen: Fen; readonly repaidFen: Fen }>;

export type WriteOffProposed = DomainEvent<
  'WriteOffProposed',
  { readonly actor: Actor; readonly reason: string; readonly documentNumber: string; readonly amountFen: Fen }
>;

/** The proposer tried to approve the own write-off; refused, and kept on record. */
export type WriteOffApprovalRefused = DomainEvent<'WriteOffApprovalRefused', { readonly actor: Actor }>;

/** A second person gave up what was outstanding. */
export type CaseWrittenOff = DomainEvent<
  'CaseWrittenOff',
  { readonly actor: Actor; readonly reason: string; readonly documentNumber: string; readonly amountFen: Fen }
>;

/** The court has it now; money may still come in. */
export type CaseReferred = DomainEvent<
  'CaseReferred',
  { readonly reason: string; readonly outstandingFen: Fen }
>;

export type RecoveryEvent =
  | RecoveryFound
  | RecoveryDemanded
  | DemandApprovalRefused
  | CaseDismissed
  | DismissalRefused
  | SetOffProposed
  | SetOffConfirmed
  | SetOffCancelled
  | RepaymentReceived
  | ClaimReduced
  | OverpaymentRefundProposed
  | OverpaymentRefundApproved
  | OverpaymentRefundApprovalRefused
  | OverpaymentRefunded
  | CaseRepaid
  | WriteOffProposed
  | WriteOffApprovalRefused
  | CaseWrittenOff
  | CaseReferred;
