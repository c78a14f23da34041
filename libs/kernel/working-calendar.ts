import { Temporal } from 'temporal-polyfill';
import { assert } from './assert.js';
import { addDays, type BusinessDate, yearOf } from './business-date.js';
import type { CalendarYear } from './calendar-year.js';
import { isRefusal, type Refusal, refuse } from './refusal.js';

/**
 * Working days as the State Council publishes them: Monday to Friday, without its holidays, with its make-up days.
 * Every question that touches a year without published data is refused with `calendar.year-not-published`, because an
 * assumed holiday would move a legal deadline.
 */
export interface WorkingCalendar {
  isWorkingDay(day: BusinessDate): boolean | Refusal;
  /** The day on which the n-th working day after `from` falls; `from` itself does not count, n is 1 or more. */
  addWorkingDays(from: BusinessDate, count: number): BusinessDate | Refusal;
  /** Working days after `from` up to and including `to`; none when `to` is not later. */
  workingDaysBetween(from: BusinessDate, to: BusinessDate): number | Refusal;
}

const SATURDAY = 6;

const isWeekend = (day: BusinessDate): boolean => Temporal.PlainDate.from(day).dayOfWeek >= SATURDAY;

const yearNotPublished = (year: number): Refusal =>
  refuse(
    'calendar.year-not-published',
    `国务院办公厅尚未公布（或本系统尚未导入）${year}年节假日安排，无法计算工作日`,
    `The State Council's holiday arrangement for ${year} is not published or not imported, so working days cannot be counted`,
    { clause: '全国年节及纪念日放假办法', facts: { year } },
  );

/** A calendar over the given years. A year given twice counts as given last, so an imported notice replaces an older one. */
export const workingCalendar = (years: readonly CalendarYear[]): WorkingCalendar => {
  const dataOf = new Map(
    years.map(({ year, holidays, workdays }) => [
      year,
      { holidays: new Set(holidays), workdays: new Set(workdays) },
    ]),
  );

  const isWorkingDay = (day: BusinessDate): boolean | Refusal => {
    const data = dataOf.get(yearOf(day));
    if (!data) return yearNotPublished(yearOf(day));
    if (data.workdays.has(day)) return true;
    return !data.holidays.has(day) && !isWeekend(day);
  };

  const addWorkingDays = (from: BusinessDate, count: number): BusinessDate | Refusal => {
    assert(Number.isInteger(count) && count >= 1, `Not a number of working days: ${count}`);
    let day = from;
    for (let left = count; left > 0;) {
      day = addDays(day, 1);
      const working = isWorkingDay(day);
      if (isRefusal(working)) return working;
      if (working) left -= 1;
    }
    return day;
  };

  const workingDaysBetween = (from: BusinessDate, to: BusinessDate): number | Refusal => {
    let count = 0;
    for (let day = from; day < to;) {
      day = addDays(day, 1);
      const working = isWorkingDay(day);
      if (isRefusal(working)) return working;
      if (working) count += 1;
    }
    return count;
  };

  return { isWorkingDay, addWorkingDays, workingDaysBetween };
};
