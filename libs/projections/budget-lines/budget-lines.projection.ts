import type { BudgetTransferEvent } from '#budgets/budget-transfer.js';
import type { BudgetEvent } from '#budgets/budgets.events.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { Projection } from '../projection.js';
import type { RowKey, Rows } from '../rows.js';
import { BudgetLineRow, BudgetMonthRow, BudgetPromiseRow, BudgetTransferRow } from './budget-line.entity.js';
import { lineAfter, lineOf, unusedLine } from './line-rows.js';

/** Budget lines by year; what they promise, tranche by tranche; their months; the transfers between them. */
export const budgetLinesProjection: Projection<BudgetEvent | BudgetTransferEvent> = {
  name: 'budget-lines',
  version: 2,
  tables: ['budget_line', 'budget_promise', 'budget_month', 'budget_transfer'],
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
    BudgetLineClassified: true,
    ForwardCommitmentChanged: true,
    BudgetTransferredOut: true,
    BudgetTransferGivenBack: true,
    BudgetTransferredIn: true,
    SpendingPlanEntered: true,
    SpendingPlanConfirmed: true,
    SpendingPlanRejected: true,
    YearEndProposed: true,
    YearEndRejected: true,
    YearEndDecided: true,
    LateBalanceMoved: true,
    BudgetCarriedIn: true,
    BudgetTransferRequested: true,
    BudgetTransferCompleted: true,
    BudgetTransferRefused: true,
  },
  reads: (stored, event) =>
    isTransfer(event) ? [[BudgetTransferRow, stored.stream]] : rowsOf(stored, event),
  async apply(stored, event, rows) {
    if (isTransfer(event)) return transfer(stored, event, rows);
    const row = (await rows.find(BudgetLineRow, stored.stream)) ?? unusedLine(stored.stream);
    rows.put(BudgetLineRow, lineAfter(row, event, stored));
    await changePromises(stored, event, rows);
    await changeMonths(stored, event, rows);
  },
};

const isTransfer = (event: BudgetEvent | BudgetTransferEvent): event is BudgetTransferEvent =>
  event.type === 'BudgetTransferRequested' ||
  event.type === 'BudgetTransferCompleted' ||
  event.type === 'BudgetTransferRefused';

const promiseId = (stream: string, award: string, trancheNo: number): string =>
  `${stream}/${award}/${trancheNo}`;
const monthId = (stream: string, month: string): string => `${stream}/${month}`;
const monthOf = ({ effectiveOn }: StoredEvent): string => effectiveOn.slice(0, 7);

const rowsOf = (stored: StoredEvent, event: BudgetEvent): RowKey[] => {
  const { stream } = stored;
  const keys: RowKey[] = [[BudgetLineRow, stream]];
  if (event.type === 'BudgetDisbursed' || event.type === 'DisbursementReversed')
    keys.push([BudgetMonthRow, monthId(stream, monthOf(stored))]);
  if (event.type === 'BudgetCommitted' && event.data.forwardFen !== undefined)
    keys.push([BudgetPromiseRow, promiseId(stream, event.data.award, event.data.trancheNo)]);
  return keys;
};

const changePromises = async ({ stream }: StoredEvent, event: BudgetEvent, rows: Rows): Promise<void> => {
  if (event.type === 'ForwardCommitmentChanged') {
    const { award, changes } = event.data;
    for (const { trancheNo, toFen } of changes) putPromise(rows, stream, award, trancheNo, toFen);
  }
  if (event.type === 'BudgetCommitted' && event.data.forwardFen !== undefined) {
    const { award, trancheNo, forwardFen } = event.data;
    const promise = await rows.find(BudgetPromiseRow, promiseId(stream, award, trancheNo));
    putPromise(rows, stream, award, trancheNo, (promise?.promisedFen ?? 0n) - forwardFen);
  }
};

const putPromise = (
  rows: Rows,
  stream: string,
  award: string,
  trancheNo: number,
  promisedFen: bigint,
): void => {
  const id = promiseId(stream, award, trancheNo);
  if (promisedFen === 0n) rows.remove(BudgetPromiseRow, id);
  else rows.put(BudgetPromiseRow, { id, ...lineOf(stream), award, trancheNo, promisedFen });
};

const changeMonths = async (stored: StoredEvent, event: BudgetEvent, rows: Rows): Promise<void> => {
  const { stream } = stored;
  const change = async (month: string, changes: (row: BudgetMonthRow) => Partial<BudgetMonthRow>) => {
    const id = monthId(stream, month);
    const none = { id, ...lineOf(stream), month, plannedFen: 0n, paidFen: 0n };
    const row = (await rows.find(BudgetMonthRow, id)) ?? none;
    rows.put(BudgetMonthRow, { ...row, ...changes(row) });
  };
  switch (event.type) {
    case 'SpendingPlanConfirmed': {
      const { year } = lineOf(stream);
      for (const [index, plannedFen] of event.data.monthsFen.entries())
        await change(`${year}-${String(index + 1).padStart(2, '0')}`, () => ({ plannedFen }));
      return;
    }
    case 'BudgetDisbursed':
      return change(monthOf(stored), ({ paidFen }) => ({ paidFen: paidFen + event.data.amountFen }));
    case 'DisbursementReversed':
      return change(monthOf(stored), ({ paidFen }) => ({ paidFen: paidFen - event.data.amountFen }));
    default:
      return;
  }
};

type Ended = Partial<BudgetTransferRow>;

const transfer = async (stored: StoredEvent, event: BudgetTransferEvent, rows: Rows): Promise<void> => {
  const { stream: id, effectiveOn: requestedOn } = stored;
  switch (event.type) {
    case 'BudgetTransferRequested': {
      const { from, to, amountFen, documentNumber, by: requestedBy } = event.data;
      const ends = { fromLine: from.line, fromYear: from.year, toLine: to.line, toYear: to.year };
      const of = { amountFen, documentNumber, requestedBy, requestedOn };
      return rows.put(BudgetTransferRow, { id, status: 'requested', ...ends, ...of, refusal: null });
    }
    case 'BudgetTransferCompleted':
      return rows.change(BudgetTransferRow, id, (): Ended => ({ status: 'completed' }));
    case 'BudgetTransferRefused':
      return rows.change(BudgetTransferRow, id, (): Ended => ({
        status: 'refused',
        refusal: event.data.refusal,
      }));
  }
};
