import type { StoredEvent } from '#event-store/envelope.js';
import { assert } from '#kernel/assert.js';
import type { BatchLine } from '#payments/batches/batch-line.js';
import type { BankOutcome, BatchEvent } from '#payments/batches/batches.events.js';
import type { Projection } from '../projection.js';
import type { RowKey, Rows } from '../rows.js';
import { headChanges, newBatch } from './batch-head.js';
import { BatchLineRow, BatchRow, type LineAnswer, type LineOutcome } from './batch.entity.js';

/** Payment batches, their lines and what the bank said of them. */
export const batchesProjection: Projection<BatchEvent> = {
  name: 'batches',
  version: 3,
  tables: ['batch', 'batch_line'],
  types: {
    BatchDrafted: true,
    CandidatesAdded: true,
    LinesAssembled: true,
    BatchAssembled: true,
    LineRemoved: true,
    BatchSubmitted: true,
    BatchApprovalGiven: true,
    ApprovalWithdrawn: true,
    BatchApprovalRefused: true,
    SubmissionWithdrawn: true,
    BatchApproved: true,
    BatchSealed: true,
    BatchRejected: true,
    LinesReleased: true,
    BatchSent: true,
    BatchOutcomeUnknown: true,
    BatchAcknowledged: true,
    LineAccepted: true,
    LineSettled: true,
    LineRejected: true,
    LineReturned: true,
    LineAnswerIgnored: true,
    BatchSettled: true,
    BatchClosed: true,
  },
  reads: (stored, event) => batchAndLines(stored, event),
  async apply(stored, event, rows) {
    if (event.type === 'BatchDrafted') return rows.put(BatchRow, newBatch(event, stored));
    const before = await rows.find(BatchRow, stored.stream);
    assert(before, `${event.type} in ${stored.stream} before its draft`);
    const batch = { ...before, revision: stored.revision, ...headChanges(before, event, stored) };
    rows.put(BatchRow, await applyToLines(batch, event, rows));
  },
};

const rowId = (batch: BatchRow, lineId: string): string => `${batch.id}/${lineId}`;

const batchAndLines = ({ stream }: StoredEvent, event: BatchEvent): readonly RowKey[] => {
  const batch = [BatchRow, stream] as const;
  const line = (lineId: string) => [BatchLineRow, `${stream}/${lineId}`] as const;
  if (event.type === 'BatchRejected' || event.type === 'LinesReleased')
    return [batch, ...event.data.lines.map(({ lineId }) => line(lineId))];
  return 'lineId' in event.data ? [batch, line(event.data.lineId)] : [batch];
};

/** The lines after an event, and the batch with its figures by outcome. */
const applyToLines = async (batch: BatchRow, event: BatchEvent, rows: Rows): Promise<BatchRow> => {
  switch (event.type) {
    case 'LinesAssembled':
    case 'BatchAssembled':
      return event.data.lines.reduce((sum, line) => addLine(sum, line, rows), batch);
    case 'LineRemoved':
      return answerLine(batch, event.data.lineId, rows, { outcome: 'removed' });
    case 'BatchRejected':
    case 'LinesReleased': {
      let after = batch;
      for (const { lineId } of event.data.lines)
        after = await answerLine(after, lineId, rows, { outcome: 'removed' });
      return after;
    }
    case 'LineAccepted':
    case 'LineSettled':
    case 'LineRejected':
    case 'LineReturned': {
      const { happenedOn, bankReference, reasonCode, reason, source } = event.data;
      const outcome = OUTCOMES[event.type];
      const decided = { outcome, answeredOn: happenedOn, bankReference, reasonCode, reason };
      return answerLine(batch, event.data.lineId, rows, decided, {
        outcome,
        happenedOn,
        bankReference,
        reasonCode,
        reason,
        source,
        ignored: null,
      });
    }
    case 'LineAnswerIgnored': {
      const { outcome, happenedOn, bankReference, source, why } = event.data;
      const answer = {
        outcome,
        happenedOn,
        bankReference,
        reasonCode: null,
        reason: null,
        source,
        ignored: why,
      };
      return answerLine(
        batch,
        event.data.lineId,
        rows,
        why === 'bank-reference-added' ? { bankReference } : {},
        answer,
      );
    }
    default:
      return batch;
  }
};

const OUTCOMES = {
  LineAccepted: 'accepted',
  LineSettled: 'settled',
  LineRejected: 'rejected',
  LineReturned: 'returned',
} as const satisfies Record<string, BankOutcome>;

const addLine = (batch: BatchRow, line: BatchLine, rows: Rows): BatchRow => {
  const { involved, ...rest } = line;
  rows.put(BatchLineRow, {
    ...rest,
    id: rowId(batch, line.lineId),
    batch: batch.batch,
    involved: [...involved],
    outcome: 'waiting',
    answeredOn: null,
    bankReference: null,
    reasonCode: null,
    reason: null,
    answers: [],
  });
  return counted(batch, 'waiting', 1, line.netFen);
};

const answerLine = async (
  batch: BatchRow,
  lineId: string,
  rows: Rows,
  change: Partial<BatchLineRow>,
  answer?: LineAnswer,
): Promise<BatchRow> => {
  const line = await rows.find(BatchLineRow, rowId(batch, lineId));
  assert(line, `Batch ${batch.batch} has no line ${lineId}`);
  rows.put(BatchLineRow, { ...line, ...change, answers: answer ? [...line.answers, answer] : line.answers });
  if (!change.outcome) return batch;
  return counted(counted(batch, line.outcome, -1, -line.netFen), change.outcome, 1, line.netFen);
};

/** A removed line is no part of the batch's count and total. */
const counted = (batch: BatchRow, outcome: LineOutcome, count: number, totalFen: bigint): BatchRow => {
  const before = batch.byOutcome[outcome];
  const byOutcome = {
    ...batch.byOutcome,
    [outcome]: { count: before.count + count, totalFen: before.totalFen + totalFen },
  };
  if (outcome === 'removed') return { ...batch, byOutcome };
  return { ...batch, byOutcome, lineCount: batch.lineCount + count, totalFen: batch.totalFen + totalFen };
};
