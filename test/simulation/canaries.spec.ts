import fc from 'fast-check';
import { DEFECTS, defectiveExecutor } from './defects.js';
import { acts, play } from './plays.js';

const SEED = 20_241_121;
const RUNS = 150;

/** The simulation proves nothing unless it notices that something is wrong. */
describe('a canary: the simulation notices that', () => {
  it.each(Object.entries(DEFECTS))('%s', async (_what, { defect, rule, play: scripted }) => {
    const executorOn = defectiveExecutor(defect);
    if (scripted) {
      await expect(play(scripted)).resolves.toBeDefined();
      await expect(play(scripted, { executorOn })).rejects.toThrow(rule);
      return;
    }
    const noticed = fc.asyncProperty(acts(160), async (sequence) => {
      const outcome = await play(sequence, { executorOn }).then(() => '', String);
      return !rule.test(outcome);
    });
    const { failed } = await fc.check(noticed, { numRuns: RUNS, seed: SEED, endOnFailure: true });
    expect(failed).toBe(true);
  });
});
