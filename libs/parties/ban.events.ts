import type { BusinessDate } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';

export type PartyBanned = DomainEvent<
  'PartyBanned',
  {
    readonly from: BusinessDate;
    /** Last day. */
    readonly until: BusinessDate;
    readonly reason: string;
    /** The award or recovery case it follows from. */
    readonly cause: string;
  }
>;
