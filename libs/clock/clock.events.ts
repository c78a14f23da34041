import type { BusinessDate, Instant } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';

export type BusinessClockStarted = DomainEvent<
  'BusinessClockStarted',
  {
    /** Business time at the start. */
    readonly startedAt: Instant;
    readonly offsetMs: number;
  }
>;

export type BusinessClockMoved = DomainEvent<
  'BusinessClockMoved',
  {
    readonly from: BusinessDate;
    readonly to: BusinessDate;
    readonly offsetMs: number;
    readonly reason: string;
  }
>;

export type ClockEvent = BusinessClockStarted | BusinessClockMoved;
