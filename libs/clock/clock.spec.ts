import { businessDate, instant } from '#kernel/business-date.js';
import { given } from '#kernel/decider-spec.js';
import { businessClock } from './business-clock.js';
import { startOfBusiness } from './business-time.js';
import { clockDecider, type MoveClock } from './clock.js';
import type { ClockEvent } from './clock.events.js';

const HOUR_MS = 3_600_000;
const wallNow = instant('2026-03-10T02:00:00Z');

// 2024-01-02T01:00Z is nine in the morning in China; the wall clock is 798 days and one hour ahead of it.
const startedAt = instant('2024-01-02T01:00:00Z');
const offsetMs = -(798 * 24 + 1) * HOUR_MS;
const started: ClockEvent = { type: 'BusinessClockStarted', data: { startedAt, offsetMs } };

const move = (to: string, changes: Partial<MoveClock> = {}): MoveClock => ({
  type: 'MoveClock',
  to: businessDate(to),
  reason: 'demonstration of the second instalment',
  wallNow,
  production: false,
  ...changes,
});

describe('the business clock', () => {
  it('starts at the given moment and remembers its distance from the wall clock', () => {
    given(clockDecider).when({ type: 'StartClock', at: startedAt, wallNow, production: false }).then(started);
  });

  it('is left alone by a second start, so every boot may ask for one', () => {
    given(clockDecider, [started])
      .when({ type: 'StartClock', at: wallNow, wallNow, production: false })
      .then();
  });

  it('moves to nine in the morning of a later day', () => {
    // 2024-02-01T01:00Z is thirty days after the start.
    given(clockDecider, [started])
      .when(move('2024-02-01'))
      .then({
        type: 'BusinessClockMoved',
        data: {
          from: businessDate('2024-01-02'),
          to: businessDate('2024-02-01'),
          offsetMs: offsetMs + 30 * 24 * HOUR_MS,
          reason: 'demonstration of the second instalment',
        },
      });
  });

  it('does nothing when it is that day already', () => {
    given(clockDecider, [started]).when(move('2024-01-02')).then();
  });

  it('counts the day from real time elapsed since the start: after 16 hours it is tomorrow in China', () => {
    given(clockDecider, [started])
      .when(move('2024-01-02', { wallNow: instant('2026-03-10T18:00:00Z') }))
      .thenRefused('clock.backwards');
  });

  it('never moves backwards, because events already carry its time (promise 8)', () => {
    const refusal = given(clockDecider, [started]).when(move('2024-01-01')).thenRefused('clock.backwards');
    expect(refusal.facts).toEqual({ today: '2024-01-02', to: '2024-01-01' });
  });

  it('moves at most 366 days in one step, because there is no way back', () => {
    // 2024 is a leap year: 366 days after 2024-01-02 is 2025-01-02.
    given(clockDecider, [started])
      .when(move('2025-01-02'))
      .then({
        type: 'BusinessClockMoved',
        data: {
          from: businessDate('2024-01-02'),
          to: businessDate('2025-01-02'),
          offsetMs: offsetMs + 366 * 24 * HOUR_MS,
          reason: 'demonstration of the second instalment',
        },
      });
    const refusal = given(clockDecider, [started]).when(move('2025-01-03')).thenRefused('clock.too-far');
    expect(refusal).toMatchObject({ pointer: '/to', facts: { daysMax: 366 } });
  });

  it.each([
    ['moved', [started], move('2024-02-01', { production: true })],
    ['started elsewhere', [], { type: 'StartClock', at: startedAt, wallNow, production: true }],
  ] as const)('cannot be %s in production (promise 8)', (_, history, command) => {
    given(clockDecider, history).when(command).thenRefused('clock.production');
  });

  it('starts in production at the wall clock', () => {
    given(clockDecider)
      .when({ type: 'StartClock', at: wallNow, wallNow, production: true })
      .then({ type: 'BusinessClockStarted', data: { startedAt: wallNow, offsetMs: 0 } });
  });

  it('cannot be moved before it was started', () => {
    given(clockDecider).when(move('2024-02-01')).thenRefused('clock.not-started');
  });
});

describe('the clock of a process', () => {
  it('runs at the speed of the wall clock and follows the offset', () => {
    let wall = wallNow;
    const running = businessClock(() => wall, offsetMs);
    expect(running.now()).toBe('2024-01-02T01:00:00.000Z');
    wall = instant('2026-03-10T02:00:01.5Z');
    expect(running.now()).toBe('2024-01-02T01:00:01.500Z');
    running.setOffset(0);
    expect(running.now()).toBe('2026-03-10T02:00:01.500Z');
    expect(running.offsetMs()).toBe(0);
  });

  it('writes whole seconds with milliseconds, because text order is time order', () => {
    expect(startOfBusiness(businessDate('2024-02-29'))).toBe('2024-02-29T01:00:00.000Z');
  });
});
