import {
  type Book,
  type Complain,
  entryOf,
  fenIn,
  numberIn,
  partIn,
  type RawData,
  type RawEvent,
  textIn,
} from './raw-event.js';

interface Reservation {
  readonly year: number | null;
  readonly grantedFen: bigint;
  consumedFen: bigint;
  releasedFen: bigint;
  restoredFen: bigint;
}

type CapAccount = Map<string, Reservation>;

export interface CapBook extends Book {
  /** By reservation id over all caps of one attempt: still reserved, and paid less what came back. */
  readonly accounts: ReadonlyMap<string, ReadonlyMap<string, Readonly<Reservation>>>;
}

const netOf = ({ grantedFen, releasedFen, restoredFen }: Reservation): bigint =>
  grantedFen - releasedFen - restoredFen;

const usedOf = (account: CapAccount): bigint =>
  [...account.values()].reduce((sum, one) => sum + netOf(one), 0n);

const yearsOf = (account: CapAccount): number =>
  new Set([...account.values()].filter((one) => netOf(one) > 0n).map(({ year }) => year)).size;

/** Promise 1: no cap is ever passed. Every request brings the limit, so it is judged when something is granted. */
export const capBook = (complain: Complain): CapBook => {
  const accounts = new Map<string, CapAccount>();

  const reserved = (stream: string, data: RawData): void => {
    const account = entryOf(accounts, stream, (): CapAccount => new Map());
    const id = textIn(data, 'reservationId');
    if (account.has(id)) complain('a reservation is made once', `${id} in ${stream}`);
    const year = data['year'] === null ? null : numberIn(data, 'year');
    account.set(id, {
      year,
      grantedFen: fenIn(data, 'grantedFen'),
      consumedFen: 0n,
      releasedFen: 0n,
      restoredFen: 0n,
    });
    const limit = partIn(data, 'limit');
    const isOver =
      limit['kind'] === 'years'
        ? yearsOf(account) > numberIn(limit, 'limitYears')
        : usedOf(account) > fenIn(limit, 'limitFen');
    if (isOver)
      complain(
        'no cap is over its limit',
        `${stream} has ${usedOf(account)} fen in ${yearsOf(account)} years`,
      );
  };

  const moved = ({ stream, data }: RawEvent, field: 'consumedFen' | 'releasedFen' | 'restoredFen'): void => {
    const id = textIn(data, 'reservationId');
    const reservation = accounts.get(stream)?.get(id);
    if (!reservation) return complain('only what is reserved moves', `${id} in ${stream}`);
    reservation[field] += fenIn(data);
    const { grantedFen, consumedFen, releasedFen, restoredFen } = reservation;
    if (consumedFen + releasedFen > grantedFen || restoredFen > consumedFen)
      complain('a reservation gives what it was granted', `${id} in ${stream}`);
  };

  return {
    accounts,
    see: (event) => {
      if (event.type === 'CapReserved') reserved(event.stream, event.data);
      if (event.type === 'CapConsumed') moved(event, 'consumedFen');
      if (event.type === 'CapReleased') moved(event, 'releasedFen');
      if (event.type === 'CapRestored') moved(event, 'restoredFen');
    },
  };
};
