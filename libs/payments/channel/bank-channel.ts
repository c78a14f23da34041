import type { BankAnswerEntry } from '#payments/bank-files/bank-answer.js';

/** What leaves for the bank: the bytes of a sealed batch, which are the same whenever they are made. */
export interface OutgoingFile {
  readonly messageId: string;
  readonly fileName: string;
  readonly contentType: string;
  /** SHA-256 of `bytes`, hex. */
  readonly fileHash: string;
  readonly bytes: Uint8Array;
}

/**
 * What is known after a file was handed over. `uncertain`: it may have arrived or not, and is never handed over again. `refused`:
 * the bank said that it takes nothing of it.
 */
export type Delivery =
  | { readonly outcome: 'delivered'; readonly receipt: string }
  | { readonly outcome: 'uncertain'; readonly reason: string }
  | { readonly outcome: 'refused'; readonly reasonCode: string | null; readonly reason: string };

/** What the bank knows of one payment, asked by its end-to-end id. */
export type EnquiredPayment = Omit<BankAnswerEntry, 'entryNo'> & { readonly endToEndId: string };

/** One way to a bank. */
export interface BankChannel {
  readonly name: string;
  /**
   * Whether delivering the same file again leaves one file there. Where it does not, a hand-over that was begun and whose end nobody
   * saw is uncertain.
   */
  readonly repeatable: boolean;
  /** Resolves when a hand-over can be begun. @throws NotReady when the bank cannot be reached; nothing has left then. */
  ready(): Promise<void>;
  /** Never throws for what the bank or the line does: that is an outcome. */
  deliver(file: OutgoingFile): Promise<Delivery>;
  /**
   * What the bank knows of these payments; one it does not know is missing. Absent where the bank can only be asked on paper or
   * by its statement. @throws when the bank cannot be asked.
   */
  enquire?(endToEndIds: readonly string[]): Promise<readonly EnquiredPayment[]>;
}
