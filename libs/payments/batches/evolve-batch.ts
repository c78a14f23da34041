import { assert, unreachable } from '#kernel/assert.js';
import { emptyWideMap, valueIn, valuesOf, wideMapOf, withoutKey, withValue } from '#kernel/wide-map.js';
import type { BatchLine } from './batch-line.js';
import {
  type AssemblingBatch,
  AT_BANK,
  type BatchAtBank,
  type BatchState,
  type LinesById,
} from './batch-state.js';
import type { BatchAssembled, BatchEvent, LinesAssembled } from './batches.events.js';
import { evolvePayment, isLineEvent, type LineEvent, type Payment } from './payment.js';

type InStatus<Status> = Status extends BatchAtBank['status']
  ? BatchAtBank
  : Extract<BatchState, { readonly status: Status }>;

/** A fact that the status does not allow is a broken log. */
const inStatus = <Status extends BatchState['status']>(
  state: BatchState,
  event: BatchEvent,
  ...allowed: readonly Status[]
): InStatus<Status> => {
  assert(
    (allowed as readonly string[]).includes(state.status),
    `${event.type} in a batch that is ${state.status}`,
  );
  return state as InStatus<Status>;
};

const evolveLine = (state: BatchAtBank, event: LineEvent): BatchAtBank => {
  const { lineId } = event.data;
  const before = valueIn(state.payments, lineId);
  assert(before, `${event.type} of a line that is not in the batch`);
  const after = evolvePayment(before, event);
  const closes = before.progress.final ? 0 : Number(after.progress.final);
  return {
    ...state,
    payments: withValue(state.payments, lineId, after),
    openCount: state.openCount - closes,
  };
};

const withLines = (known: LinesById, lines: readonly BatchLine[]): LinesById =>
  lines.reduce((map, line) => withValue(map, line.lineId, line), known);

/** An answer to the last open part leaves no part open. */
const assembled = (
  state: AssemblingBatch,
  { data: { lines: added } }: LinesAssembled | BatchAssembled,
  answeredPart: number | undefined,
): AssemblingBatch => ({
  ...state,
  lines: withLines(state.lines, added),
  lineCount: state.lineCount + added.length,
  parts: state.parts.map((part, no) =>
    answeredPart === undefined || no === answeredPart ? { candidates: [], answered: true } : part,
  ),
});

type AssemblyEvent = Extract<
  BatchEvent,
  { readonly type: 'BatchDrafted' | 'CandidatesAdded' | 'LinesAssembled' | 'BatchAssembled' }
>;

const evolveAssembly = (state: BatchState, event: AssemblyEvent): BatchState => {
  switch (event.type) {
    case 'BatchDrafted': {
      const { draftedBy, candidates, ...head } = event.data;
      return {
        status: 'assembling',
        ...head,
        parts: [{ candidates, answered: false }],
        lines: emptyWideMap,
        lineCount: 0,
        makers: [{ act: 'batch.draft', by: draftedBy }],
      };
    }
    case 'CandidatesAdded': {
      const assembling = inStatus(state, event, 'assembling');
      const { candidates } = event.data;
      return { ...assembling, parts: [...assembling.parts, { candidates, answered: false }] };
    }
    case 'LinesAssembled':
      return assembled(inStatus(state, event, 'assembling'), event, event.data.part);
    case 'BatchAssembled': {
      const { parts: _parts, ...draft } = assembled(inStatus(state, event, 'assembling'), event, undefined);
      return { ...draft, status: 'drafted' };
    }
  }
};

type DraftEvent = Extract<
  BatchEvent,
  { readonly type: 'LineRemoved' | 'BatchSubmitted' | 'SubmissionWithdrawn' | 'BatchRejected' }
>;

