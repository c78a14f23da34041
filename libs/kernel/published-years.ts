import { createRequire } from 'node:module';
import { assert } from './assert.js';
import { businessDate, type BusinessDate, yearOf } from './business-date.js';
import type { CalendarYear } from './calendar-year.js';

/**
 * The notices of the General Office of the State Council. The library's days go back to 2004, but before 2019 it and an
 * independent source disagree about some days, so those years are not offered; and a year that a later version of the
 * library adds counts only once its notice is named here.
 */
const NOTICE_OF_YEAR: Readonly<Record<number, string>> = {
  2019: '国办发明电〔2018〕15号、国办发明电〔2019〕3号',
  2020: '国办发明电〔2019〕16号、国办发明电〔2020〕1号',
  2021: '国办发明电〔2020〕27号',
  2022: '国办发明电〔2021〕11号',
  2023: '国办发明电〔2022〕16号',
  2024: '国办发明电〔2023〕7号',
  2025: '国办发明电〔2024〕12号',
  2026: '国办发明电〔2025〕7号',
};

interface ChineseDays {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

/** The library's functions read the machine's time zone and call any unknown weekday a working day; its data does not. */
const data = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as ChineseDays;

const daysIn = (year: number, days: Readonly<Record<string, string>>): BusinessDate[] =>
  Object.keys(days)
    .map(businessDate)
    .filter((day) => yearOf(day) === year)
    .sort();

/** The years the State Council had published when this release was made. Later ones are imported by an operator. */
export const publishedYears = (): CalendarYear[] =>
  Object.entries(NOTICE_OF_YEAR).map(([text, source]) => {
    const year = Number(text);
    const holidays = daysIn(year, data.holidays);
    assert(holidays.length > 0, `No published holidays for ${year}`);
    return { year, source, holidays, workdays: daysIn(year, data.workdays) };
  });
