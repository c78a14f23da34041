import { type BusinessDate } from '#kernel/business-date.js';
import { accept, type Decider } from '#kernel/decider.js';
import type { DeadlinePassed } from './deadlines.events.js';

/** One stream a month, by last day, so that none grows for ever. */
export const deadlinesStream = (dueOn: BusinessDate): string => `deadlines-${dueOn.slice(0, 7)}`;

export type PassDeadline = {
  readonly type: 'PassDeadline';
  /** The business day it is. */
  readonly on: BusinessDate;
} & DeadlinePassed['data'];

/** Deadlines passed, each with its day: a deadline that was moved and passes again is another. */
export type DeadlinesState = ReadonlySet<string>;

const passing = ({ deadline, dueOn }: DeadlinePassed['data']): string => `${deadline}@${dueOn}`;

/** Nothing passes twice, nor on its last day: a timer may fire late, early or again. */
export const deadlineDecider: Decider<PassDeadline, DeadlinesState, DeadlinePassed> = {
  initialState: () => new Set(),
  evolve: (passed, { data }) => new Set([...passed, passing(data)]),
  decide: ({ type: _type, on, ...data }, passed) =>
    on <= data.dueOn || passed.has(passing(data)) ? accept() : accept({ type: 'DeadlinePassed', data }),
};
