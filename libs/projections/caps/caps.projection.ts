import type { CapEvent } from '#caps/caps.events.js';
import { capStream } from '#caps/caps.js';
import type { StoredEvent } from '#event-store/envelope.js';
import { assert } from '#kernel/assert.js';
import type { Fen } from '#kernel/money.js';
import type { AwardEvent } from '#programmes/award/award.events.js';
import type { Projection } from '../projection.js';
import type { RowKey, Rows } from '../rows.js';
import { CapAccountRow, CapReservationRow } from './cap.entity.js';

type Claiming = Extract<AwardEvent, { type: 'TrancheReleaseRequested' | 'EarlierPaymentTakenOver' }>;
type Asked = Extract<CapEvent, { type: 'CapReserved' | 'CapExhausted' }>;
type Carried = Extract<CapEvent, { type: 'CapCarriedOver' }>;
type Moved = Extract<CapEvent, { type: 'CapConsumed' | 'CapReleased' | 'CapRestored' }>;

/** Cap accounts and what each tranche got. Whose account it is, is said by the award that asks, before it asks. */
export const capsProjection: Projection<CapEvent | Claiming> = {
  name: 'caps',
  version: 2,
  tables: ['cap_account', 'cap_reservation'],
  types: {
    TrancheReleaseRequested: true,
    EarlierPaymentTakenOver: true,
    CapReserved: true,
    CapExhausted: true,
    CapConsumed: true,
    CapReleased: true,
    CapRestored: true,
    CapHandedOver: true,
    CapCarriedOver: true,
  },
  reads: (stored, event) => accountsAndReservation(stored, event),
  async apply(stored, event, rows) {
    if (event.type === 'TrancheReleaseRequested' || event.type === 'EarlierPaymentTakenOver')
      return nameAccounts(event, rows);
    const account = (await rows.find(CapAccountRow, stored.stream)) ?? unusedAccount(stored.stream);
    const isRequest = event.type === 'CapReserved' || event.type === 'CapExhausted';
    if (isRequest) return ask(account, event, stored, rows);
    if (event.type === 'CapHandedOver') return handOver(account, event.data.to, rows);
    if (event.type === 'CapCarriedOver') return carryOver(account, event, rows);
    await move(account, event, rows);
  },
};

const accountsAndReservation = ({ stream }: StoredEvent, event: CapEvent | Claiming): readonly RowKey[] => {
  if (event.type === 'TrancheReleaseRequested' || event.type === 'EarlierPaymentTakenOver')
    return event.data.capClaims.map((claim) => [CapAccountRow, capStream(claim)]);
  if (event.type === 'CapHandedOver') return [[CapAccountRow, stream]];
  if (event.type === 'CapCarriedOver')
    return [
      [CapAccountRow, stream],
      [CapAccountRow, event.data.from],
    ];
  const reservation = [CapReservationRow, `${stream}/${event.data.reservationId}`] as const;
  return [[CapAccountRow, stream], reservation];
};

const nameAccounts = async ({ data }: Claiming, rows: Rows): Promise<void> => {
  for (const claim of data.capClaims) {
    const { capKey, subject, window, title, clause } = claim;
    const id = capStream(claim);
    const account = (await rows.find(CapAccountRow, id)) ?? unusedAccount(id);
    rows.put(CapAccountRow, { ...account, ...limitOf(claim), capKey, subject, window, title, clause });
  }
};

const unusedAccount = (id: string): CapAccountRow => ({
  id,
  capKey: null,
  subject: null,
  window: null,
  title: null,
  clause: null,
  limitFen: null,
  limitYears: null,
  reservedFen: 0n,
  consumedFen: 0n,
  restoredFen: 0n,
  usedFen: 0n,
  handedOverTo: null,
  byYear: {},
});

const limitOf = ({ limit }: Pick<Asked['data'], 'limit'>) => ({
  limitFen: limit.kind === 'amount' ? limit.limitFen : null,
  limitYears: limit.kind === 'years' ? limit.limitYears : null,
});

