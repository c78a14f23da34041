import { createRequire } from 'node:module';
import { addDays, businessDate } from './business-date.js';
import { parseCalendarYear } from './calendar-year.js';
import { publishedYears } from './published-years.js';
import { workingCalendar } from './working-calendar.js';

const calendar = workingCalendar(publishedYears());
const day = businessDate;

describe('the working calendar (State Council holiday notices)', () => {
  it.each([
    ['2024-01-01', false, 'New Year'],
    ['2024-02-04', true, 'Sunday worked before the Spring Festival, 国办发明电〔2023〕7号'],
    ['2024-02-09', true, 'New Year’s Eve 2024 was only encouraged leave'],
    ['2024-02-16', false, 'Friday of the Spring Festival week'],
    ['2025-01-28', false, 'New Year’s Eve is a holiday from 2025 on'],
    ['2025-10-11', true, 'Saturday worked after the National Day'],
    ['2026-02-23', false, 'ninth day of the longest Spring Festival'],
    ['2026-11-21', false, 'an ordinary Saturday'],
    ['2026-11-23', true, 'an ordinary Monday'],
  ])('%s is a working day: %s (%s)', (text, expected) => {
    expect(calendar.isWorkingDay(day(text))).toBe(expected);
  });

  it.each([
    ['2026-11-20', 1, '2026-11-23', 'over a weekend'],
    ['2026-09-30', 5, '2026-10-13', 'over the National Day, with Saturday 10 October worked'],
    ['2024-02-08', 3, '2024-02-19', 'Friday 9th, then the holidays, Sunday 18th worked, Monday 19th'],
    ['2026-10-10', 1, '2026-10-12', 'a start that is itself a working day does not count'],
    ['2025-12-31', 1, '2026-01-04', 'over the year’s end: 1–3 January off, Sunday 4 January worked'],
  ])('E50 from %s, %i working days later is %s, make-up days counted (%s)', (from, count, expected) => {
    expect(calendar.addWorkingDays(day(from), count)).toBe(expected);
  });

  it.each([
    ['2026-11-20', '2026-11-27', 5],
    ['2026-09-30', '2026-10-13', 5],
    ['2026-09-30', '2026-10-07', 0],
    ['2026-11-20', '2026-11-20', 0],
    ['2026-11-27', '2026-11-20', 0],
    ['2025-12-31', '2026-12-31', 248],
  ])('after %s up to %s there are %i working days', (from, to, expected) => {
    expect(calendar.workingDaysBetween(day(from), day(to))).toBe(expected);
  });

  it('refuses a year that nobody has published instead of assuming it', () => {
    const refusal = { kind: 'refusal', code: 'calendar.year-not-published', facts: { year: 2027 } };
    expect(calendar.isWorkingDay(day('2027-01-01'))).toMatchObject(refusal);
    expect(calendar.isWorkingDay(day('2027-01-02'))).toMatchObject(refusal);
    expect(calendar.addWorkingDays(day('2026-12-25'), 5)).toMatchObject(refusal);
    expect(calendar.workingDaysBetween(day('2026-12-25'), day('2027-01-05'))).toMatchObject(refusal);
    expect(calendar.addWorkingDays(day('2026-12-25'), 4)).toBe('2026-12-31');
  });

  it.each([0, -1, 1.5])('treats a count of %d working days as a bug', (count) => {
    expect(() => calendar.addWorkingDays(day('2026-11-20'), count)).toThrow('Not a number of working days');
  });

  it('lets the year given last replace an earlier one, as an amended notice does', () => {
    const [last] = publishedYears().slice(-1);
    const amended = { ...last!, holidays: [...last!.holidays, day('2026-12-31')] };
    expect(workingCalendar([...publishedYears(), amended]).isWorkingDay(day('2026-12-31'))).toBe(false);
  });
});

describe('the published years', () => {
  it('are 2019 to 2026, each with the number of its notice, and do not include 2027', () => {
    expect(publishedYears().map(({ year }) => year)).toEqual([
      2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026,
    ]);
    for (const { source } of publishedYears()) expect(source).toMatch(/^国办发明电〔20\d\d〕\d+号/);
  });

  it('pass the check that an imported year has to pass', () => {
    for (const year of publishedYears()) expect(parseCalendarYear(year)).toEqual(year);
  });

  it('list make-up days on weekends only', () => {
    for (const { workdays } of publishedYears()) {
      for (const workday of workdays) expect([0, 6]).toContain(new Date(workday).getUTCDay());
    }
  });

  interface IndependentYear {
    readonly dates: readonly {
      readonly date: string;
      readonly type: 'public_holiday' | 'transfer_workday';
    }[];
  }

  it.each([2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026])(
    'agree with an independent source on every day of %i',
    (year) => {
      const path = `holiday-calendar/data/CN/${year}.json`;
      const { dates } = createRequire(import.meta.url)(path) as IndependentYear;
      const typeOf = new Map(dates.map(({ date, type }) => [date, type]));
      const differences: string[] = [];
      for (let at = day(`${year}-01-01`); at <= day(`${year}-12-31`); at = addDays(at, 1)) {
        const weekday = ![0, 6].includes(new Date(at).getUTCDay());
        const expected = typeOf.has(at) ? typeOf.get(at) === 'transfer_workday' : weekday;
        if (calendar.isWorkingDay(at) !== expected) differences.push(at);
      }
      expect(differences).toEqual([]);
    },
  );
});
