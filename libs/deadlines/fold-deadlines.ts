import type { CalendarYearImported } from '#clock/calendar.js';
import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { publishedYears } from '#kernel/published-years.js';
import { type WorkingCalendar, workingCalendar } from '#kernel/working-calendar.js';
import { changedDeadline, type Deadline, isPast, type PastDeadline } from './deadline.js';
import { deadlinesOf } from './deadlines-of.js';

const shipped = publishedYears();

interface Folded extends Deadline {
  readonly subject: string;
  readonly correlationId: string;
}

/** The deadlines of a log, or of one stream, by key; the read model is the same fold in rows. */
export const foldDeadlines = (log: readonly StoredEvent[]): ReadonlyMap<string, Folded> => {
  const calendar = calendarOf(log);
  const deadlines = new Map<string, Folded>();
  for (const stored of log) {
    for (const change of deadlinesOf(decode(stored), stored)) {
      const before = deadlines.get(change.key);
      const next = changedDeadline(before, change, calendar);
      if (!next) continue;
      const isOpening = change.does === 'open' || !before;
      const opening = { subject: stored.stream, correlationId: stored.metadata.correlationId };
      deadlines.set(change.key, { ...(isOpening ? opening : before), ...next });
    }
  }
  return deadlines;
};

const calendarOf = (log: readonly StoredEvent[]): WorkingCalendar => {
  const imported = log
    .filter(({ type }) => type === 'CalendarYearImported')
    .map((stored) => decode<CalendarYearImported>(stored).data);
  return workingCalendar([...shipped, ...imported]);
};

/** Running deadlines whose last day lies before `day`. */
export const pastDeadlinesIn = (log: readonly StoredEvent[], day: BusinessDate): readonly PastDeadline[] =>
  [...foldDeadlines(log).values()].flatMap(({ key, kind, subject, correlationId, status, dueOn }) =>
    dueOn !== null && isPast({ status, dueOn }, day) ? [{ key, kind, subject, dueOn, correlationId }] : [],
  );
