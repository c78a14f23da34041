import { assert } from '#kernel/assert.js';
import { type Fen, minFen, sumFen } from '#kernel/money.js';
import type { Allocation, RecoveryItem } from './recovery.events.js';

/** What is claimed of one payment of the case, and what of it has not come in. */
export interface ItemBalance {
  readonly trancheNo: number;
  readonly attempt: number;
  readonly claimedFen: Fen;
  readonly missingFen: Fen;
}

/** One payment of the case. */
export const paymentKey = ({
  trancheNo,
  attempt,
}: {
  readonly trancheNo: number;
  readonly attempt: number;
}): string => `${trancheNo}/${attempt}`;

/** Oldest first: by tranche, then attempt, whatever order the finding listed them in. */
export const balancesOf = (items: readonly RecoveryItem[]): readonly ItemBalance[] =>
  items
    .map(({ trancheNo, attempt, amountFen }) => ({
      trancheNo,
      attempt,
      claimedFen: amountFen,
      missingFen: amountFen,
    }))
    .sort((first, second) => first.trancheNo - second.trancheNo || first.attempt - second.attempt);

/** Fills the oldest item first. The parts sum to the amount, which must not be more than all items miss. */
export const allocate = (balances: readonly ItemBalance[], amountFen: Fen): readonly Allocation[] => {
  const allocations: Allocation[] = [];
  let leftFen = amountFen;
  for (const { trancheNo, attempt, missingFen } of balances) {
    const partFen = minFen(leftFen, missingFen);
    if (partFen > 0n) allocations.push({ trancheNo, attempt, amountFen: partFen });
    leftFen -= partFen;
  }
  assert(leftFen === 0n, 'More money came in than the items miss');
  return allocations;
};

export const missingFenOf = (balances: readonly ItemBalance[]): Fen =>
  sumFen(balances.map(({ missingFen }) => missingFen));

export const lessAllocations = (
  balances: readonly ItemBalance[],
  allocations: readonly Allocation[],
): readonly ItemBalance[] =>
  balances.map((balance) => {
    const part = allocations.find(
      ({ trancheNo, attempt }) => trancheNo === balance.trancheNo && attempt === balance.attempt,
    );
    return part ? { ...balance, missingFen: balance.missingFen - part.amountFen } : balance;
  });
