import type { BusinessDate, Instant } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';
import type { Fen } from '#kernel/money.js';
import type { BatchLine, LeftOut, TrancheAttempt } from './batch-line.js';

export type BatchDrafted = DomainEvent<
  'BatchDrafted',
  {
    readonly batch: string;
    readonly title: string;
    /** The first of them; the others follow, in the same append, as `CandidatesAdded`. */
    readonly candidates: readonly TrancheAttempt[];
    /** Day the bank is asked to pay on. */
    readonly executeOn: BusinessDate;
    readonly draftedBy: string;
  }
>;

/** More candidates of a large batch. */
export type CandidatesAdded = DomainEvent<
  'CandidatesAdded',
  {
    readonly batch: string;
    /** From 1; the candidates of the draft are part 0. */
    readonly part: number;
    readonly candidates: readonly TrancheAttempt[];
  }
>;

/** What became of one part of the candidates, while other parts are still open. */
export type LinesAssembled = DomainEvent<
  'LinesAssembled',
  { readonly part: number; readonly lines: readonly BatchLine[]; readonly leftOut: readonly LeftOut[] }
>;

/** What became of the last part. */
export type BatchAssembled = DomainEvent<
  'BatchAssembled',
  {
    /** Of the last part; those of the other parts are in `LinesAssembled`. */
    readonly lines: readonly BatchLine[];
    readonly leftOut: readonly LeftOut[];
    /** Of all lines. */
    readonly totalFen: Fen;
  }
>;

type ReleasedLine = TrancheAttempt & { readonly lineId: string };

/** The tranche is free for another batch. */
export type LineRemoved = DomainEvent<
  'LineRemoved',
  ReleasedLine & { readonly netFen: Fen; readonly removedBy: string; readonly reason: string }
>;

export interface Submission {
  readonly submittedBy: string;
  readonly contentHash: string;
  readonly count: number;
  readonly totalFen: Fen;
  /** Fixed at submission, so that a later policy does not move the goal. */
  readonly requiredApprovals: number;
}

export type BatchSubmitted = DomainEvent<'BatchSubmitted', Submission>;

export type BatchApprovalGiven = DomainEvent<
  'BatchApprovalGiven',
  { readonly approvedBy: string; readonly contentHash: string }
>;

/** One vote taken back before the last one sealed the batch. */
export type ApprovalWithdrawn = DomainEvent<
  'ApprovalWithdrawn',
  { readonly withdrawnBy: string; readonly contentHash: string }
>;

/** Somebody tried to approve who may not, or approved something else than what was submitted. */
export type BatchApprovalRefused = DomainEvent<
  'BatchApprovalRefused',
  { readonly by: string; readonly reasonCode: string }
>;

/** All approvals given so far are void. */
export type SubmissionWithdrawn = DomainEvent<
  'SubmissionWithdrawn',
  { readonly withdrawnBy: string; readonly voidedApprovals: readonly string[] }
>;

export type BatchApproved = DomainEvent<
  'BatchApproved',
  { readonly contentHash: string; readonly approvers: readonly string[]; readonly totalFen: Fen }
>;

/** Nothing in the batch can change any more. */
export type BatchSealed = DomainEvent<
  'BatchSealed',
  { readonly contentHash: string; readonly sealedAt: Instant; readonly messageId: string }
>;

/**
 * The tranches of `lines` are free for another batch; those of `leftOut` never got in. Of a large batch these are the first lines, and
 * `LinesReleased` in the same append name the others.
 */
export type BatchRejected = DomainEvent<
  'BatchRejected',
  {
    readonly rejectedBy: string;
    readonly reason: string;
    readonly lines: readonly ReleasedLine[];
    readonly leftOut: readonly LeftOut[];
  }
>;

/** More tranches of a rejected batch that are free for another one. */
export type LinesReleased = DomainEvent<
  'LinesReleased',
  { readonly reason: string; readonly lines: readonly ReleasedLine[] }
>;

export interface Sending {
  readonly sentBy: string;
  readonly format: 'pain.001' | 'csv';
  readonly fileName: string;
  /** SHA-256 of the file, hex. */
  readonly fileHash: string;
}

/** Recorded before the file leaves, so that a crash in between can never send it twice. */
export type BatchSent = DomainEvent<'BatchSent', Sending & { readonly messageId: string }>;

export type BatchOutcomeUnknown = DomainEvent<'BatchOutcomeUnknown', { readonly reason: string }>;

/** What the bank said of a whole file has no entry of its own. */
export const WHOLE_FILE_ENTRY_NO = 0;

/** The entry of a bank file that says so. */
export interface AnswerSource {
  readonly answerFile: string;
  /** From 1; `WHOLE_FILE_ENTRY_NO` where the bank spoke of the whole file. */
  readonly entryNo: number;
}

/** The bank's first answer to any line. */
export type BatchAcknowledged = DomainEvent<
  'BatchAcknowledged',
  { readonly happenedOn: BusinessDate; readonly source: AnswerSource }
>;

/** The line as the answer found it, and what the bank said. */
export interface AnsweredLine extends TrancheAttempt {
  readonly lineId: string;
  readonly payee: string;
  readonly accountId: string;
  readonly grossFen: Fen;
  readonly setOffFen: Fen;
  readonly netFen: Fen;
  readonly bankReference: string | null;
  readonly happenedOn: BusinessDate;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly source: AnswerSource;
}

export type LineAccepted = DomainEvent<'LineAccepted', AnsweredLine>;
/** The money has left. */
export type LineSettled = DomainEvent<'LineSettled', AnsweredLine>;
/** The money never left. */
export type LineRejected = DomainEvent<'LineRejected', AnsweredLine>;
/** 退票: the money came back, after a settlement we know of (`wasSettled`) or without one. */
export type LineReturned = DomainEvent<'LineReturned', AnsweredLine & { readonly wasSettled: boolean }>;

/** An answer that changes nothing and is still worth knowing. */
export type LineAnswerIgnored = DomainEvent<
  'LineAnswerIgnored',
  {
    readonly lineId: string;
    readonly outcome: BankOutcome;
    readonly why: 'bank-reference-added' | 'money-is-back-already' | 'no-reference-to-compare';
    readonly bankReference: string | null;
    readonly happenedOn: BusinessDate;
    readonly source: AnswerSource;
  }
>;

export type BankOutcome = 'accepted' | 'settled' | 'rejected' | 'returned';

/** Every line has a final answer. */
export type BatchSettled = DomainEvent<
  'BatchSettled',
  { readonly settledFen: Fen; readonly rejectedFen: Fen; readonly returnedFen: Fen }
>;

export type BatchClosed = DomainEvent<'BatchClosed', { readonly count: number; readonly totalFen: Fen }>;

export type BatchEvent =
  | BatchDrafted
  | CandidatesAdded
  | LinesAssembled
  | BatchAssembled
  | LineRemoved
  | BatchSubmitted
  | BatchApprovalGiven
  | ApprovalWithdrawn
  | BatchApprovalRefused
  | SubmissionWithdrawn
  | BatchApproved
  | BatchSealed
  | BatchRejected
  | LinesReleased
  | BatchSent
  | BatchOutcomeUnknown
  | BatchAcknowledged
  | LineAccepted
  | LineSettled
  | LineRejected
  | LineReturned
  | LineAnswerIgnored
  | BatchSettled
  | BatchClosed;
