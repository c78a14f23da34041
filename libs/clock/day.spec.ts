import { businessDate } from '#kernel/business-date.js';
import { given } from '#kernel/decider-spec.js';
import { type DayBegan, dayDecider } from './day.js';

const began = (day: string): DayBegan => ({ type: 'DayBegan', data: { day: businessDate(day) } });
const begin = (day: string) => ({ type: 'BeginDay', day: businessDate(day) }) as const;

describe('a business day', () => {
  it('begins, also after days on which the service was down', () => {
    given(dayDecider).when(begin('2024-01-02')).then(began('2024-01-02'));
    given(dayDecider, [began('2024-01-02')])
      .when(begin('2024-03-01'))
      .then(began('2024-03-01'));
  });

  it.each(['2024-01-02', '2024-01-01'])('begins once and never backwards: %s after the 2nd', (day) => {
    given(dayDecider, [began('2024-01-02')])
      .when(begin(day))
      .then();
  });
});
