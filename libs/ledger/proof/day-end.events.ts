import type { BusinessDate } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';

/** That the books of the day were compared, up to which event, and what came of it. */
export type DayEndProved = DomainEvent<
  'DayEndProved',
  {
    readonly on: BusinessDate;
    /** End of the log that was compared. */
    readonly position: string;
    /** Of all comparisons with their totals and differences; the same books give the same hash. */
    readonly resultsHash: string;
    readonly holds: boolean;
    readonly comparisons: readonly {
      readonly name: string;
      readonly lineCount: number;
      readonly differenceCount: number;
    }[];
    readonly provedBy: string;
  }
>;
