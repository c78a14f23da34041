import type { Fen } from '#kernel/money.js';
import type { BudgetState } from './budget-line.js';
import type { LateBalanceMoved, LineYear } from './budgets.events.js';

/**
 * Money that comes free in a year that is closed goes the way the rest went: carried over where anything was, otherwise back to the
 * treasury. So a closed year has nothing to give, and no decision of two people is undone by a late fact.
 */
export const moveLateBalance = (
  { closing }: BudgetState,
  { line, year }: LineYear,
  commitmentId: string,
  amountFen: Fen,
): readonly LateBalanceMoved[] => {
  if (closing.status !== 'closed') return [];
  const { carriedFen, documentNumber } = closing;
  const outcome = carriedFen > 0n ? 'carried' : 'returned';
  return [
    { type: 'LateBalanceMoved', data: { line, year, commitmentId, amountFen, outcome, documentNumber } },
  ];
};
