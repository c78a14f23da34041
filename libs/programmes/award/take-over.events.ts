import type { BusinessDate } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';
import type { Fen } from '#kernel/money.js';
import type { CapClaim } from './programme-rules.js';

/** The place in a file from outside that an event rests on. */
export interface FileSource {
  readonly fileName: string;
  /** Of the file, in hex. */
  readonly sha256: string;
  /** Empty for a file that has no sheets. */
  readonly sheet: string;
  readonly row: number;
}

/** What the books kept before this service say of an award. */
export interface EarlierRecord {
  /** Its number there. */
  readonly legacyNumber: string;
  /** Number of the document that granted it. */
  readonly document: string;
  /** Number of the list on which it waits to be honoured, or null. */
  readonly list: string | null;
  /** Paid so far, as the total of the earlier books; the single payments follow and must sum to it. */
  readonly paidFen: Fen;
}

/** The opening balance of an award: it was granted before this service, and so much of it is paid. */
export type AwardTakenOver = DomainEvent<
  'AwardTakenOver',
  {
    readonly award: string;
    readonly earlier: EarlierRecord;
    readonly source: FileSource;
    readonly by: string;
    readonly confirmedBy: string;
  }
>;

/** A payment of the earlier books. It counts against caps, touches no budget line and is never paid again. */
export type EarlierPaymentTakenOver = DomainEvent<
  'EarlierPaymentTakenOver',
  {
    readonly award: string;
    readonly trancheNo: number;
    readonly attempt: number;
    readonly amountFen: Fen;
    readonly paidOn: BusinessDate;
    /** Number of the voucher in the earlier books. */
    readonly voucher: string;
    readonly measure: string;
    readonly capClaims: readonly CapClaim[];
    readonly reservations: readonly { readonly capStream: string; readonly reservationId: string }[];
    readonly source: FileSource;
    readonly by: string;
    readonly confirmedBy: string;
  }
>;

/** Where the budget stream of a payment would be: it was paid from the line of a year that this service never kept. */
export const PAID_BEFORE = 'paid-before';
