import { type BusinessDate, businessDateAt, parseBusinessDate } from '#kernel/business-date.js';
import type { Fen } from '#kernel/money.js';
import { momentIn } from './iso-time.js';
import { brief, type Place, stopAt } from './place.js';

/**
 * What the bank says of one transfer. `accepted`: the bank holds the instruction and no money has moved; `settled`: the
 * money has left; `rejected`: it never left; `returned`: it left and came back (退票).
 */
export type BankOutcome = 'accepted' | 'settled' | 'rejected' | 'returned';

export interface BankAnswerEntry {
  /** From 1, the place in the file. */
  readonly entryNo: number;
  /** Null when the bank names none; such an entry cannot be matched by id. */
  readonly endToEndId: string | null;
  readonly outcome: BankOutcome;
  readonly amountFen: Fen | null;
  readonly bankReference: string | null;
  readonly happenedOn: BusinessDate | null;
  /** ISO external code such as AC01 or AC04, or the bank's own. */
  readonly reasonCode: string | null;
  readonly reason: string | null;
}

/** What a pain.002 says of the whole file; `partial` when the entries differ. Without entries it is all there is. */
export interface GroupStatus {
  readonly outcome: 'accepted' | 'partial' | 'settled' | 'rejected';
  readonly reasonCode: string | null;
  readonly reason: string | null;
}

/** A line of a notification that says nothing about an outgoing payment, kept so that nothing is silently dropped. */
export interface SetAsideEntry {
  readonly xpath: string;
  /** `not-booked`: announced only. `not-a-payment`: a credit that returns nothing, or the return of somebody's credit. */
  readonly why: 'not-booked' | 'not-a-payment';
}

export interface BankAnswer {
  readonly format: 'pain.002' | 'camt.053' | 'camt.054' | 'csv' | 'xlsx';
  /** Of the instruction file that is answered; null when the answer names none or several. */
  readonly messageId: string | null;
  readonly entries: readonly BankAnswerEntry[];
  /** Only in pain.002, and only when the bank states it. */
  readonly groupStatus?: GroupStatus;
  /** Only in camt.053 and camt.054, and only when there are any. */
  readonly setAside?: readonly SetAsideEntry[];
}

const DAY = /^(\d{4})(?:-(\d{2})-(\d{2})|(\d{2})(\d{2})|\/(\d{1,2})\/(\d{1,2}))$/;

const dayIn = (text: string): BusinessDate | undefined => {
  const moment = momentIn(text);
  if (moment) return businessDateAt(moment);
  const [, year, ...rest] = DAY.exec(text) ?? [];
  const [month = '', day = ''] = rest.filter((part) => part !== undefined);
  return parseBusinessDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
};

/** `2026-11-21`, `20261121`, `2026/11/21` or an ISO date-time → the day in China. */
export const readDay = (text: string, place: Place): BusinessDate =>
  dayIn(text.trim()) ??
  stopAt(place, 'bank-file.date', `“${brief(text)}”不是日期`, `"${brief(text)}" is not a date`);

/** The one value that all members share, or null. */
export const sharedValue = (values: readonly (string | null)[]): string | null => {
  const [first = null] = values;
  return values.every((value) => value === first) ? first : null;
};

/** Text of an answer, whose surrounding spaces mean nothing; null when there is none. */
export const orNull = (text: string | null | undefined): string | null => text?.trim() || null;
