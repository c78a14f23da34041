import type { BudgetEvent } from '#budgets/budgets.events.js';
import type { StoredEvent } from '#event-store/envelope.js';
import { assert } from '#kernel/assert.js';
import type { Projection } from '../projection.js';
import { type BudgetDocument, BudgetLineRow } from './budget-line.entity.js';

/** Budget lines by year. People can queue for a line before it has any money, so its stream names it, not its first event. */
export const budgetLinesProjection: Projection<BudgetEvent> = {
  name: 'budget-lines',
  version: 1,
  tables: ['budget_line'],
  types: {
    BudgetAppropriated: true,
    BudgetAdjusted: true,
    BudgetCommitted: true,
    CommitmentQueued: true,
    QueuedCommitmentCancelled: true,
    BudgetDecommitted: true,
    BudgetDisbursed: true,
    DisbursementReversed: true,
    BudgetRefunded: true,
  },
  reads: ({ stream }) => [[BudgetLineRow, stream]],
  async apply(stored, event, rows) {
    const row = (await rows.find(BudgetLineRow, stored.stream)) ?? unusedLine(stored.stream);
    const next = { ...row, ...changesOf(row, event, stored) };
    const openFen = next.committedFen - next.disbursedFen;
    const freeFen = next.appropriatedFen - next.committedFen;
    rows.put(BudgetLineRow, { ...next, openFen, freeFen });
  },
};

const unusedLine = (stream: string): BudgetLineRow => {
  const [, line, year] = /^budget-(.+)-(\d{4})$/.exec(stream) ?? [];
  assert(line !== undefined && year !== undefined, `Not the stream of a budget line: ${stream}`);
  return {
    id: stream,
    line,
    year: Number(year),
    appropriatedFen: 0n,
    committedFen: 0n,
    disbursedFen: 0n,
    openFen: 0n,
    freeFen: 0n,
    queuedFen: 0n,
    refundedFen: 0n,
    documents: [],
  };
};

const changesOf = (row: BudgetLineRow, event: BudgetEvent, stored: StoredEvent): Partial<BudgetLineRow> => {
  switch (event.type) {
    case 'BudgetAppropriated':
      return moreMoney(row, event.data.amountFen, event.data.documentNumber, stored);
    case 'BudgetAdjusted':
      return moreMoney(row, event.data.deltaFen, event.data.documentNumber, stored);
    case 'BudgetCommitted': {
      const { amountFen, fromQueue } = event.data;
      const queuedFen = fromQueue ? row.queuedFen - amountFen : row.queuedFen;
      return { committedFen: row.committedFen + amountFen, queuedFen };
    }
    case 'CommitmentQueued':
      return { queuedFen: row.queuedFen + event.data.amountFen };
    case 'QueuedCommitmentCancelled':
      return { queuedFen: row.queuedFen - event.data.amountFen };
    case 'BudgetDecommitted':
      return { committedFen: row.committedFen - event.data.amountFen };
    case 'BudgetDisbursed':
      return { disbursedFen: row.disbursedFen + event.data.amountFen };
    case 'DisbursementReversed':
      return { disbursedFen: row.disbursedFen - event.data.amountFen };
    case 'BudgetRefunded':
      return { refundedFen: row.refundedFen + event.data.amountFen };
  }
};

const moreMoney = (row: BudgetLineRow, amountFen: bigint, documentNumber: string, stored: StoredEvent) => {
  const document: BudgetDocument = { documentNumber, amountFen, effectiveOn: stored.effectiveOn };
  return { appropriatedFen: row.appropriatedFen + amountFen, documents: [document, ...row.documents] };
};
