import fc from 'fast-check';
import { acts, play } from './plays.js';

const RUNS = Number(process.env.SIMULATION_RUNS ?? 40);
const SEED = process.env.SIMULATION_SEED ? Number(process.env.SIMULATION_SEED) : undefined;

describe('an office in which everything goes wrong', () => {
  it('keeps every promise about money at every prefix of its log, whatever dies, repeats and overtakes', async () => {
    await fc.assert(
      fc.asyncProperty(acts(120), async (sequence) => void (await play(sequence, { withBankLine: true }))),
      { numRuns: RUNS, ...(SEED !== undefined && { seed: SEED }) },
    );
  });
});
