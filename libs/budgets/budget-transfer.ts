import { assert } from '#kernel/assert.js';
import { accept, type Decider, type Decision, type DomainEvent, reject } from '#kernel/decider.js';
import type { Fen } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';

/** One end of a transfer. */
export interface TransferEnd {
  readonly line: string;
  readonly year: number;
}

/** Money that one document moves from line to line (指标调剂). */
export interface TransferOrder {
  readonly transfer: string;
  readonly from: TransferEnd;
  readonly to: TransferEnd;
  readonly amountFen: Fen;
  readonly documentNumber: string;
  readonly by: string;
}

/** Why one of the lines refused. */
export interface TransferRefusal {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

export type BudgetTransferRequested = DomainEvent<'BudgetTransferRequested', TransferOrder>;
export type BudgetTransferCompleted = DomainEvent<'BudgetTransferCompleted', { readonly transfer: string }>;
/** `giveBack` when the money had left the line it came from; then it goes back there. */
export type BudgetTransferRefused = DomainEvent<
  'BudgetTransferRefused',
  { readonly transfer: string; readonly refusal: TransferRefusal; readonly giveBack: boolean }
>;
export type BudgetTransferEvent = BudgetTransferRequested | BudgetTransferCompleted | BudgetTransferRefused;

export type BudgetTransferCommand =
  | (TransferOrder & { readonly type: 'RequestTransfer' })
  | { readonly type: 'CompleteTransfer' }
  | { readonly type: 'RefuseTransfer'; readonly refusal: TransferRefusal; readonly giveBack: boolean };

export type BudgetTransfer =
  | { readonly status: 'none' }
  | { readonly status: 'requested' | 'completed'; readonly order: TransferOrder }
  | { readonly status: 'refused'; readonly order: TransferOrder; readonly refusal: TransferRefusal };

const decide = (command: BudgetTransferCommand, state: BudgetTransfer): Decision<BudgetTransferEvent> => {
  if (command.type === 'RequestTransfer') {
    assert(state.status === 'none', 'A transfer is asked for once');
    return request(command);
  }
  assert(state.status !== 'none', 'Nobody asked for the transfer');
  const { transfer } = state.order;
  // It ends once; whoever says so again, after an interruption, says the same.
  if (state.status !== 'requested') return accept();
  if (command.type === 'CompleteTransfer')
    return accept({ type: 'BudgetTransferCompleted', data: { transfer } });
  const { refusal, giveBack } = command;
  return accept({ type: 'BudgetTransferRefused', data: { transfer, refusal, giveBack } });
};

const request = ({ type: _type, ...order }: TransferOrder & { readonly type: 'RequestTransfer' }) => {
  assert(order.amountFen > 0n, 'Transferred money is more than zero');
  const { from, to } = order;
  if (from.line === to.line && from.year === to.year) return reject<BudgetTransferEvent>(sameLine());
  if (from.year !== to.year) return reject<BudgetTransferEvent>(otherYear());
  return accept<BudgetTransferEvent>({ type: 'BudgetTransferRequested', data: order });
};

const sameLine = () =>
  refuse('budget.transfer-to-itself', '调出与调入为同一预算科目', 'A line transfers nothing to itself', {
    pointer: '/to',
  });

const otherYear = () =>
  refuse(
    'budget.transfer-to-other-year',
    '指标调剂只在同一年度内进行；跨年度须办理年终结转',
    'Money moves between lines of one year; to another year it is carried over at the end of its year',
    { pointer: '/to/year' },
  );

/** One transfer. Its stream says whether it happened; the two lines follow. */
export const budgetTransferDecider: Decider<BudgetTransferCommand, BudgetTransfer, BudgetTransferEvent> = {
  initialState: () => ({ status: 'none' }),
  decide,
  evolve: (state, event) => {
    if (event.type === 'BudgetTransferRequested') return { status: 'requested', order: event.data };
    assert(state.status !== 'none', 'Nobody asked for the transfer');
    if (event.type === 'BudgetTransferCompleted') return { status: 'completed', order: state.order };
    return { status: 'refused', order: state.order, refusal: event.data.refusal };
  },
};
