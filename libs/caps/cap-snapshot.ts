import type { SnapshotFormat } from '#kernel/decider.js';
import type { Json } from '#kernel/fen-json.js';
import { entriesOf, wideMapOf } from '#kernel/wide-map.js';
import type { CapState, Reservation } from './cap-account.js';
import type { CapLimit } from './caps.events.js';

/** Granted, consumed, released and restored fen; a row of a long list is a third of the object's text. */
type ReservationRow = [
  reservationId: string,
  measure: string,
  year: number | null,
  granted: string,
  consumed: string,
  released: string,
  restored: string,
];

/** A cap account as it is kept beside the log; null for one that was never used. */
export const capSnapshot: SnapshotFormat<CapState> = {
  version: 2,
  encode: (state): Json => {
    if (state.status === 'unused') return null;
    if (state.status === 'handed-over') {
      const { to, limitKind, balances } = state;
      const rows = balances.map(({ reservationId, ...reservation }) => rowOf(reservationId, reservation));
      return { to, limitKind, reservations: rows };
    }
    const { limitKind, reservations } = state;
    return {
      limitKind,
      reservations: entriesOf(reservations).map(([id, reservation]) => rowOf(id, reservation)),
    };
  },
  decode: (json) => {
    if (json === null) return { status: 'unused' };
    const { to, limitKind, reservations } = json as {
      to?: string;
      limitKind: CapLimit['kind'];
      reservations: ReservationRow[];
    };
    if (to !== undefined) {
      const balances = reservations
        .map(entryOf)
        .map(([reservationId, reservation]) => ({ reservationId, ...reservation }));
      return { status: 'handed-over', to, limitKind, balances };
    }
    return { status: 'in-use', limitKind, reservations: wideMapOf(reservations.map(entryOf)) };
  },
};

const rowOf = (id: string, reservation: Reservation): ReservationRow => {
  const { measure, year, grantedFen, consumedFen, releasedFen, restoredFen } = reservation;
  return [id, measure, year, `${grantedFen}`, `${consumedFen}`, `${releasedFen}`, `${restoredFen}`];
};

const entryOf = (row: ReservationRow): [string, Reservation] => {
  const [id, measure, year, granted, consumed, released, restored] = row;
  return [
    id,
    {
      measure,
      year,
      grantedFen: BigInt(granted),
      consumedFen: BigInt(consumed),
      releasedFen: BigInt(released),
      restoredFen: BigInt(restored),
    },
  ];
};
