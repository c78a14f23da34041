import { assert } from '#kernel/assert.js';
import type { LogPosition } from './envelope.js';

/** Sixteen digits hold every position that is a safe integer, and make text order the order of the log. */
const DIGITS = 16;

/** 42 → `0000000000000042`. The first event of a log is at 1. */
export const logPosition = (place: number | string): LogPosition => String(place).padStart(DIGITS, '0');

const COUNTED = /^\d{16}$/;
/** Commit and prepare position of EventStoreDB, see `eventstoredb/log-place.ts`. */
const IN_BYTES = /^(\d{20}):\d{20}$/;

/** Whether a text from outside is a position of any of the logs. */
export const isLogPosition = (text: string): boolean => COUNTED.test(text) || IN_BYTES.test(text);

/** Whether the difference of two positions is a number of events. */
export const countsEvents = (position: LogPosition | undefined): boolean =>
  position === undefined || COUNTED.test(position);

/** How far into its log a position is, for whoever shows progress: events, or bytes where the engine counts those. */
export const extentOf = (position: LogPosition | undefined): number => {
  const [, commit] = IN_BYTES.exec(position ?? '') ?? [];
  return commit === undefined ? placeOf(position || undefined) : Number(commit);
};

/** The number behind a position of `logPosition`; 0 stands for the start of the log. */
export const placeOf = (position: LogPosition | undefined): number => {
  if (position === undefined) return 0;
  assert(COUNTED.test(position), `Not a position of this log: ${position}`);
  return Number(position);
};
