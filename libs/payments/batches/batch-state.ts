import type { EarlierAct } from '#access/different-people.js';
import { assert, unreachable } from '#kernel/assert.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { type Fen, sumFen } from '#kernel/money.js';
import type { BatchLine, TrancheAttempt } from './batch-line.js';
import type { BatchEvent, BatchRejected, BatchSealed, Sending, Submission } from './batches.events.js';
import { evolvePayment, isLineEvent, type LineEvent, type Payment } from './payment.js';

interface Head {
  readonly batch: string;
  readonly title: string;
  readonly executeOn: BusinessDate;
  /** Everybody who made the batch what it is, over all its submissions; none of them may approve it. */
  readonly makers: readonly EarlierAct[];
}

interface Submitted extends Head {
  readonly lines: readonly BatchLine[];
  readonly submission: Submission;
  /** User ids. */
  readonly approvals: readonly string[];
}

interface Sealed extends Submitted {
  readonly seal: BatchSealed['data'];
}

interface AtBank extends Omit<Sealed, 'lines'> {
  readonly sending: Sending;
  readonly payments: readonly Payment[];
  /** Lines without a final answer. */
  readonly openCount: number;
}

const AT_BANK = ['sent', 'outcome-unknown', 'acknowledged', 'settled', 'closed'] as const;

export type AssemblingBatch = {
  readonly status: 'assembling';
  readonly candidates: readonly TrancheAttempt[];
} & Head;
export type DraftedBatch = { readonly status: 'drafted'; readonly lines: readonly BatchLine[] } & Head;
export type SubmittedBatch = { readonly status: 'submitted' } & Submitted;
export type SealedBatch = { readonly status: 'sealed' } & Sealed;
export type BatchAtBank = { readonly status: (typeof AT_BANK)[number] } & AtBank;

export type BatchState =
  | { readonly status: 'none' }
  | AssemblingBatch
  | DraftedBatch
  | SubmittedBatch
  | ({ readonly status: 'approved' } & Submitted)
  | SealedBatch
  | BatchAtBank
  | ({ readonly status: 'rejected' } & Head & Pick<BatchRejected['data'], 'rejectedBy' | 'reason'>);

export const isAtBank = (state: BatchState): state is BatchAtBank =>
  (AT_BANK as readonly string[]).includes(state.status);

/** The lines in the batch now; none before it is assembled and after it was rejected. */
export const linesOf = (state: BatchState): readonly BatchLine[] => {
  if ('lines' in state) return state.lines;
  return isAtBank(state) ? state.payments.map(({ line }) => line) : [];
};

export const totalOfLines = (lines: readonly BatchLine[]): Fen => sumFen(lines.map(({ netFen }) => netFen));

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
  const index = state.payments.findIndex(({ line }) => line.lineId === event.data.lineId);
  const before = state.payments[index];
  assert(before, `${event.type} of a line that is not in the batch`);
  const after = evolvePayment(before, event);
  const closes = before.progress.final ? 0 : Number(after.progress.final);
  return { ...state, payments: state.payments.with(index, after), openCount: state.openCount - closes };
};

type DraftEvent = Extract<
  BatchEvent,
  {
    readonly type:
      'BatchAssembled' | 'LineRemoved' | 'BatchSubmitted' | 'SubmissionWithdrawn' | 'BatchRejected';
  }
>;

const evolveDraft = (state: BatchState, event: DraftEvent): BatchState => {
  switch (event.type) {
    case 'BatchAssembled': {
      const { candidates: _candidates, ...head } = inStatus(state, event, 'assembling');
      return { ...head, status: 'drafted', lines: event.data.lines };
    }
    case 'LineRemoved': {
      const draft = inStatus(state, event, 'drafted');
      const { lineId, removedBy } = event.data;
      return {
        ...draft,
        lines: draft.lines.filter((line) => line.lineId !== lineId),
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
      const { batch, title, executeOn, makers } = inStatus(
        state,
        event,
        'assembling',
        'drafted',
        'submitted',
        'sealed',
      );
      const { rejectedBy, reason } = event.data;
      return { status: 'rejected', batch, title, executeOn, makers, rejectedBy, reason };
    }
    default:
      return unreachable(event);
  }
};

const asWaiting = (line: BatchLine): Payment => ({
  line,
  progress: { outcome: 'waiting', final: false },
  ignored: [],
});

export const evolveBatch = (state: BatchState, event: BatchEvent): BatchState => {
  if (isLineEvent(event)) return evolveLine(inStatus(state, event, ...AT_BANK), event);
  switch (event.type) {
    case 'BatchDrafted': {
      const { draftedBy, ...drafted } = event.data;
      return { status: 'assembling', ...drafted, makers: [{ act: 'batch.draft', by: draftedBy }] };
    }
    case 'BatchApprovalGiven': {
      const submitted = inStatus(state, event, 'submitted');
      return { ...submitted, approvals: [...submitted.approvals, event.data.approvedBy] };
    }
    case 'BatchApprovalRefused':
      return state;
    case 'BatchApproved':
      return { ...inStatus(state, event, 'submitted'), status: 'approved' };
    case 'BatchSealed':
      return { ...inStatus(state, event, 'approved'), status: 'sealed', seal: event.data };
    case 'BatchSent': {
      const { lines, ...sealed } = inStatus(state, event, 'sealed');
      const { messageId: _messageId, ...sending } = event.data;
      return { ...sealed, status: 'sent', sending, payments: lines.map(asWaiting), openCount: lines.length };
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
      return evolveDraft(state, event);
  }
};
