import { unreachable } from '#kernel/assert.js';
import type { Decider } from '#kernel/decider.js';
import { adjustBudget, appropriateBudget } from './appropriation.js';
import type { BudgetCommand } from './budget-commands.js';
import { type BudgetState, emptyLine } from './budget-line.js';
import type { BudgetEvent } from './budgets.events.js';
import { budgetSnapshot } from './budget-snapshot.js';
import { classifyLine } from './classify-line.js';
import { cancelQueued, commitBudget, decommit } from './commitment.js';
import { correctRefund, disburse, recordRefund, reverseDisbursement } from './disbursement.js';
import { evolveBudget } from './evolve-budget.js';
import { confirmSpendingPlan, enterSpendingPlan, rejectSpendingPlan } from './plan-spending.js';
import { promiseForward } from './promise-forward.js';
import { giveBackTransfer, transferIn, transferOut } from './transfer-halves.js';
import { carryIn, confirmYearEnd, proposeYearEnd, rejectYearEnd } from './year-end.js';

export const budgetStream = (line: string, year: number): string => `budget-${line}-${year}`;

/**
 * One budget line in one fiscal year. Promise: committed ≤ appropriated after every event; who does not fit waits by
 * approval date and is never scaled down (decision 25).
 */
export const budgetDecider: Decider<BudgetCommand, BudgetState, BudgetEvent> = {
  initialState: emptyLine,
  evolve: evolveBudget,
  decide: (command, state) => {
    switch (command.type) {
      case 'AppropriateBudget':
        return appropriateBudget(command, state);
      case 'AdjustBudget':
        return adjustBudget(command, state);
      case 'CommitBudget':
        return commitBudget(command, state);
      case 'Decommit':
        return decommit(command, state);
      case 'Disburse':
        return disburse(command, state);
      case 'ReverseDisbursement':
        return reverseDisbursement(command, state);
      case 'RecordRefund':
        return recordRefund(command);
      case 'CorrectRefund':
        return correctRefund(command);
      case 'CancelQueued':
        return cancelQueued(command, state);
      case 'ClassifyLine':
        return classifyLine(command, state);
      case 'PromiseForward':
        return promiseForward(command, state);
      case 'TransferOut':
        return transferOut(command, state);
      case 'TransferIn':
        return transferIn(command, state);
      case 'GiveBackTransfer':
        return giveBackTransfer(command, state);
      case 'EnterSpendingPlan':
        return enterSpendingPlan(command, state);
      case 'ConfirmSpendingPlan':
        return confirmSpendingPlan(command, state);
      case 'RejectSpendingPlan':
        return rejectSpendingPlan(command, state);
      case 'ProposeYearEnd':
        return proposeYearEnd(command, state);
      case 'ConfirmYearEnd':
        return confirmYearEnd(command, state);
      case 'RejectYearEnd':
        return rejectYearEnd(command, state);
      case 'CarryIn':
        return carryIn(command, state);
      default:
        return unreachable(command);
    }
  },
  snapshot: budgetSnapshot,
};
