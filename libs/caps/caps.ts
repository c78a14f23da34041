import { assert, unreachable } from '#kernel/assert.js';
import { accept, type Decider, type Decision, reject } from '#kernel/decider.js';
import { type Fen, yuanOf } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import {
  type CapState,
  evolveCap,
  openFen,
  type Reservation,
  reservationOf,
  unusedCap,
} from './cap-account.js';
import { capSnapshot } from './cap-snapshot.js';
import type { CapEvent, CapRequest } from './caps.events.js';
import {
  carryOverCap,
  type CarryOverCap,
  handedOver,
  handOverCap,
  type HandOverCap,
} from './hand-over-cap.js';
import { reserveCap } from './reserve-cap.js';
import { type TakeOverCap, takeOverCap } from './take-over-cap.js';

/** Asks for money under a cap; what is granted may be less. */
export type ReserveCap = { readonly type: 'ReserveCap' } & CapRequest;

/** The money, or a part of it, was paid. */
export interface ConsumeCap {
  readonly type: 'ConsumeCap';
  readonly reservationId: string;
  readonly amountFen: Fen;
  readonly cause: string;
}

/** The money will not be paid; null releases all that is not paid yet. */
export interface ReleaseCap {
  readonly type: 'ReleaseCap';
  readonly reservationId: string;
  readonly amountFen: Fen | null;
  readonly reason: string;
}

/** Paid money came back, by a returned payment or a recovery. */
export interface RestoreCap {
  readonly type: 'RestoreCap';
  readonly reservationId: string;
  readonly amountFen: Fen;
  readonly reason: string;
}

export type CapCommand =
  TakeOverCap | ReserveCap | ConsumeCap | ReleaseCap | RestoreCap | HandOverCap | CarryOverCap;

/** Names one cap account: `overseas-engineer.person-year`, a party or award, and `2024` or `lifetime`. */
export interface CapAccount {
  readonly capKey: string;
  readonly subject: string;
  readonly window: string;
}

export const capStream = ({ capKey, subject, window }: CapAccount): string =>
  `cap-${capKey}-${subject}-${window}`;

/**
 * One cap for one subject and window. Promise: reserved + paid − recovered ≤ limit after every event. All requests of
 * an account go through its one stream, so two of them can never both see the same money as free.
 */
export const capDecider: Decider<CapCommand, CapState, CapEvent> = {
  initialState: unusedCap,
  evolve: evolveCap,
  decide: (command, state) => {
    if (command.type === 'HandOverCap') return handOverCap(command, state);
    if (state.status === 'handed-over') return reject(handedOver(state.to));
    switch (command.type) {
      case 'ReserveCap':
        return reserveCap(command, state);
      case 'TakeOverCap':
        return takeOverCap(command, state);
      case 'ConsumeCap':
        return consumeCap(command, state);
      case 'ReleaseCap':
        return releaseCap(command, state);
      case 'RestoreCap':
        return restoreCap(command, state);
      case 'CarryOverCap':
        return carryOverCap(command, state);
      default:
        return unreachable(command);
    }
  },
  snapshot: capSnapshot,
};

const consumeCap = ({ reservationId, amountFen, cause }: ConsumeCap, state: CapState): Decision<CapEvent> => {
  assert(amountFen > 0n, 'Consumed money is more than zero');
  const reservation = reservationOf(state, reservationId);
  if (!reservation) return unknownReservation(reservationId);
  if (amountFen > openFen(reservation))
    return beyondOpen('cap.consumed-above-reserved', amountFen, reservation);
  return accept({ type: 'CapConsumed', data: { reservationId, amountFen, cause } });
};

const releaseCap = (
  { reservationId, amountFen, reason }: ReleaseCap,
  state: CapState,
): Decision<CapEvent> => {
  assert(amountFen === null || amountFen > 0n, 'Released money is more than zero');
  const reservation = reservationOf(state, reservationId);
  if (!reservation) return unknownReservation(reservationId);
  const releasedFen = amountFen ?? openFen(reservation);
  if (releasedFen > openFen(reservation))
    return beyondOpen('cap.released-above-reserved', releasedFen, reservation);
  if (releasedFen === 0n) return accept();
  return accept({ type: 'CapReleased', data: { reservationId, amountFen: releasedFen, reason } });
};

const restoreCap = (
  { reservationId, amountFen, reason }: RestoreCap,
  state: CapState,
): Decision<CapEvent> => {
  assert(amountFen > 0n, 'Restored money is more than zero');
  const reservation = reservationOf(state, reservationId);
  if (!reservation) return unknownReservation(reservationId);
  const paidFen = reservation.consumedFen - reservation.restoredFen;
  if (amountFen > paidFen) {
    const [amount, paid] = [yuanOf(amountFen), yuanOf(paidFen)];
    return reject(
      refuse(
        'cap.restored-above-paid',
        `退回 ${amount} 元超过该笔已拨付的 ${paid} 元`,
        `${amount} yuan came back, which is more than the ${paid} yuan paid under this reservation`,
        { pointer: '/amountFen', facts: { amountYuan: amount, paidYuan: paid } },
      ),
    );
  }
  return accept({ type: 'CapRestored', data: { reservationId, amountFen, reason } });
};

const unknownReservation = (reservationId: string): Decision<CapEvent> =>
  reject(
    refuse(
      'cap.unknown-reservation',
      `没有预留记录 ${reservationId}`,
      `There is no reservation ${reservationId}`,
      {
        pointer: '/reservationId',
        facts: { reservationId },
      },
    ),
  );

const beyondOpen = (
  code: 'cap.consumed-above-reserved' | 'cap.released-above-reserved',
  amountFen: Fen,
  reservation: Reservation,
): Decision<CapEvent> => {
  const [amount, open] = [yuanOf(amountFen), yuanOf(openFen(reservation))];
  return reject(
    refuse(
      code,
      `金额 ${amount} 元超过该笔尚未拨付的预留 ${open} 元`,
      `${amount} yuan is more than the ${open} yuan still reserved`,
      { pointer: '/amountFen', facts: { amountYuan: amount, reservedYuan: open } },
    ),
  );
};
