import { assert } from '#kernel/assert.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { yuanOf } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import type { CorrectRefund, Disburse, RecordRefund, ReverseDisbursement } from './budget-commands.js';
import { type BudgetState, commitmentOf } from './budget-line.js';
import type { BudgetEvent } from './budgets.events.js';
import { aboveOpen, unknownCommitment } from './commitment.js';
import { openFenOf } from './commitment-book.js';

export const disburse = (
  { commitmentId, amountFen, cause }: Disburse,
  state: BudgetState,
): Decision<BudgetEvent> => {
  assert(amountFen > 0n, 'Disbursed money is more than zero');
  const commitment = commitmentOf(state, commitmentId);
  if (!commitment) return reject(unknownCommitment(commitmentId));
  const openFen = openFenOf(commitment);
  if (amountFen > openFen) return reject(aboveOpen('budget.disbursed-above-open', amountFen, openFen));
  return accept({ type: 'BudgetDisbursed', data: { commitmentId, amountFen, cause } });
};

export const reverseDisbursement = (
  { commitmentId, amountFen, reason }: ReverseDisbursement,
  state: BudgetState,
): Decision<BudgetEvent> => {
  assert(amountFen > 0n, 'Returned money is more than zero');
  const commitment = commitmentOf(state, commitmentId);
  if (!commitment) return reject(unknownCommitment(commitmentId));
  if (amountFen > commitment.disbursedFen) {
    const [amount, disbursed] = [yuanOf(amountFen), yuanOf(commitment.disbursedFen)];
    return reject(
      refuse(
        'budget.reversed-above-disbursed',
        `退回 ${amount} 元超过该笔占用已拨付的 ${disbursed} 元`,
        `${amount} yuan came back, which is more than the ${disbursed} yuan disbursed on this commitment`,
        { pointer: '/amountFen', facts: { amountYuan: amount, disbursedYuan: disbursed } },
      ),
    );
  }
  return accept({ type: 'DisbursementReversed', data: { commitmentId, amountFen, reason } });
};

/** Recovered money belongs to the treasury: it is counted, and frees nothing (practice 2.11). */
export const recordRefund = ({ caseId, amountFen, cause }: RecordRefund): Decision<BudgetEvent> => {
  assert(amountFen > 0n, 'Refunded money is more than zero');
  return accept({ type: 'BudgetRefunded', data: { caseId, amountFen, cause } });
};

/** A red entry (红字冲销): the refund stays on record, and so does what it was reduced by. */
export const correctRefund = ({ caseId, amountFen, cause }: CorrectRefund): Decision<BudgetEvent> => {
  assert(amountFen > 0n, 'A correction is more than zero');
  return accept({ type: 'BudgetRefunded', data: { caseId, amountFen: -amountFen, cause } });
};
