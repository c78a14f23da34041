import { unreachable } from '#kernel/assert.js';
import { addDays, type BusinessDate, businessDateAt, type Instant } from '#kernel/business-date.js';
import { accept, type Decider, type Decision, reject } from '#kernel/decider.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import { businessInstant, offsetMsBetween, startOfBusiness } from './business-time.js';
import type { ClockEvent } from './clock.events.js';

export const CLOCK_STREAM = 'clock-business';

export type ClockState =
  | { readonly status: 'not-started' }
  | { readonly status: 'running'; readonly startedAt: Instant; readonly offsetMs: number };

/** Starts the clock once; on a running clock it changes nothing, so every boot may ask for it. */
export interface StartClock {
  readonly type: 'StartClock';
  /** Business time to start from; in production it is the wall clock's. */
  readonly at: Instant;
  readonly wallNow: Instant;
  readonly production: boolean;
}

/** Moves the clock to nine in the morning of a later day. */
export interface MoveClock {
  readonly type: 'MoveClock';
  readonly to: BusinessDate;
  readonly reason: string;
  readonly wallNow: Instant;
  readonly production: boolean;
}

/** A year and a day: a slip of a digit would otherwise move the office by decades, and there is no way back. */
const STEP_DAYS_MAX = 366;

export type ClockCommand = StartClock | MoveClock;

const start = (command: StartClock, state: ClockState): Decision<ClockEvent> => {
  if (state.status === 'running') return accept();
  const offsetMs = offsetMsBetween(command.at, command.wallNow);
  if (command.production && offsetMs !== 0) return reject(notInProduction('/at'));
  return accept({ type: 'BusinessClockStarted', data: { startedAt: command.at, offsetMs } });
};

const move = (command: MoveClock, state: ClockState): Decision<ClockEvent> => {
  if (state.status === 'not-started') return reject(notStarted());
  if (command.production) return reject(notInProduction('/to'));
  const { to, reason, wallNow } = command;
  const from = businessDateAt(businessInstant(wallNow, state.offsetMs));
  if (to < from) return reject(backwards(from, to));
  if (to === from) return accept();
  if (to > addDays(from, STEP_DAYS_MAX)) return reject(tooFar(from, to));
  const offsetMs = offsetMsBetween(startOfBusiness(to), wallNow);
  return accept({ type: 'BusinessClockMoved', data: { from, to, offsetMs, reason } });
};

const notStarted = (): Refusal =>
  refuse('clock.not-started', '业务时钟尚未启动', 'The business clock has not been started');

const notInProduction = (pointer: string): Refusal =>
  refuse(
    'clock.production',
    '生产环境的业务时钟就是实际时间，不能调整',
    'In production the business clock is the wall clock; it cannot be moved',
    { clause: 'promise 8', pointer },
  );

const backwards = (from: BusinessDate, to: BusinessDate): Refusal =>
  refuse(
    'clock.backwards',
    `业务时钟只能向前：当前为${from}，不能退回${to}`,
    `The business clock only moves forward: it is ${from}, ${to} is past`,
    { clause: 'promise 8', pointer: '/to', facts: { today: from, to } },
  );

const tooFar = (from: BusinessDate, to: BusinessDate): Refusal =>
  refuse(
    'clock.too-far',
    `业务时钟一次最多前移 ${STEP_DAYS_MAX} 天：当前为${from}，目标为${to}；前移后不能退回`,
    `The business clock moves at most ${STEP_DAYS_MAX} days in one step: it is ${from}, not yet ${to}; there is no way back`,
    { clause: 'promise 8', pointer: '/to', facts: { today: from, to, daysMax: STEP_DAYS_MAX } },
  );

export const clockDecider: Decider<ClockCommand, ClockState, ClockEvent> = {
  initialState: () => ({ status: 'not-started' }),
  evolve: (state, event) => {
    switch (event.type) {
      case 'BusinessClockStarted':
        return { status: 'running', ...event.data };
      case 'BusinessClockMoved':
        return state.status === 'running' ? { ...state, offsetMs: event.data.offsetMs } : state;
      default:
        return unreachable(event);
    }
  },
  decide: (command, state) => {
    switch (command.type) {
      case 'StartClock':
        return start(command, state);
      case 'MoveClock':
        return move(command, state);
      default:
        return unreachable(command);
    }
  },
};
