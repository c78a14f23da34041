import { assert } from '#kernel/assert.js';
import { accept, type Decision } from '#kernel/decider.js';
import type { PromiseForward } from './budget-commands.js';
import type { BudgetState } from './budget-line.js';
import type { BudgetEvent } from './budgets.events.js';
import { forwardFenOf } from './forward-book.js';

/**
 * A promise needs no money: a later year has none yet, and a year that promises more than it has shows by how much. Money is set aside
 * when a tranche is released, in order of approval (decision 25).
 */
export const promiseForward = (
  { award, promises, cause }: PromiseForward,
  state: BudgetState,
): Decision<BudgetEvent> => {
  assert(
    promises.every(({ amountFen }) => amountFen >= 0n),
    'A promise is not negative',
  );
  const changes = promises
    .map(({ trancheNo, amountFen: toFen }) => ({
      trancheNo,
      fromFen: forwardFenOf(state, award, trancheNo),
      toFen,
    }))
    .filter(({ fromFen, toFen }) => fromFen !== toFen);
  if (changes.length === 0) return accept();
  return accept({ type: 'ForwardCommitmentChanged', data: { award, changes, cause } });
};
