import type { Words } from '../language.js';
import type { Cast } from './cast.js';
import type { Play } from './play.js';

/** What happens on one day of a scenario. */
export interface Act {
  readonly on: string;
  readonly play: (play: Play, cast: Cast) => Promise<void>;
}

/** A numbered story; its acts share what they learnt through the closure that made them. */
export interface Scenario {
  readonly title: Words;
  readonly acts: readonly Act[];
}

/** What an act needs from an earlier one; acts of one scenario are played in order. */
export const known = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`The demo has not come to ${what} yet`);
  return value;
};
