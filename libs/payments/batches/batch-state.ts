import type { EarlierAct } from '#access/different-people.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { type Fen, sumFen } from '#kernel/money.js';
import { valueIn, valuesOf, type WideMap } from '#kernel/wide-map.js';
import type { BatchLine, TrancheAttempt } from './batch-line.js';
import type { BatchRejected, BatchSealed, Sending, Submission } from './batches.events.js';
import type { Payment } from './payment.js';

export interface Head {
  readonly batch: string;
  readonly title: string;
  readonly executeOn: BusinessDate;
  /** Everybody who made the batch what it is, over all its submissions; none of them may approve it. */
  readonly makers: readonly EarlierAct[];
}

/** By line id: a batch may have 100,000 lines, and each is changed by events of its own. */
export type LinesById = WideMap<BatchLine>;

interface Drafted extends Head {
  readonly lines: LinesById;
  readonly lineCount: number;
}

interface Submitted extends Drafted {
  readonly submission: Submission;
  /** User ids. */
  readonly approvals: readonly string[];
}

interface Sealed extends Submitted {
  readonly seal: BatchSealed['data'];
}

interface AtBank extends Omit<Sealed, 'lines'> {
  readonly sending: Sending;
  /** By line id. */
  readonly payments: WideMap<Payment>;
  /** Lines without a final answer. */
  readonly openCount: number;
}

export const AT_BANK = ['sent', 'outcome-unknown', 'acknowledged', 'settled', 'closed'] as const;

/** Candidates that were drafted together and are answered together. */
export interface CandidatePart {
  readonly candidates: readonly TrancheAttempt[];
  readonly answered: boolean;
}

export type AssemblingBatch = {
  readonly status: 'assembling';
  readonly parts: readonly CandidatePart[];
} & Drafted;
export type DraftedBatch = { readonly status: 'drafted' } & Drafted;
export type SubmittedBatch = { readonly status: 'submitted' } & Submitted;
export type SealedBatch = { readonly status: 'sealed' } & Sealed;
export type BatchAtBank = { readonly status: (typeof AT_BANK)[number] } & AtBank;
export type RejectedBatch = { readonly status: 'rejected' } & Head &
  Pick<BatchRejected['data'], 'rejectedBy' | 'reason'>;

export type BatchState =
  | { readonly status: 'none' }
  | AssemblingBatch
  | DraftedBatch
  | SubmittedBatch
  | ({ readonly status: 'approved' } & Submitted)
  | SealedBatch
  | BatchAtBank
  | RejectedBatch;

export const isAtBank = (state: BatchState): state is BatchAtBank =>
  (AT_BANK as readonly string[]).includes(state.status);

const byLineId = (one: BatchLine, other: BatchLine): number => (one.lineId < other.lineId ? -1 : 1);

/** What the bank said of each line so far, by line id. */
export const paymentsOf = ({ payments }: BatchAtBank): readonly Payment[] =>
  valuesOf(payments).toSorted((one, other) => byLineId(one.line, other.line));

/** The lines in the batch now, by line id; none after it was rejected. */
export const linesOf = (state: BatchState): readonly BatchLine[] => {
  if ('lines' in state) return valuesOf(state.lines).toSorted(byLineId);
  return isAtBank(state) ? paymentsOf(state).map(({ line }) => line) : [];
};

export const hasLine = (state: BatchState, lineId: string): boolean =>
  'lines' in state
    ? valueIn(state.lines, lineId) !== undefined
    : isAtBank(state) && valueIn(state.payments, lineId) !== undefined;

export const totalOfLines = (lines: readonly BatchLine[]): Fen => sumFen(lines.map(({ netFen }) => netFen));