const evolveDraft = (state: BatchState, event: DraftEvent): BatchState => {
  switch (event.type) {
    case 'LineRemoved': {
      const draft = inStatus(state, event, 'drafted');
      const { lineId, removedBy } = event.data;
      return {
        ...draft,
        lines: withoutKey(draft.lines, lineId),
        lineCount: draft.lineCount - 1,
        makers: [...draft.makers, { act: 'batch.remove-line', by: removedBy }],
      };
    }
    case 'BatchSubmitted': {
      const draft = inStatus(state, event, 'drafted');
      const makers = [...draft.makers, { act: 'batch.submit', by: event.data.submittedBy } as const];
      return { ...draft, status: 'submitted', makers, submission: event.data, approvals: [] };
    }
    case 'SubmissionWithdrawn': {
      const {
        submission: _submission,
        approvals: _approvals,
        ...draft
      } = inStatus(state, event, 'submitted');
      return { ...draft, status: 'drafted' };
    }
    case 'BatchRejected': {
      const before = inStatus(state, event, 'assembling', 'drafted', 'submitted', 'sealed');
      const { batch, title, executeOn, makers } = before;
      const { rejectedBy, reason } = event.data;
      return { status: 'rejected', batch, title, executeOn, makers, rejectedBy, reason };
    }
  }
};

const asWaiting = (line: BatchLine): readonly [string, Payment] => [
  line.lineId,
  { line, progress: { outcome: 'waiting', final: false }, ignored: [] },
];

type VoteEvent = Extract<
  BatchEvent,
  { readonly type: 'BatchApprovalGiven' | 'ApprovalWithdrawn' | 'BatchApproved' | 'BatchSealed' }
>;

const evolveVotes = (state: BatchState, event: VoteEvent): BatchState => {
  switch (event.type) {
    case 'BatchApprovalGiven': {
      const submitted = inStatus(state, event, 'submitted');
      return { ...submitted, approvals: [...submitted.approvals, event.data.approvedBy] };
    }
    case 'ApprovalWithdrawn': {
      const submitted = inStatus(state, event, 'submitted');
      return { ...submitted, approvals: submitted.approvals.filter((by) => by !== event.data.withdrawnBy) };
    }
    case 'BatchApproved':
      return { ...inStatus(state, event, 'submitted'), status: 'approved' };
    case 'BatchSealed':
      return { ...inStatus(state, event, 'approved'), status: 'sealed', seal: event.data };
  }
};

type BankEvent = Exclude<
  BatchEvent,
  AssemblyEvent | DraftEvent | VoteEvent | LineEvent | { type: 'BatchApprovalRefused' | 'LinesReleased' }
>;

const evolveAtBank = (state: BatchState, event: BankEvent): BatchState => {
  switch (event.type) {
    case 'BatchSent': {
      const { lines, ...sealed } = inStatus(state, event, 'sealed');
      const { messageId: _messageId, ...sending } = event.data;
      const payments = wideMapOf(valuesOf(lines).map(asWaiting));
      return { ...sealed, status: 'sent', sending, payments, openCount: sealed.lineCount };
    }
    case 'BatchOutcomeUnknown':
      return { ...inStatus(state, event, 'sent'), status: 'outcome-unknown' };
    case 'BatchAcknowledged':
      return { ...inStatus(state, event, 'sent', 'outcome-unknown'), status: 'acknowledged' };
    case 'BatchSettled':
      return { ...inStatus(state, event, 'acknowledged'), status: 'settled' };
    case 'BatchClosed':
      return { ...inStatus(state, event, 'settled'), status: 'closed' };
    default:
      return unreachable(event);
  }
};

export const evolveBatch = (state: BatchState, event: BatchEvent): BatchState => {
  if (isLineEvent(event)) return evolveLine(inStatus(state, event, ...AT_BANK), event);
  switch (event.type) {
    case 'BatchDrafted':
    case 'CandidatesAdded':
    case 'LinesAssembled':
    case 'BatchAssembled':
      return evolveAssembly(state, event);
    case 'LineRemoved':
    case 'BatchSubmitted':
    case 'SubmissionWithdrawn':
    case 'BatchRejected':
      return evolveDraft(state, event);
    case 'LinesReleased':
      return inStatus(state, event, 'rejected');
    case 'BatchApprovalGiven':
    case 'ApprovalWithdrawn':
    case 'BatchApproved':
    case 'BatchSealed':
      return evolveVotes(state, event);
    case 'BatchApprovalRefused':
      return state;
    default:
      return evolveAtBank(state, event);
  }
};
