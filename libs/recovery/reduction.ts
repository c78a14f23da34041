import { assert } from '#kernel/assert.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { minFen, sumFen } from '#kernel/money.js';
import { allocate, lessAllocations, missingFenOf, paymentKey } from './allocation.js';
import { closedIfComplete } from './completion.js';
import type { ClaimReduced, RecoveryEvent } from './recovery.events.js';
import type { RecoveryState } from './recovery-case.js';
import type { ReduceClaim } from './recovery-commands.js';
import { wrongStatus } from './recovery-refusals.js';

/**
 * A payment that the bank gave back never reached the debtor, so it cannot be claimed: what remains of the claim is what the
 * debtor got beyond what the rules leave to the debtor. Money that had come in on it goes to the other payments of the case, oldest
 * first; what is then left is owed to the debtor. Holds in every status, also after the case was closed or written off.
 */
export const reduceClaim = (
  { trancheNo, attempt, amountFen, cause }: ReduceClaim,
  state: RecoveryState,
): Decision<RecoveryEvent> => {
  assert(amountFen > 0n, 'Money that came back is more than zero');
  if (state.status === 'none') return reject(wrongStatus(state));
  if (!('balances' in state)) return accept();
  const balance = state.balances.find((one) => paymentKey(one) === paymentKey({ trancheNo, attempt }));
  if (!balance || state.returned.has(paymentKey(balance))) return accept();
  const { claimedFen, missingFen } = balance;
  const reducedFen = minFen(claimedFen, amountFen);
  const receivedFen = claimedFen - missingFen;
  const displacedFen = receivedFen - minFen(receivedFen, claimedFen - reducedFen);
  const others = state.balances.filter((one) => one !== balance);
  const allocations = allocate(others, minFen(displacedFen, missingFenOf(others)));
  const stillMissingFen =
    missingFen - reducedFen + displacedFen + missingFenOf(lessAllocations(others, allocations));
  const event: ClaimReduced = {
    type: 'ClaimReduced',
    data: {
      trancheNo,
      attempt,
      amountFen: reducedFen,
      displacedFen,
      allocations,
      overpaidFen: displacedFen - sumFen(allocations.map((part) => part.amountFen)),
      writeOffVoidedFen: state.status === 'written-off' ? missingFenOf(state.balances) - stillMissingFen : 0n,
      cause,
    },
  };
  return accept<RecoveryEvent>(event, ...closedIfComplete(state, event));
};
