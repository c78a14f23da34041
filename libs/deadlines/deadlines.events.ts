import type { BusinessDate } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';
import type { DeadlineKind } from './deadline-kinds.js';

/**
 * The last day of a deadline is over and it was neither met nor moved. For kinds whose passing changes nothing in the aggregate
 * itself; publicity and tiers say it in their own streams. Counts from `dueOn`, whenever it was written.
 */
export type DeadlinePassed = DomainEvent<
  'DeadlinePassed',
  {
    readonly deadline: string;
    readonly kind: DeadlineKind;
    /** The aggregate it belongs to. */
    readonly subject: string;
    readonly dueOn: BusinessDate;
    readonly clause: string;
  }
>;
