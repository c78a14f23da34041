import { businessDate } from '#kernel/business-date.js';
import { given } from '#kernel/decider-spec.js';
import { type PeriodEvent, periodsDecider } from './accounting-periods.js';
import { bookedOn, monthAfter } from './month.js';

const closed = (month: string): PeriodEvent => ({
  type: 'MonthClosed',
  data: { month, proposedBy: 'max', by: 'carl' },
});
const proposed = (month: string): PeriodEvent => ({
  type: 'MonthClosingProposed',
  data: { month, by: 'max' },
});
const propose = (month: string, undecidedLines: readonly string[] = [], on = '2025-01-06') =>
  ({
    type: 'ProposeMonthClosing',
    month,
    on: businessDate(on),
    undecidedLines,
    by: 'max',
  }) as const;
const close = (month: string, by = 'carl', undecidedLines: readonly string[] = []) =>
  ({ type: 'CloseMonth', month, undecidedLines, by }) as const;

describe('the periods of the accounts', () => {
  it('close by two people, one month after the other', () => {
    given(periodsDecider, []).when(propose('2024-03')).then(proposed('2024-03'));
    given(periodsDecider, [proposed('2024-03')])
      .when(close('2024-03', 'max'))
      .thenRefused('duty.same-person');
    given(periodsDecider, [proposed('2024-03')])
      .when(close('2024-03'))
      .then(closed('2024-03'));
    given(periodsDecider, [closed('2024-03')])
      .when(propose('2024-05'))
      .thenRefused('period.out-of-turn');
    given(periodsDecider, [closed('2024-03')])
      .when(propose('2024-04'))
      .then(proposed('2024-04'));
  });

  it('close when they are over, and once', () => {
    given(periodsDecider, [])
      .when(propose('2024-03', [], '2024-03-31'))
      .thenRefused('period.not-over');
    for (const command of [propose('2024-02'), close('2024-03')])
      given(periodsDecider, [proposed('2024-03'), closed('2024-03')])
        .when(command)
        .thenRefused('period.closed');
  });

  it('are not closed without a proposal, which may be rejected', () => {
    given(periodsDecider, []).when(close('2024-03')).thenRefused('period.not-proposed');
    const reject = { type: 'RejectMonthClosing', month: '2024-03', reason: 'r', by: 'carl' } as const;
    const rejected: PeriodEvent = {
      type: 'MonthClosingRejected',
      data: { month: '2024-03', reason: 'r', by: 'carl' },
    };
    given(periodsDecider, [proposed('2024-03')])
      .when(reject)
      .then(rejected);
    given(periodsDecider, [proposed('2024-03'), rejected])
      .when(close('2024-03'))
      .thenRefused('period.not-proposed');
  });

  it('December closes the year, and only when the end of every line is decided', () => {
    given(periodsDecider, [])
      .when(propose('2024-11', ['A']))
      .then(proposed('2024-11'));
    const refusal = given(periodsDecider, [])
      .when(propose('2024-12', ['A', 'B']))
      .thenRefused('period.lines-undecided');
    expect(refusal.facts).toEqual({ lines: 'A,B' });
    given(periodsDecider, [proposed('2024-12')])
      .when(close('2024-12', 'carl', ['A']))
      .thenRefused('period.lines-undecided');
    given(periodsDecider, [proposed('2024-12')])
      .when(close('2024-12'))
      .then(closed('2024-12'));
  });
});

describe('a fact counts in the accounts', () => {
  it.each([
    ['on its own day while nothing is closed', null, '2024-03-20', '2024-03-20'],
    ['on its own day in an open month', '2024-02', '2024-03-01', '2024-03-01'],
    ['in the first open month when its own is closed', '2024-03', '2024-03-31', '2024-04-01'],
    ['in the first open month when all its year is closed', '2024-12', '2024-03-31', '2025-01-01'],
  ])('%s', (_how, closedThrough, day, expected) => {
    expect(bookedOn(closedThrough, businessDate(day))).toBe(expected);
  });

  it.each([
    ['2024-11', '2024-12'],
    ['2024-12', '2025-01'],
    ['2024-01', '2024-02'],
  ])('after %s comes %s', (month, next) => {
    expect(monthAfter(month)).toBe(next);
  });
});
