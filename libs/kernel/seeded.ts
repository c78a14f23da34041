import { derivedUuid } from './ids.js';

/** Numbers that look random and are the same for the same seed (mulberry32). */
export interface Seeded {
  /** From 0 up to, and without, `below`. */
  below(below: number): number;
  oneOf<T>(among: readonly T[]): T;
}

export const seeded = (seed: number): Seeded => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    oneOf: (among) => {
      const one = among[below(among.length)];
      if (one === undefined) throw new Error('Nothing to choose from');
      return one;
    },
  };
};

/** A seed of its own for every part of something large, whatever order the parts are made in. */
export const seededBy = (...parts: readonly (string | number)[]): Seeded =>
  seeded(Number.parseInt(derivedUuid(...parts).slice(0, 8), 16));
