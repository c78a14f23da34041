import type { KeyVault } from './key-vault.js';
import type { MasterKeys } from './master-keys.js';

const KEYS_PER_ROUND = 200;

/**
 * Wraps every key under the current master key, some at a time. Whoever interrupts it starts it again: what is done stays done. When it
 * has ended, the older master keys may be removed. The keys themselves stay, so nothing that is sealed changes.
 * @returns how many were wrapped anew.
 */
export const rotateMasterKey = async (
  vault: KeyVault,
  masters: MasterKeys,
  onRound: (rewrapped: number) => void = () => undefined,
): Promise<number> => {
  let rewrapped = 0;
  for (;;) {
    const round = await vault.underOtherMasters(masters.currentId, KEYS_PER_ROUND);
    if (round.length === 0) return rewrapped;
    for (const kept of round) await vault.rewrap(kept, masters.wrap(kept.subject, masters.unwrap(kept)));
    rewrapped += round.length;
    onRound(rewrapped);
  }
};
