import fc from 'fast-check';
import type { StoredEvent } from '#event-store/envelope.js';
import { dismissed, returnedAfterRepayment, writtenOff } from './canary-plays.js';
import { acts, play } from './plays.js';
import { statesNotReached } from './states.js';

const SEED = 20_241_121;

describe('the plays of the simulation', () => {
  it('reach every state of batch, payment, tranche, hand-over, bank entry, hold, case and refund', async () => {
    const logs: (readonly StoredEvent[])[] = [];
    for (const sequence of fc.sample(acts(240), { numRuns: 20, seed: SEED }))
      logs.push((await play(sequence, { withBankLine: true })).log);
    // Rare by chance: a case that is dropped or given up, and a refund of what the bank gave back after it was repaid.
    const refund = [1, 2, 3].map((other) => ({ act: 'refund', pick: 0, other }) as const);
    for (const scripted of [dismissed, writtenOff, [...returnedAfterRepayment, ...refund]])
      logs.push((await play(scripted)).log);
    expect(statesNotReached(logs)).toEqual([]);
  });

  it('would be told of a state that none of them reaches', async () => {
    const { log } = await play([]);
    expect(statesNotReached([log])).toEqual(
      expect.arrayContaining(['batch closed', 'hold lifted', 'case repaid']),
    );
  });
});
