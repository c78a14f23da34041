import {
  addDays,
  addMonths,
  addYears,
  ageOn,
  businessDate,
  businessDateAt,
  instant,
  parseBusinessDate,
  wholeMonthsBetween,
  yearOf,
} from './business-date.js';
import { today } from './clock.js';

const day = businessDate;

describe('a business date', () => {
  it.each(['2024-02-29', '1900-01-01', '2026-12-31'])('%s is a real day', (text) => {
    expect(parseBusinessDate(text)).toBe(text);
  });

  it.each([
    '2023-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-1-1',
    '20240101',
    '2024-01-01T00:00',
    '',
    '２０２４-01-01',
  ])('“%s” is not one', (text) => {
    expect(parseBusinessDate(text)).toBeUndefined();
  });

  it('that our own code got wrong is a bug', () => {
    expect(() => businessDate('2023-02-29')).toThrow('Not a date: 2023-02-29');
  });

  it('belongs to its year', () => {
    expect(yearOf(day('2024-12-31'))).toBe(2024);
  });
});

describe('a moment', () => {
  it.each([
    ['2024-12-31T15:59:59.999Z', '2024-12-31', 'one millisecond before midnight in China'],
    ['2024-12-31T16:00:00Z', '2025-01-01', 'midnight in China'],
    ['2024-12-31T23:30:00-05:00', '2025-01-01', 'written with another offset'],
    ['1988-07-01T15:30:00Z', '1988-07-02', 'in a summer when China had summer time'],
  ])('%s falls on %s in China (%s)', (text, expected) => {
    expect(businessDateAt(instant(text))).toBe(expected);
    expect(today({ now: () => instant(text) })).toBe(expected);
  });

  it.each([
    ['2024-01-02T01:00:00Z', '2024-01-02T01:00:00.000Z'],
    ['2024-01-02T09:00:00+08:00', '2024-01-02T01:00:00.000Z'],
    ['2024-01-02T01:00:00.123456Z', '2024-01-02T01:00:00.123Z'],
  ])('%s is written %s', (text, expected) => {
    expect(instant(text)).toBe(expected);
  });

  it.each(['2024-01-02T01:00:00', '2024-01-02', 'yesterday'])('“%s” has no offset and is a bug', (text) => {
    expect(() => instant(text)).toThrow(RangeError);
  });
});

describe('date arithmetic', () => {
  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2024-12-31', 1, '2025-01-01'],
    ['2024-03-01', -1, '2024-02-29'],
  ])('%s plus %i days is %s', (from, days, expected) => {
    expect(addDays(day(from), days)).toBe(expected);
  });

  it.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-11-30', 3, '2025-02-28'],
    ['2024-03-31', -1, '2024-02-29'],
  ])('%s plus %i months is %s, never past the month’s end', (from, months, expected) => {
    expect(addMonths(day(from), months)).toBe(expected);
  });

  it('a year after a leap day is the last of February', () => {
    expect(addYears(day('2024-02-29'), 1)).toBe('2025-02-28');
    expect(addYears(day('2024-02-29'), 4)).toBe('2028-02-29');
  });

  it.each([
    ['2024-01-15', '2024-03-14', 1],
    ['2024-01-15', '2024-03-15', 2],
    ['2024-01-15', '2024-01-15', 0],
    ['2024-03-15', '2024-01-15', -2],
    ['2023-05-01', '2026-05-01', 36],
  ])('between %s and %s lie %i whole months', (from, to, expected) => {
    expect(wholeMonthsBetween(day(from), day(to))).toBe(expected);
  });
});

describe('age in completed years', () => {
  it.each([
    ['1989-06-15', '2024-06-14', 34],
    ['1989-06-15', '2024-06-15', 35],
    ['1989-06-15', '2024-07-01', 35],
    ['1989-12-31', '2024-01-01', 34],
    ['2000-02-29', '2023-02-28', 22],
    ['2000-02-29', '2023-03-01', 23],
    ['2000-02-29', '2024-02-29', 24],
  ])('someone born %s is, on %s, %i', (bornOn, on, expected) => {
    expect(ageOn(day(bornOn), day(on))).toBe(expected);
  });
});
