import { DEADLINE_KINDS, type DeadlineKind } from '#deadlines/deadline-kinds.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { isRefusal } from '#kernel/refusal.js';
import type { WorkingCalendar } from '#kernel/working-calendar.js';
import type { DeadlineView } from '#projections/deadlines/deadlines.queries.js';

const COLLECTIONS: Readonly<Record<DeadlineKind, string>> = {
  publicity: 'awards',
  rectification: 'awards',
  'talent-tier': 'parties',
  'tier-publicity': 'parties',
  'green-card-issue': 'parties',
  'green-card': 'parties',
  ban: 'parties',
  hold: 'holds',
  repayment: 'recovery-cases',
  'bank-answer': 'batches',
  'outcome-enquiry': 'batches',
};

/**
 * Working days from today to the last day: 0 on the last day itself, below 0 after it. Null where the day, or the calendar of a
 * year in between, is not known.
 */
export const workingDaysLeft = (
  dueOn: BusinessDate | null,
  today: BusinessDate,
  calendar: WorkingCalendar,
): number | null => {
  if (dueOn === null) return null;
  const isLate = dueOn < today;
  const days = isLate ? calendar.workingDaysBetween(dueOn, today) : calendar.workingDaysBetween(today, dueOn);
  if (isRefusal(days)) return null;
  return isLate ? 0 - days : days;
};

export const deadlineOnWire = (row: DeadlineView, today: BusinessDate, calendar: WorkingCalendar): object => {
  const { title, clause, desk, passing } = DEADLINE_KINDS[row.kind];
  const { id, kind, subject, about, status, dueOn, openedOn, passedOn, closedOn } = row;
  return {
    id,
    kind,
    title,
    clause,
    subject,
    about,
    desk,
    status,
    dueOn,
    overdue: status === 'passed' && passing === 'is-missed',
    workingDaysLeft: status === 'closed' ? null : workingDaysLeft(dueOn, today, calendar),
    openedOn,
    passedOn,
    closedOn,
    link: `/v1/${COLLECTIONS[kind]}/${encodeURIComponent(subject)}`,
  };
};
