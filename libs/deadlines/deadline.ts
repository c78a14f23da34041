import type { BusinessDate } from '#kernel/business-date.js';
import { isRefusal } from '#kernel/refusal.js';
import type { WorkingCalendar } from '#kernel/working-calendar.js';
import type { DeadlineKind } from './deadline-kinds.js';

/** A last day that an event states, or a term of working days after a day. */
export type Due = { readonly on: BusinessDate } | WorkingDaysAfter;

export interface WorkingDaysAfter {
  /** Does not count itself. */
  readonly from: BusinessDate;
  readonly workingDays: number;
}

/** What one event does to one deadline. A key that is open already is moved to the new day. */
export type DeadlineChange =
  | {
      readonly does: 'open';
      readonly key: string;
      readonly kind: DeadlineKind;
      readonly due: Due;
      /** What exactly is due where an aggregate has several of a kind: the assessment, the cause of a ban. */
      readonly about?: string;
      /** The term does not run yet. */
      readonly stopped?: true;
    }
  /** The clock stands still; a new day comes with a later `open` or `run`. */
  | { readonly does: 'stop'; readonly key: string }
  /** A stopped term runs from `from`, or from the day it was opened with when that is later. */
  | { readonly does: 'run'; readonly key: string; readonly from: BusinessDate }
  /** The last day is over. */
  | { readonly does: 'pass'; readonly key: string; readonly dueOn: BusinessDate }
  /** What was due has been done, or is not due any more. */
  | { readonly does: 'close'; readonly key: string };

/** `waiting`: the year the term ends in has no published calendar, so its last day is not known. */
export const DEADLINE_STATUSES = ['open', 'stopped', 'waiting', 'passed', 'closed'] as const;
export type DeadlineStatus = (typeof DEADLINE_STATUSES)[number];

export interface Deadline {
  readonly key: string;
  readonly kind: DeadlineKind;
  readonly about: string | null;
  readonly status: DeadlineStatus;
  /** The last day; null while it is not known. */
  readonly dueOn: BusinessDate | null;
  /** Where the term is counted by us rather than stated. */
  readonly term: WorkingDaysAfter | null;
}

/** The deadline after one more change; undefined when there is nothing to change. */
export const changedDeadline = (
  before: Deadline | undefined,
  change: DeadlineChange,
  calendar: WorkingCalendar,
): Deadline | undefined => {
  if (change.does === 'open') return opened(change, calendar);
  if (!before || before.status === 'closed') return undefined;
  switch (change.does) {
    case 'stop':
      return { ...before, status: 'stopped', dueOn: null };
    case 'run': {
      if (before.status !== 'stopped' || !before.term) return undefined;
      const from = change.from > before.term.from ? change.from : before.term.from;
      return running({ ...before, term: { ...before.term, from } }, calendar);
    }
    case 'pass':
      return before.dueOn === change.dueOn ? { ...before, status: 'passed' } : undefined;
    case 'close':
      return { ...before, status: 'closed' };
  }
};

const opened = (change: Extract<DeadlineChange, { does: 'open' }>, calendar: WorkingCalendar): Deadline => {
  const { key, kind, due, about = null, stopped } = change;
  const deadline = { key, kind, about, status: 'open', dueOn: null, term: null } as const;
  if ('on' in due) return { ...deadline, dueOn: due.on };
  return stopped
    ? { ...deadline, status: 'stopped', term: due }
    : running({ ...deadline, term: due }, calendar);
};

/** Counts the term; without a published calendar it waits rather than guesses. */
export const running = (deadline: Deadline, calendar: WorkingCalendar): Deadline => {
  if (!deadline.term) return deadline;
  const dueOn = calendar.addWorkingDays(deadline.term.from, deadline.term.workingDays);
  return isRefusal(dueOn)
    ? { ...deadline, status: 'waiting', dueOn: null }
    : { ...deadline, status: 'open', dueOn };
};

/** A deadline whose last day is over and of which nobody has said so. */
export interface PastDeadline {
  readonly key: string;
  readonly kind: DeadlineKind;
  /** Stream of the aggregate it belongs to. */
  readonly subject: string;
  readonly dueOn: BusinessDate;
  /** Of what set the day. */
  readonly correlationId: string;
}

/** Whether the last day lies before `day`; on the last day itself nothing has passed. */
export const isPast = ({ status, dueOn }: Pick<Deadline, 'status' | 'dueOn'>, day: BusinessDate): boolean =>
  status === 'open' && dueOn !== null && dueOn < day;
