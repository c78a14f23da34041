import { type BusinessDate, businessDateAt, type Instant } from './business-date.js';

/** The only source of time. In production it is the wall clock; outside it an administrator may move it forward. */
export interface Clock {
  now(): Instant;
}

export const today = (clock: Clock): BusinessDate => businessDateAt(clock.now());