const ask = (account: CapAccountRow, event: Asked, stored: StoredEvent, rows: Rows): void => {
  const { reservationId, award, trancheNo, year, requestedFen, title, clause } = event.data;
  const granted = event.type === 'CapReserved';
  const grantedFen = granted ? event.data.grantedFen : 0n;
  rows.put(CapReservationRow, {
    id: `${account.id}/${reservationId}`,
    account: account.id,
    award,
    trancheNo,
    year,
    requestedFen,
    grantedFen,
    consumedFen: 0n,
    releasedFen: 0n,
    restoredFen: 0n,
    refusedWith: granted ? null : event.data.refusedWith,
    requestedOn: stored.effectiveOn,
  });
  const reservedFen = account.reservedFen + grantedFen;
  rows.put(CapAccountRow, {
    ...account,
    ...limitOf(event.data),
    title,
    clause,
    reservedFen,
    ...used(account, year, grantedFen),
  });
};

const move = async (account: CapAccountRow, event: Moved, rows: Rows): Promise<void> => {
  const { reservationId, amountFen } = event.data;
  const reservation = await rows.find(CapReservationRow, `${account.id}/${reservationId}`);
  assert(reservation, `No reservation ${reservationId} in ${account.id}`);
  const { year, consumedFen, releasedFen, restoredFen } = reservation;
  const change = (changes: Partial<CapReservationRow>, totals: Partial<CapAccountRow>): void => {
    rows.put(CapReservationRow, { ...reservation, ...changes });
    rows.put(CapAccountRow, { ...account, ...totals });
  };
  const lessReserved = { reservedFen: account.reservedFen - amountFen };
  switch (event.type) {
    case 'CapConsumed':
      return change(
        { consumedFen: consumedFen + amountFen },
        { ...lessReserved, consumedFen: account.consumedFen + amountFen },
      );
    case 'CapReleased':
      return change(
        { releasedFen: releasedFen + amountFen },
        { ...lessReserved, ...used(account, year, -amountFen) },
      );
    case 'CapRestored': {
      const totals = { restoredFen: account.restoredFen + amountFen, ...used(account, year, -amountFen) };
      return change({ restoredFen: restoredFen + amountFen }, totals);
    }
  }
};

/** What it held is shown by the other account; its own reservations stay as what they were. */
const handOver = (account: CapAccountRow, to: string, rows: Rows): void => {
  const nothing = { reservedFen: 0n, consumedFen: 0n, restoredFen: 0n, usedFen: 0n, byYear: {} };
  rows.put(CapAccountRow, { ...account, ...nothing, handedOverTo: to });
};

const carryOver = async (account: CapAccountRow, { data }: Carried, rows: Rows): Promise<void> => {
  const former = await rows.find(CapAccountRow, data.from);
  let { reservedFen, consumedFen, restoredFen } = account;
  let totals: Pick<CapAccountRow, 'usedFen' | 'byYear'> = account;
  for (const { reservationId, measure: _measure, ...balance } of data.balances) {
    const reservation = await rows.find(CapReservationRow, `${data.from}/${reservationId}`);
    assert(reservation, `No reservation ${reservationId} in ${data.from}`);
    const id = `${account.id}/${reservationId}`;
    rows.put(CapReservationRow, { ...reservation, ...balance, id, account: account.id });
    const netFen = balance.grantedFen - balance.releasedFen - balance.restoredFen;
    reservedFen += balance.grantedFen - balance.releasedFen - balance.consumedFen;
    consumedFen += balance.consumedFen;
    restoredFen += balance.restoredFen;
    totals = { ...totals, ...used(totals, balance.year, netFen) };
  }
  const { usedFen, byYear } = totals;
  const named = account.title === null && former ? { ...namesOf(former), subject: data.subject } : {};
  rows.put(CapAccountRow, { ...account, ...named, reservedFen, consumedFen, restoredFen, usedFen, byYear });
};

/** An account that nobody asked before is named like the one whose money it takes. */
const namesOf = ({ capKey, window, title, clause, limitFen, limitYears }: CapAccountRow) => ({
  capKey,
  window,
  title,
  clause,
  limitFen,
  limitYears,
});

const used = (
  account: Pick<CapAccountRow, 'usedFen' | 'byYear'>,
  year: number | null,
  deltaFen: Fen,
): Partial<CapAccountRow> => {
  const usedFen = account.usedFen + deltaFen;
  if (year === null) return { usedFen };
  const ofYear = (account.byYear[year]?.usedFen ?? 0n) + deltaFen;
  return { usedFen, byYear: { ...account.byYear, [year]: { usedFen: ofYear } } };
};
