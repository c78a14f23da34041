import { assert, unreachable } from '#kernel/assert.js';
import { type Fen, sumFen } from '#kernel/money.js';
import { emptyWideMap, entriesOf, valueIn, valuesOf, type WideMap, withValue } from '#kernel/wide-map.js';
import type { CapBalance, CapEvent, CapLimit, CapRequest } from './caps.events.js';

export interface Reservation {
  readonly measure: string;
  readonly year: number | null;
  readonly grantedFen: Fen;
  readonly consumedFen: Fen;
  readonly releasedFen: Fen;
  readonly restoredFen: Fen;
}

/** What one cap has given out. The limit is not kept: every request brings the limit of its own policy version. */
export type CapState =
  | { readonly status: 'unused' }
  | {
      readonly status: 'in-use';
      readonly limitKind: CapLimit['kind'];
      readonly reservations: WideMap<Reservation>;
    }
  /** Closed; what it held is kept until the account `to` has it. */
  | {
      readonly status: 'handed-over';
      readonly to: string;
      readonly limitKind: CapLimit['kind'];
      readonly balances: readonly CapBalance[];
    };

export interface CapFigures {
  /** Granted and neither paid nor released. */
  readonly reservedFen: Fen;
  readonly paidFen: Fen;
  /** Paid and come back. */
  readonly recoveredFen: Fen;
  /** reserved + paid − recovered: what counts against the limit. */
  readonly usedFen: Fen;
  /** Calendar years that count, ascending; empty where money is counted. */
  readonly years: readonly number[];
}

export const unusedCap = (): CapState => ({ status: 'unused' });

const reservationsOf = (state: CapState): WideMap<Reservation> =>
  state.status === 'in-use' ? state.reservations : emptyWideMap;

export const reservationOf = (state: CapState, reservationId: string): Reservation | undefined =>
  valueIn(reservationsOf(state), reservationId);

/** Granted and not yet paid or released. */
export const openFen = (reservation: Reservation): Fen =>
  reservation.grantedFen - reservation.releasedFen - reservation.consumedFen;

/** What a reservation counts for: its open part and what was paid and did not come back. */
export const netFen = (reservation: Reservation): Fen =>
  reservation.grantedFen - reservation.releasedFen - reservation.restoredFen;

export const usedFen = (state: CapState, counts: (reservation: Reservation) => boolean = () => true): Fen =>
  sumFen(valuesOf(reservationsOf(state)).filter(counts).map(netFen));

/** Years with money that counts. A year whose money was all released or came back is free again. */
export const yearsUsed = (state: CapState): readonly number[] => {
  const years = new Set<number>();
  for (const reservation of valuesOf(reservationsOf(state))) {
    if (reservation.year !== null && netFen(reservation) > 0n) years.add(reservation.year);
  }
  return [...years].sort((first, second) => first - second);
};

export const capFigures = (state: CapState): CapFigures => {
  const reservations = valuesOf(reservationsOf(state));
  return {
    reservedFen: sumFen(reservations.map(openFen)),
    paidFen: sumFen(reservations.map((reservation) => reservation.consumedFen)),
    recoveredFen: sumFen(reservations.map((reservation) => reservation.restoredFen)),
    usedFen: sumFen(reservations.map(netFen)),
    years: state.status === 'in-use' && state.limitKind === 'years' ? yearsUsed(state) : [],
  };
};

export const evolveCap = (state: CapState, event: CapEvent): CapState => {
  switch (event.type) {
    case 'CapReserved':
      return withReservation(state, event.data.limit.kind, event.data.reservationId, granted(event.data));
    case 'CapExhausted':
      return state;
    case 'CapConsumed':
      return change(state, event.data, (reservation, amountFen) => ({
        consumedFen: reservation.consumedFen + amountFen,
      }));
    case 'CapReleased':
      return change(state, event.data, (reservation, amountFen) => ({
        releasedFen: reservation.releasedFen + amountFen,
      }));
    case 'CapRestored':
      return change(state, event.data, (reservation, amountFen) => ({
        restoredFen: reservation.restoredFen + amountFen,
      }));
    case 'CapHandedOver': {
      assert(state.status === 'in-use', 'An account that was never used has nothing to hand over');
      const { limitKind } = state;
      return { status: 'handed-over', to: event.data.to, limitKind, balances: balancesOf(state) };
    }
    case 'CapCarriedOver':
      return event.data.balances.reduce(
        (next: CapState, { reservationId, ...reservation }) =>
          withReservation(next, event.data.limitKind, reservationId, reservation),
        state,
      );
    default:
      return unreachable(event);
  }
};

export const balancesOf = (state: CapState): readonly CapBalance[] =>
  entriesOf(reservationsOf(state)).map(([reservationId, reservation]) => ({ reservationId, ...reservation }));

const granted = (request: CapRequest & { readonly grantedFen: Fen }): Reservation => ({
  measure: request.measure,
  year: request.year,
  grantedFen: request.grantedFen,
  consumedFen: 0n,
  releasedFen: 0n,
  restoredFen: 0n,
});

const withReservation = (
  state: CapState,
  limitKind: CapLimit['kind'],
  reservationId: string,
  reservation: Reservation,
): CapState => ({
  status: 'in-use',
  limitKind,
  reservations: withValue(reservationsOf(state), reservationId, reservation),
});

const change = (
  state: CapState,
  { reservationId, amountFen }: { readonly reservationId: string; readonly amountFen: Fen },
  changed: (reservation: Reservation, amountFen: Fen) => Partial<Reservation>,
): CapState => {
  assert(state.status === 'in-use', `Nothing was ever reserved, so ${reservationId} cannot change`);
  const reservation = reservationOf(state, reservationId);
  assert(reservation, `Unknown reservation ${reservationId}`);
  return withReservation(state, state.limitKind, reservationId, {
    ...reservation,
    ...changed(reservation, amountFen),
  });
};
