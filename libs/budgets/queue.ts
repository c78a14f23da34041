import { accept, type Decision } from '#kernel/decider.js';
import { type BudgetState, budgetFigures } from './budget-line.js';
import type { BudgetCommitted, BudgetEvent } from './budgets.events.js';
import { evolveBudget } from './evolve-budget.js';
import { drawnFromForward } from './forward-book.js';

/**
 * Accepts events and, in the same decision, commits everybody at the head of the queue for whom there is money now.
 * Strictly in order: a small commitment never passes a large one that waits longer (decision 25).
 */
export const acceptAndServeQueue = (
  state: BudgetState,
  ...events: readonly BudgetEvent[]
): Decision<BudgetEvent> => {
  let now = events.reduce(evolveBudget, state);
  const served: BudgetCommitted[] = [];
  for (;;) {
    const [head] = now.queue;
    if (!head || head.amountFen > budgetFigures(now).freeFen) return accept(...events, ...served);
    const { commitmentId, amountFen, award, trancheNo } = head;
    const event: BudgetCommitted = {
      type: 'BudgetCommitted',
      data: { commitmentId, amountFen, award, trancheNo, fromQueue: true, ...drawnFromForward(now, head) },
    };
    served.push(event);
    now = evolveBudget(now, event);
  }
};
