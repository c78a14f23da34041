import { parseCalendarYear } from './calendar-year.js';

const valid = {
  year: 2027,
  source: '国办发明电〔2026〕1号（示例）',
  holidays: ['2027-01-01', '2027-02-05'],
  workdays: ['2027-02-06'],
};

describe('importing a calendar year', () => {
  it('reads a complete year', () => {
    expect(parseCalendarYear(valid)).toEqual(valid);
  });

  it('accepts a year without make-up days, as long as the list is there', () => {
    expect(parseCalendarYear({ ...valid, workdays: [] })).toMatchObject({ workdays: [] });
  });

  it.each([
    [null, 'calendar.not-a-calendar-year', ''],
    ['2027', 'calendar.not-a-calendar-year', ''],
    [{ ...valid, year: '2027' }, 'calendar.not-a-calendar-year', '/year'],
    [{ ...valid, year: 2027.5 }, 'calendar.not-a-calendar-year', '/year'],
    [{ ...valid, source: ' ' }, 'calendar.not-a-calendar-year', '/source'],
    [{ ...valid, holidays: [] }, 'calendar.not-a-calendar-year', '/holidays'],
    [{ ...valid, holidays: '2027-01-01' }, 'calendar.not-a-calendar-year', '/holidays'],
    [{ ...valid, workdays: undefined }, 'calendar.not-a-calendar-year', '/workdays'],
    [{ ...valid, holidays: ['2027-01-01', '2027-02-29'] }, 'calendar.date-invalid', '/holidays/1'],
    [{ ...valid, holidays: [20270101] }, 'calendar.date-invalid', '/holidays/0'],
    [{ ...valid, workdays: ['2026-12-27'] }, 'calendar.date-outside-year', '/workdays/0'],
    [{ ...valid, holidays: ['2027-01-01', '2027-01-01'] }, 'calendar.date-repeated', '/holidays/1'],
    [{ ...valid, workdays: ['2027-01-01'] }, 'calendar.date-repeated', '/workdays/0'],
  ])('refuses %j with %s at “%s”', (json, code, pointer) => {
    expect(parseCalendarYear(json)).toMatchObject({ kind: 'refusal', code, pointer });
  });
});
