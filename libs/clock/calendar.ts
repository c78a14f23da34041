import type { CalendarYear } from '#kernel/calendar-year.js';
import { contentHash } from '#kernel/content-hash.js';
import { accept, type Decider, type DomainEvent, reject } from '#kernel/decider.js';
import { refuse } from '#kernel/refusal.js';

export const CALENDAR_STREAM = 'calendar-working';

/** An operator brought in a year that the State Council has published since the service was built. */
export type CalendarYearImported = DomainEvent<
  'CalendarYearImported',
  CalendarYear & { readonly by: string }
>;

export interface ImportCalendarYear {
  readonly type: 'ImportCalendarYear';
  readonly year: CalendarYear;
  /** Years that ship with the service. */
  readonly published: readonly CalendarYear[];
  readonly by: string;
}

/** Imported years, the latest notice of a year last. */
export type CalendarState = readonly CalendarYear[];

const isSame = (one: CalendarYear, other: CalendarYear): boolean =>
  contentHash({ h: one.holidays, w: one.workdays }) === contentHash({ h: other.holidays, w: other.workdays });

export const calendarDecider: Decider<ImportCalendarYear, CalendarState, CalendarYearImported> = {
  initialState: () => [],
  evolve: (years, { data: { year, source, holidays, workdays } }) => [
    ...years,
    { year, source, holidays, workdays },
  ],
  decide: ({ year, published, by }, imported) => {
    const known = [...published, ...imported].findLast((one) => one.year === year.year);
    if (known && isSame(known, year)) return accept();
    // Terms already counted with a published year must not change afterwards.
    if (known) {
      return reject(
        refuse(
          'calendar.year-already-published',
          `${year.year} 年的放假安排已公布，不能更改`,
          `The calendar of ${year.year} is published already and cannot change`,
          { pointer: '/year', facts: { year: year.year, source: known.source } },
        ),
      );
    }
    return accept({ type: 'CalendarYearImported', data: { ...year, by } });
  },
};
