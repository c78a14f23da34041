import type { DomainEvent } from '#kernel/decider.js';
import { awardDeadlines } from './award-deadlines.js';
import { batchDeadlines } from './batch-deadlines.js';
import type { DeadlineChange } from './deadline.js';
import type { Circumstances, DeadlineRules } from './deadline-rules.js';
import type { DeadlinePassed } from './deadlines.events.js';
import { holdDeadlines } from './hold-deadlines.js';
import { partyDeadlines } from './party-deadlines.js';
import { recoveryDeadlines } from './recovery-deadlines.js';

const passedDeadlines: DeadlineRules<DeadlinePassed> = {
  DeadlinePassed: ({ data: { deadline, dueOn } }) => [{ does: 'pass', key: deadline, dueOn }],
};

const RULES = {
  ...awardDeadlines,
  ...partyDeadlines,
  ...recoveryDeadlines,
  ...batchDeadlines,
  ...holdDeadlines,
  ...passedDeadlines,
};

/** Types of events that open, move, stop, pass or close a deadline. */
export type DeadlineEventType = keyof typeof RULES;

export const DEADLINE_EVENTS = Object.keys(RULES) as readonly DeadlineEventType[];

/** What an event does to deadlines; nothing for most. The deadlines of a log are the fold of this over its events. */
export const deadlinesOf = (event: DomainEvent, circumstances: Circumstances): readonly DeadlineChange[] => {
  const rules: Readonly<
    Record<string, ((event: never, at: Circumstances) => readonly DeadlineChange[]) | undefined>
  > = RULES;
  return rules[event.type]?.(event as never, circumstances) ?? [];
};
