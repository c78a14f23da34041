import type { StoredEvent } from '#event-store/envelope.js';
import type { BatchEvent } from '#payments/batches/batches.events.js';
import type { BatchAct, BatchRow } from './batch.entity.js';

type Drafted = Extract<BatchEvent, { type: 'BatchDrafted' }>;

const NONE = { count: 0, totalFen: 0n };

const actOf = (act: string, by: string, stored: StoredEvent, refused: string | null = null): BatchAct => ({
  act,
  by,
  at: stored.metadata.recordedAt,
  refused,
});

export const newBatch = ({ data }: Drafted, stored: StoredEvent): BatchRow => ({
  id: stored.stream,
  batch: data.batch,
  revision: stored.revision,
  title: data.title,
  status: 'assembling',
  draftedAt: stored.metadata.recordedAt,
  executeOn: data.executeOn,
  acts: [actOf('draft', data.draftedBy, stored)],
  approvals: [],
  requiredApprovals: null,
  contentHash: null,
  sealedAt: null,
  messageId: null,
  file: null,
  reason: null,
  leftOut: [],
  lineCount: 0,
  totalFen: 0n,
  byOutcome: { waiting: NONE, accepted: NONE, settled: NONE, rejected: NONE, returned: NONE, removed: NONE },
});

const leavingOut = ({ leftOut }: BatchRow, more: BatchRow['leftOut']): Pick<BatchRow, 'leftOut'> => ({
  leftOut: more.length === 0 ? leftOut : [...leftOut, ...more],
});

/** What an event changes in the header; counts and totals follow from the lines. */
export const headChanges = (batch: BatchRow, event: BatchEvent, stored: StoredEvent): Partial<BatchRow> => {
  const acted = (act: string, by: string, refused: string | null = null) => ({
    acts: [...batch.acts, actOf(act, by, stored, refused)],
  });
  switch (event.type) {
    case 'LinesAssembled':
      return leavingOut(batch, event.data.leftOut);
    case 'BatchAssembled':
      return { status: 'drafted', ...leavingOut(batch, event.data.leftOut) };
    case 'LineRemoved':
      return acted('remove-line', event.data.removedBy);
    case 'BatchSubmitted': {
      const { submittedBy, contentHash, requiredApprovals } = event.data;
      return {
        status: 'submitted',
        contentHash,
        requiredApprovals,
        approvals: [],
        ...acted('submit', submittedBy),
      };
    }
    case 'BatchApprovalGiven':
      return {
        approvals: [...batch.approvals, event.data.approvedBy],
        ...acted('approve', event.data.approvedBy),
      };
    case 'ApprovalWithdrawn':
      return {
        approvals: batch.approvals.filter((by) => by !== event.data.withdrawnBy),
        ...acted('withdraw-approval', event.data.withdrawnBy),
      };
    case 'BatchApprovalRefused':
      return acted('approve', event.data.by, event.data.reasonCode);
    case 'SubmissionWithdrawn':
      return {
        status: 'drafted',
        contentHash: null,
        approvals: [],
        ...acted('withdraw', event.data.withdrawnBy),
      };
    case 'BatchApproved':
      return { status: 'approved' };
    case 'BatchRejected':
      return {
        status: 'rejected',
        reason: event.data.reason,
        // Candidates may have been left out already when the batch was assembled.
        ...leavingOut(batch, event.data.leftOut),
        ...acted('reject', event.data.rejectedBy),
      };
    default:
      return bankChanges(event, stored, acted);
  }
};

const bankChanges = (
  event: BatchEvent,
  stored: StoredEvent,
  acted: (act: string, by: string) => Partial<BatchRow>,
): Partial<BatchRow> => {
  switch (event.type) {
    case 'BatchSealed':
      return { status: 'sealed', sealedAt: event.data.sealedAt, messageId: event.data.messageId };
    case 'BatchSent': {
      const { sentBy, format, fileName, fileHash } = event.data;
      return {
        status: 'sent',
        file: { format, fileName, fileHash, sentAt: stored.metadata.recordedAt },
        ...acted('send', sentBy),
      };
    }
    case 'BatchOutcomeUnknown':
      return { status: 'outcome-unknown', reason: event.data.reason };
    case 'BatchAcknowledged':
      return { status: 'acknowledged', reason: null };
    case 'BatchSettled':
      return { status: 'settled' };
    case 'BatchClosed':
      return { status: 'closed' };
    default:
      return {};
  }
};
