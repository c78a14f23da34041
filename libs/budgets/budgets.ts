import { unreachable } from '#kernel/assert.js';
import type { Decider } from '#kernel/decider.js';
import { adjustBudget, appropriateBudget } from './appropriation.js';
import type { BudgetCommand } from './budget-commands.js';
import { type BudgetState, emptyLine, evolveBudget } from './budget-line.js';
import type { BudgetEvent } from './budgets.events.js';
import { budgetSnapshot } from './budget-snapshot.js';
import { cancelQueued, commitBudget, decommit } from './commitment.js';
import { correctRefund, disburse, recordRefund, reverseDisbursement } from './disbursement.js';

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
      default:
        return unreachable(command);
    }
  },
  snapshot: budgetSnapshot,
};
