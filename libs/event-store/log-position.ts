import { assert } from '#kernel/assert.js';
import type { LogPosition } from './envelope.js';

/** Sixteen digits hold every position that is a safe integer, and make text order the order of the log. */
const DIGITS = 16;

/** 42 → `0000000000000042`. The first event of a log is at 1. */
export const logPosition = (place: number | string): LogPosition => String(place).padStart(DIGITS, '0');

/** The number behind a position of `logPosition`; 0 stands for the start of the log. */
export const placeOf = (position: LogPosition | undefined): number => {
  if (position === undefined) return 0;
  assert(/^\d{16}$/.test(position), `Not a position of this log: ${position}`);
  return Number(position);
};
