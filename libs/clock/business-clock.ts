import type { Instant } from '#kernel/business-date.js';
import type { Clock } from '#kernel/clock.js';
import { businessInstant } from './business-time.js';

/** The clock of one process. It runs at the speed of the wall clock; only the distance between the two changes. */
export interface BusinessClock extends Clock {
  readonly offsetMs: () => number;
  /** Called at start and whenever the clock stream has a new event. */
  readonly setOffset: (offsetMs: number) => void;
}

/** `wallClock` is the only reading of the machine's time; a spec passes its own. */
export const businessClock = (wallClock: () => Instant, offsetMs = 0): BusinessClock => {
  let current = offsetMs;
  return {
    now: () => businessInstant(wallClock(), current),
    offsetMs: () => current,
    setOffset: (next) => {
      current = next;
    },
  };
};
