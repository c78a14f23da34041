import type { StoredEvent } from '#event-store/envelope.js';
import type { DomainEvent } from '#kernel/decider.js';
import type { DeadlineChange } from './deadline.js';

/** Where and for which day an event was written. */
export type Circumstances = Pick<StoredEvent, 'stream' | 'effectiveOn'>;

/** By type of event, what it does to deadlines; types that do nothing are left out. */
export type DeadlineRules<E extends DomainEvent> = {
  readonly [Type in E['type']]?: (
    event: Extract<E, { readonly type: Type }>,
    circumstances: Circumstances,
  ) => readonly DeadlineChange[];
};
