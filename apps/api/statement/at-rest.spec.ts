import type { LogPosition } from '#event-store/envelope.js';
import { logPosition } from '#event-store/log-position.js';
import { readAtRest } from './at-rest.js';

const PATIENCE_MS = 50;

/** A log whose end is the next of `heads` at every look, and stays at the last. */
const logOf = (...heads: readonly (LogPosition | undefined)[]) => {
  let looks = 0;
  return { head: () => Promise.resolve(heads[Math.min(looks++, heads.length - 1)]) };
};
const settling = (answer: boolean) => ({ settled: () => Promise.resolve(answer) });
const [first, second] = [logPosition(1), logPosition(2)];

/** Counts how often it was read. */
const reader = () => {
  let times = 0;
  return () => Promise.resolve((times += 1));
};

describe('figures from several read models', () => {
  it('are of one position when nothing is under way and nothing is written meanwhile', async () => {
    await expect(readAtRest(logOf(first), settling(true), PATIENCE_MS, reader())).resolves.toEqual({
      value: 1,
      asOfPosition: first,
      atRest: true,
    });
  });

  it('are read again when something was written while they were read', async () => {
    await expect(
      readAtRest(logOf(first, second, second), settling(true), PATIENCE_MS, reader()),
    ).resolves.toEqual({ value: 2, asOfPosition: second, atRest: true });
  });

  it('are given with the warning that they may not belong together when the log does not come to rest', async () => {
    let place = 0;
    const busy = { head: () => Promise.resolve(logPosition((place += 1))) };
    await expect(readAtRest(busy, settling(true), PATIENCE_MS, reader())).resolves.toMatchObject({
      atRest: false,
    });
    await expect(readAtRest(logOf(first), settling(false), 0, reader())).resolves.toEqual({
      value: 1,
      asOfPosition: first,
      atRest: false,
    });
  });

  it('of an empty log are at rest', async () => {
    await expect(readAtRest(logOf(undefined), settling(false), PATIENCE_MS, reader())).resolves.toMatchObject(
      {
        asOfPosition: null,
        atRest: true,
      },
    );
  });
});
