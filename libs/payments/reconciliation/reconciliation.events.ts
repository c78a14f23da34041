import type { BusinessDate } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';
import type { Fen } from '#kernel/money.js';

/** One statement of the bank about one payment, whatever the format it came in. */
export interface AnswerEntry {
  /** From 1, the place in the file. */
  readonly entryNo: number;
  readonly endToEndId: string | null;
  readonly outcome: 'accepted' | 'settled' | 'rejected' | 'returned';
  readonly amountFen: Fen | null;
  readonly bankReference: string | null;
  readonly happenedOn: BusinessDate | null;
  readonly reasonCode: string | null;
  readonly reason: string | null;
}

/** What the bank says of the whole instruction file; it counts for every line that has no entry. */
export interface GroupAnswer {
  readonly outcome: 'accepted' | 'partial' | 'settled' | 'rejected';
  readonly reasonCode: string | null;
  readonly reason: string | null;
}

export interface BankFile {
  /** The stream id, from `bankFileId`. */
  readonly file: string;
  /** SHA-256 of the file, hex. */
  readonly fileHash: string;
  readonly fileName: string;
  /** `enquiry`: what the bank said when it was asked about single payments. */
  readonly format: 'pain.002' | 'camt.053' | 'camt.054' | 'csv' | 'xlsx' | 'enquiry';
  /** Of the instruction that is answered; null when the file names none or several. */
  readonly messageId: string | null;
  readonly importedBy: string;
  readonly groupAnswer: GroupAnswer | null;
  readonly entries: readonly AnswerEntry[];
}

export type BankAnswerImported = DomainEvent<'BankAnswerImported', BankFile>;

/** The batch took the entry, now or from an earlier file (`duplicate`). */
export type EntryMatched = DomainEvent<
  'EntryMatched',
  {
    readonly entryNo: number;
    readonly result: 'matched' | 'duplicate';
    readonly batch: string;
    readonly lineId: string;
  }
>;

/** No line was found, or the batch refused the entry; a person has to look. */
export type EntryUnmatched = DomainEvent<
  'EntryUnmatched',
  {
    readonly entryNo: number;
    readonly result: 'unmatched' | 'refused';
    readonly batch: string | null;
    readonly lineId: string | null;
    readonly code: string;
    readonly zh: string;
    readonly en: string;
  }
>;

/** A person said which line the entry is about; the batch has yet to take it. */
export type EntryAssigned = DomainEvent<
  'EntryAssigned',
  { readonly entryNo: number; readonly lineId: string; readonly assignedBy: string; readonly reason: string }
>;

export type ReconciliationEvent = BankAnswerImported | EntryMatched | EntryUnmatched | EntryAssigned;
