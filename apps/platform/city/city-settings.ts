import type { BusinessDate, Instant } from '#kernel/business-date.js';

/** How large a city is, and which one. */
export interface CitySize {
  readonly seed: number;
  readonly awards: number;
  readonly parties: number;
  readonly firstDay: BusinessDate;
  /** The clock stands here in the end. */
  readonly lastDay: BusinessDate;
}

/** What the loader is not allowed to find out for itself. */
export interface CitySurroundings {
  readonly lookupKey: Uint8Array;
  readonly wallNow: () => Instant;
  /** How much of the history is loaded, from 0 to 1. */
  readonly onProgress: (done: CityProgress) => void;
}

export interface CityProgress {
  readonly day: BusinessDate;
  readonly share: number;
  readonly events: number;
}
