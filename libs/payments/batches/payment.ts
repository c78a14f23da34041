import { unreachable } from '#kernel/assert.js';
import type { BusinessDate } from '#kernel/business-date.js';
import type { Fen } from '#kernel/money.js';
import type { BatchLine } from './batch-line.js';
import type { AnswerSource, BankOutcome, BatchEvent } from './batches.events.js';

/** What one entry of a bank file says of a line. */
export interface LineAnswer {
  readonly outcome: BankOutcome;
  /** Null when the bank states none; otherwise it must be the net amount of the line. */
  readonly amountFen: Fen | null;
  readonly bankReference: string | null;
  /** The day of the import when the bank states none. */
  readonly happenedOn: BusinessDate;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly source: AnswerSource;
}

/** What the bank has said of one line so far. */
export type PaymentProgress =
  | { readonly outcome: 'waiting'; readonly final: false }
  | { readonly outcome: 'accepted'; readonly final: false }
  | { readonly outcome: 'settled'; readonly final: true; readonly settlementReference: string | null }
  | { readonly outcome: 'rejected'; readonly final: true }
  | {
      readonly outcome: 'returned';
      readonly final: true;
      readonly returnReference: string | null;
      readonly returnedOn: BusinessDate;
      /** Present when we knew of the settlement before. */
      readonly settlement?: { readonly reference: string | null };
    };

export interface Payment {
  readonly line: BatchLine;
  readonly progress: PaymentProgress;
  /** Answers on record as ignored, so that each is recorded once; see `answerKey`. */
  readonly ignored: readonly string[];
}

/** What makes an answer the same answer when the bank repeats it. */
export const answerKey = (answer: {
  readonly outcome: BankOutcome;
  readonly bankReference: string | null;
  readonly happenedOn: BusinessDate;
}): string => JSON.stringify([answer.outcome, answer.bankReference, answer.happenedOn]);

const LINE_EVENTS = [
  'LineAccepted',
  'LineSettled',
  'LineRejected',
  'LineReturned',
  'LineAnswerIgnored',
] as const;

export type LineEvent = Extract<BatchEvent, { readonly type: (typeof LINE_EVENTS)[number] }>;

export const isLineEvent = (event: BatchEvent): event is LineEvent =>
  (LINE_EVENTS as readonly string[]).includes(event.type);

const progressAfter = (before: PaymentProgress, event: LineEvent): PaymentProgress => {
  const { bankReference, happenedOn } = event.data;
  switch (event.type) {
    case 'LineAccepted':
      return { outcome: 'accepted', final: false };
    case 'LineSettled':
      return { outcome: 'settled', final: true, settlementReference: bankReference };
    case 'LineRejected':
      return { outcome: 'rejected', final: true };
    case 'LineReturned': {
      const settlement = before.outcome === 'settled' ? { reference: before.settlementReference } : undefined;
      const returned = {
        outcome: 'returned',
        final: true,
        returnReference: bankReference,
        returnedOn: happenedOn,
      } as const;
      return { ...returned, ...(settlement && { settlement }) };
    }
    case 'LineAnswerIgnored':
      return event.data.why === 'bank-reference-added' ? withReference(before, bankReference) : before;
    default:
      return unreachable(event);
  }
};

const withReference = (before: PaymentProgress, reference: string | null): PaymentProgress => {
  if (before.outcome === 'settled') return { ...before, settlementReference: reference };
  return before.outcome === 'returned' ? { ...before, settlement: { reference } } : before;
};

export const evolvePayment = (payment: Payment, event: LineEvent): Payment => ({
  ...payment,
  progress: progressAfter(payment.progress, event),
  ignored: event.type === 'LineAnswerIgnored' ? [...payment.ignored, answerKey(event.data)] : payment.ignored,
});
