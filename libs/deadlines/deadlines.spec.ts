import { businessDate } from '#kernel/business-date.js';
import { given } from '#kernel/decider-spec.js';
import { deadlineDecider, deadlinesStream, type PassDeadline } from './deadlines.js';
import type { DeadlinePassed } from './deadlines.events.js';

const dueOn = businessDate('2024-03-22');
const data = {
  deadline: 'recovery-1/repayment',
  kind: 'repayment',
  subject: 'recovery-1',
  dueOn,
  clause: 'practice 2.11',
} as const;
const passed: DeadlinePassed = { type: 'DeadlinePassed', data };
const pass = (on: string, changes = {}): PassDeadline => ({
  type: 'PassDeadline',
  ...data,
  on: businessDate(on),
  ...changes,
});

describe('a deadline', () => {
  it.each(['2024-03-21', '2024-03-22'])(
    'does not pass on %s, because it may still be met until the 22nd',
    (on) => {
      given(deadlineDecider).when(pass(on)).then();
    },
  );

  it.each(['2024-03-23', '2025-01-02'])('passes on %s, however late the timer is', (on) => {
    given(deadlineDecider).when(pass(on)).then(passed);
  });

  it('passes once, whoever says so again', () => {
    given(deadlineDecider, [passed]).when(pass('2024-03-24')).then();
  });

  it('passes again when it was moved meanwhile', () => {
    const moved = businessDate('2024-03-29');
    given(deadlineDecider, [passed])
      .when(pass('2024-04-01', { dueOn: moved }))
      .then({ type: 'DeadlinePassed', data: { ...data, dueOn: moved } });
  });

  it('is kept in the stream of the month of its last day, so that no stream grows for ever', () => {
    expect(deadlinesStream(dueOn)).toBe('deadlines-2024-03');
  });
});
