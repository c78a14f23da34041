import type { CalendarYearImported } from '#clock/calendar.js';
import { changedDeadline, type Deadline, running } from '#deadlines/deadline.js';
import { DEADLINE_EVENTS, deadlinesOf } from '#deadlines/deadlines-of.js';
import type { StoredEvent } from '#event-store/envelope.js';
import { assert } from '#kernel/assert.js';
import { businessDateAt } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';
import { publishedYears } from '#kernel/published-years.js';
import { type WorkingCalendar, workingCalendar } from '#kernel/working-calendar.js';
import type { Projection } from '../projection.js';
import type { Rows } from '../rows.js';
import { DeadlineCalendarRow, DeadlineRow } from './deadline.entity.js';

const CALENDAR = 'calendar';
const AFTER_EVERY_DAY = '~';
const FOLD_VERSION = 1;
const published = publishedYears();
const shipped = workingCalendar(published);

/** Every deadline that an event ever opened, with its last day as the calendar of the log and of this release has it. */
export const deadlinesProjection: Projection = {
  name: 'deadlines',
  // A release that knows another year counts terms that waited for it, so the rows are built anew.
  version: FOLD_VERSION * 10_000 + (published.at(-1)?.year ?? 0),
  tables: ['deadline', 'deadline_calendar'],
  types: Object.fromEntries([...DEADLINE_EVENTS, 'CalendarYearImported'].map((type) => [type, true])),
  async apply(stored, event, rows) {
    if (isCalendarYear(event)) await countWhatWaited(event, rows);
    else await change(stored, event, rows);
  },
};

const isCalendarYear = (event: DomainEvent): event is CalendarYearImported =>
  event.type === 'CalendarYearImported';

const calendarRow = async (rows: Rows): Promise<DeadlineCalendarRow> =>
  (await rows.find(DeadlineCalendarRow, CALENDAR)) ?? { id: CALENDAR, imported: [], waiting: [] };

const calendarWith = ({ imported }: DeadlineCalendarRow): WorkingCalendar =>
  imported.length === 0 ? shipped : workingCalendar([...published, ...imported]);

const change = async (stored: StoredEvent, event: DomainEvent, rows: Rows): Promise<void> => {
  const calendar = await calendarRow(rows);
  for (const one of deadlinesOf(event, stored)) {
    const row = await rows.find(DeadlineRow, one.key);
    const next = changedDeadline(row && deadlineIn(row), one, calendarWith(calendar));
    if (!next) continue;
    rows.put(DeadlineRow, {
      ...(row && one.does !== 'open' ? row : openedBy(stored)),
      ...columnsOf(next),
      ...daysOf(one.does, stored),
    });
    noteWaiting(calendar, next, rows);
  }
};

/** The year a term ends in was published: now its last day is known. */
const countWhatWaited = async ({ data }: CalendarYearImported, rows: Rows): Promise<void> => {
  const { by: _by, ...year } = data;
  const before = await calendarRow(rows);
  const calendar = { ...before, imported: [...before.imported, year] };
  const stillWaiting: string[] = [];
  for (const id of before.waiting) {
    const row = await rows.find(DeadlineRow, id);
    assert(row, `No deadline ${id} to count`);
    const next = running(deadlineIn(row), calendarWith(calendar));
    rows.put(DeadlineRow, { ...row, ...columnsOf(next) });
    if (next.status === 'waiting') stillWaiting.push(id);
  }
  rows.put(DeadlineCalendarRow, { ...calendar, waiting: stillWaiting });
};

const noteWaiting = (calendar: DeadlineCalendarRow, { key, status }: Deadline, rows: Rows): void => {
  const others = calendar.waiting.filter((one) => one !== key);
  const waiting = status === 'waiting' ? [...others, key] : others;
  if (waiting.length === calendar.waiting.length) return;
  calendar.waiting = waiting;
  rows.put(DeadlineCalendarRow, calendar);
};

const deadlineIn = ({
  id: key,
  kind,
  about,
  status,
  dueOn,
  termFrom,
  workingDays,
}: DeadlineRow): Deadline => ({
  key,
  kind,
  about,
  status,
  dueOn,
  term: termFrom !== null && workingDays !== null ? { from: termFrom, workingDays } : null,
});

const columnsOf = ({ key: id, kind, about, status, dueOn, term }: Deadline) => ({
  id,
  kind,
  about,
  status,
  dueOn,
  sortsAs: dueOn ?? AFTER_EVERY_DAY,
  termFrom: term?.from ?? null,
  workingDays: term?.workingDays ?? null,
});

const openedBy = ({ stream, effectiveOn, metadata }: StoredEvent) => ({
  subject: stream,
  openedOn: effectiveOn,
  passedOn: null,
  closedOn: null,
  correlationId: metadata.correlationId,
});

const daysOf = (does: string, { effectiveOn, metadata }: StoredEvent): Partial<DeadlineRow> => {
  if (does === 'pass') return { passedOn: businessDateAt(metadata.recordedAt) };
  return does === 'close' ? { closedOn: effectiveOn } : {};
};
