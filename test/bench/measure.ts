/** Figures of one contender, one a round. */
export type Rounds = Readonly<Record<string, readonly number[]>>;

/** The same seed gives the same numbers from 0 to 1 (mulberry32). */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export const median = (figures: readonly number[]): number => {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
};

/**
 * Runs the contenders in turn, round after round, so that what else the machine does hits all of them. Each round starts with
 * another one, because the first of a round finds other caches than the last.
 */
export const interleaved = async <Contender extends { readonly name: string }>(
  contenders: readonly Contender[],
  rounds: number,
  run: (contender: Contender, round: number) => Promise<number>,
): Promise<Rounds> => {
  const figures = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const contender = contenders[(turn + round) % contenders.length];
      if (contender) figures.get(contender.name)?.push(await run(contender, round));
    }
  }
  return Object.fromEntries(figures);
};

/** How often a second `work` gets done by so many callers, each of whom asks again when it was answered. */
export const perSecond = async (
  callers: number,
  forMs: number,
  work: (caller: number) => Promise<unknown>,
): Promise<number> => {
  const started = performance.now();
  let done = 0;
  const call = async (caller: number): Promise<void> => {
    while (performance.now() - started < forMs) {
      await work(caller);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)));
  return (done * 1000) / (performance.now() - started);
};

/** Items a second of a job that says how many it did. */
export const rateOf = async (job: () => Promise<number>): Promise<number> => {
  const started = performance.now();
  const count = await job();
  return (count * 1000) / (performance.now() - started);
};

export const millisecondsOf = async (job: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await job();
  return performance.now() - started;
};
