import { type BusinessDate, parseBusinessDate, yearOf } from './business-date.js';
import { isRefusal, type Refusal, refuse } from './refusal.js';

/** One year of the State Council's arrangement. Ordinary weekends need not be listed. */
export interface CalendarYear {
  readonly year: number;
  /** Number of the notice that published it, for instance `国办发明电〔2025〕7号`. */
  readonly source: string;
  /** Days off (放假、调休), whether on a weekday or a weekend. */
  readonly holidays: readonly BusinessDate[];
  /** Weekend days that are worked instead (上班). */
  readonly workdays: readonly BusinessDate[];
}

const notACalendarYear = (pointer: string, zh: string, en: string): Refusal =>
  refuse('calendar.not-a-calendar-year', `节假日文件不完整：${zh}`, `Incomplete holiday file: ${en}`, {
    pointer,
  });

const parseDay = (value: unknown, year: number, pointer: string): BusinessDate | Refusal => {
  const day = typeof value === 'string' ? parseBusinessDate(value) : undefined;
  if (!day) {
    return refuse(
      'calendar.date-invalid',
      '节假日文件中的日期应为真实日期，格式为“2027-01-01”',
      'A day in the holiday file must be a real date such as "2027-01-01"',
      { pointer },
    );
  }
  if (yearOf(day) !== year) {
    return refuse(
      'calendar.date-outside-year',
      `${day}不在${year}年内；跨年的放假日应写入其所在年度的文件`,
      `${day} is not in ${year}; a day of another year belongs in that year's file`,
      { pointer },
    );
  }
  return day;
};

const parseDays = (
  list: readonly unknown[],
  year: number,
  pointer: string,
  seen: Set<BusinessDate>,
): BusinessDate[] | Refusal => {
  const days: BusinessDate[] = [];
  for (const [index, value] of list.entries()) {
    const day = parseDay(value, year, `${pointer}/${index}`);
    if (isRefusal(day)) return day;
    if (seen.has(day)) {
      return refuse('calendar.date-repeated', `${day}在文件中重复出现`, `${day} appears twice in the file`, {
        pointer: `${pointer}/${index}`,
      });
    }
    seen.add(day);
    days.push(day);
  }
  return days;
};

/**
 * Reads a year that an operator imports once the State Council has published it. Both lists must be there and holidays
 * must not be empty: an empty file would quietly turn every holiday into a working day.
 */
export const parseCalendarYear = (json: unknown): CalendarYear | Refusal => {
  if (typeof json !== 'object' || json === null)
    return notACalendarYear('', '应为对象', 'an object is expected');
  const { year, source, holidays, workdays } = json as Record<string, unknown>;
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 1949 || year > 9999) {
    return notACalendarYear('/year', '缺少年份', 'the year is missing');
  }
  if (typeof source !== 'string' || source.trim() === '') {
    return notACalendarYear('/source', '缺少通知文号', 'the number of the notice is missing');
  }
  if (!Array.isArray(holidays) || holidays.length === 0) {
    return notACalendarYear('/holidays', '缺少放假日', 'the holidays are missing');
  }
  if (!Array.isArray(workdays)) {
    return notACalendarYear('/workdays', '缺少调休上班日', 'the make-up working days are missing');
  }
  const seen = new Set<BusinessDate>();
  const daysOff = parseDays(holidays, year, '/holidays', seen);
  if (isRefusal(daysOff)) return daysOff;
  const daysWorked = parseDays(workdays, year, '/workdays', seen);
  if (isRefusal(daysWorked)) return daysWorked;
  return { year, source: source.trim(), holidays: daysOff, workdays: daysWorked };
};
