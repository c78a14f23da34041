import { assert } from '#kernel/assert.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { yuanOf } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import { documentRecorded, isRecorded, notAppropriated } from './appropriation.js';
import type { GiveBackTransfer, TransferIn, TransferOut } from './budget-commands.js';
import { type BudgetState, budgetFigures } from './budget-line.js';
import type { BudgetEvent } from './budgets.events.js';
import { moveLateBalance } from './late-balance.js';
import { lineClosed } from './line-closing.js';
import { acceptAndServeQueue } from './queue.js';

/** Money that nobody was given or promised may leave for another line. It is gone from here at once, so that nobody else gets it. */
export const transferOut = (
  { transfer, to, amountFen, documentNumber }: TransferOut,
  state: BudgetState,
): Decision<BudgetEvent> => {
  assert(amountFen > 0n, 'Transferred money is more than zero');
  const closed = lineClosed(state);
  if (closed) return reject(closed);
  if (state.status === 'unappropriated') return reject(notAppropriated());
  if (isRecorded(state, documentNumber)) return reject(documentRecorded(documentNumber));
  if (amountFen > budgetFigures(state).uncommittedFen) return reject(aboveUncommitted(amountFen, state));
  return accept({ type: 'BudgetTransferredOut', data: { transfer, to, amountFen, documentNumber } });
};

export const transferIn = (
  { transfer, from, line, year, amountFen, documentNumber }: TransferIn,
  state: BudgetState,
): Decision<BudgetEvent> => {
  assert(amountFen > 0n, 'Transferred money is more than zero');
  const closed = lineClosed(state);
  if (closed) return reject(closed);
  if (isRecorded(state, documentNumber)) return reject(documentRecorded(documentNumber));
  return acceptAndServeQueue(state, {
    type: 'BudgetTransferredIn',
    data: { line, year, transfer, from, amountFen, documentNumber },
  });
};

/** Nothing refuses what comes back; a line that was closed meanwhile closes it as the rest. */
export const giveBackTransfer = (
  { transfer }: GiveBackTransfer,
  state: BudgetState,
): Decision<BudgetEvent> => {
  assert(state.status === 'appropriated', 'Money left a line without any');
  const out = state.transfersOut.get(transfer);
  assert(out, `Transfer ${transfer} never left`);
  return acceptAndServeQueue(
    state,
    { type: 'BudgetTransferGivenBack', data: { transfer, ...out } },
    ...moveLateBalance(state, state, transfer, out.amountFen),
  );
};

const aboveUncommitted = (amountFen: bigint, state: BudgetState): Refusal => {
  const { freeFen, forwardFen, uncommittedFen } = budgetFigures(state);
  const [amount, free, forward, most] = [amountFen, freeFen, forwardFen, uncommittedFen].map(yuanOf) as [
    string,
    string,
    string,
    string,
  ];
  return refuse(
    'budget.transfer-above-free',
    `可用 ${free} 元中已批未拨承诺 ${forward} 元，最多可调出 ${most} 元，申请调出 ${amount} 元`,
    `${free} yuan are free and ${forward} of them promised to approved awards: at most ${most} yuan can leave, not ${amount}`,
    {
      pointer: '/amountFen',
      facts: { amountYuan: amount, freeYuan: free, forwardYuan: forward, mostYuan: most },
    },
  );
};
