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
type Moved = Exclude<CapEvent, Asked>;

/** Cap accounts and what each tranche got. Whose account it is, is said by the award that asks, before it asks. */
export const capsProjection: Projection<CapEvent | Claiming> = {
  name: 'caps',
  version: 1,
  tables: ['cap_account', 'cap_reservation'],
  types: {
    TrancheReleaseRequested: true,
    EarlierPaymentTakenOver: true,
    CapReserved: true,
    CapExhausted: true,
    CapConsumed: true,
    CapReleased: true,
    CapRestored: true,
  },
  reads: (stored, event) => accountsAndReservation(stored, event),
  async apply(stored, event, rows) {
    if (event.type === 'TrancheReleaseRequested' || event.type === 'EarlierPaymentTakenOver')
      return nameAccounts(event, rows);
    const account = (await rows.find(CapAccountRow, stored.stream)) ?? unusedAccount(stored.stream);
    const isRequest = event.type === 'CapReserved' || event.type === 'CapExhausted';
    if (isRequest) return ask(account, event, stored, rows);
    await move(account, event, rows);
  },
};

const accountsAndReservation = ({ stream }: StoredEvent, event: CapEvent | Claiming): readonly RowKey[] => {
  if (event.type === 'TrancheReleaseRequested' || event.type === 'EarlierPaymentTakenOver')
    return event.data.capClaims.map((claim) => [CapAccountRow, capStream(claim)]);
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

const used = (account: CapAccountRow, year: number | null, deltaFen: Fen): Partial<CapAccountRow> => {
  const usedFen = account.usedFen + deltaFen;
  if (year === null) return { usedFen };
  const ofYear = (account.byYear[year]?.usedFen ?? 0n) + deltaFen;
  return { usedFen, byYear: { ...account.byYear, [year]: { usedFen: ofYear } } };
};
