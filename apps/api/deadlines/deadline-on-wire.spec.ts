import { businessDate } from '#kernel/business-date.js';
import { publishedYears } from '#kernel/published-years.js';
import { workingCalendar } from '#kernel/working-calendar.js';
import { workingDaysLeft } from './deadline-on-wire.js';

const calendar = workingCalendar(publishedYears());

describe('working days left', () => {
  // 2024: holiday 10–17 February, Sunday 18 February is worked.
  it.each([
    ['2024-02-18', '2024-02-09', 1, 'only the make-up Sunday is left'],
    ['2024-02-18', '2024-02-18', 0, 'on the last day'],
    ['2024-02-18', '2024-02-20', -2, 'Monday and Tuesday have gone by'],
    ['2024-02-09', '2024-02-17', 0, 'late, but no working day has gone by'],
  ])('until %s on %s: %d, because %s', (dueOn, today, left) => {
    expect(workingDaysLeft(businessDate(dueOn), businessDate(today), calendar)).toBe(left);
  });

  it('are not known without a last day, nor across a year without a published calendar', () => {
    expect(workingDaysLeft(null, businessDate('2024-02-09'), calendar)).toBeNull();
    expect(workingDaysLeft(businessDate('2027-03-01'), businessDate('2026-12-30'), calendar)).toBeNull();
  });
});
