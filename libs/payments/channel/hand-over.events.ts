import type { DomainEvent } from '#kernel/decider.js';

interface Leaving {
  readonly batch: string;
  /** Name of the way, as the settings call it. */
  readonly channel: string;
  readonly fileName: string;
  /** SHA-256 of the file, hex. */
  readonly fileHash: string;
}

/** Written before the first byte leaves. `claim` names the one attempt that may send. */
export type HandOverBegun = DomainEvent<'HandOverBegun', Leaving & { readonly claim: string }>;

/** The bank has the file; what it does with each payment its answers say. */
export type PaymentFileHandedOver = DomainEvent<
  'PaymentFileHandedOver',
  Leaving & { readonly receipt: string }
>;

/** Nobody knows whether the bank has the file. It is never sent again: an enquiry or a statement will tell. */
export type HandOverUncertain = DomainEvent<'HandOverUncertain', Leaving & { readonly reason: string }>;

/** The bank said that it takes nothing of the file, so none of its payments will be made. */
export type HandOverRefused = DomainEvent<
  'HandOverRefused',
  Leaving & { readonly reasonCode: string | null; readonly reason: string }
>;

/** Somebody wants the bank asked what it knows. */
export type EnquiryRequested = DomainEvent<
  'EnquiryRequested',
  { readonly batch: string; readonly requestedBy: string }
>;

/** The bank was asked for the payments without a final answer. */
export type BankEnquired = DomainEvent<
  'BankEnquired',
  {
    readonly batch: string;
    readonly askedCount: number;
    readonly answeredCount: number;
    /** The streams that keep what was answered; none when the bank knows nothing of these payments. */
    readonly answerFiles: readonly string[];
  }
>;

export type HandOverEvent =
  | HandOverBegun
  | PaymentFileHandedOver
  | HandOverUncertain
  | HandOverRefused
  | EnquiryRequested
  | BankEnquired;
