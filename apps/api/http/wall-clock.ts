import { type Instant, instant } from '#kernel/business-date.js';

/** The machine's time. Sessions and waiting run on it; everything that is recorded runs on the business clock. */
export const wallClock = (): Instant => instant(new Date().toISOString());
