import {
  type Book,
  type Complain,
  entryOf,
  fenIn,
  numberIn,
  partIn,
  partsIn,
  type RawData,
  type RawEvent,
  textIn,
} from './raw-event.js';

interface Reservation {
  readonly measure: string;
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
  /** Where the reservations of an account are counted by now, since its subject became somebody else (practice E55). */
  countedIn(account: string): string;
}

const netOf = ({ grantedFen, releasedFen, restoredFen }: Reservation): bigint =>
  grantedFen - releasedFen - restoredFen;

const usedOf = (account: CapAccount): bigint =>
  [...account.values()].reduce((sum, one) => sum + netOf(one), 0n);

const yearsOf = (account: CapAccount): number =>
  new Set([...account.values()].filter((one) => netOf(one) > 0n).map(({ year }) => year)).size;

/** What counts in a year, of one measure or of all. */
const usedIn = (account: CapAccount, year: number | null, measure?: string): bigint =>
  [...account.values()]
    .filter((one) => one.year === year && (measure === undefined || one.measure === measure))
    .reduce((sum, one) => sum + netOf(one), 0n);

const AMOUNTS = ['grantedFen', 'consumedFen', 'releasedFen', 'restoredFen'] as const;
const CAP_TYPE = /^Cap[A-Z]/;

/** What was granted to one identity counts for the person, to the fen and once, also above the limit. */
const carriedOver = (
  complain: Complain,
  accounts: Map<string, CapAccount>,
  stream: string,
  data: RawData,
): void => {
  const from = textIn(data, 'from');
  const [before, account] = [from, stream].map((name) =>
    entryOf(accounts, name, (): CapAccount => new Map()),
  );
  for (const part of partsIn(data, 'balances')) {
    const id = textIn(part, 'reservationId');
    const known = before?.get(id);
    const isSame = known && AMOUNTS.every((name) => known[name] === fenIn(part, name));
    if (!isSame || account?.has(id))
      complain('what is carried over is what was there, once', `${id} of ${from}`);
    if (!known) continue;
    account?.set(id, known);
    before?.delete(id);
  }
};

/** Promise 1: no cap is ever passed. Every request brings the limit, so it is judged when something is granted. */
export const capBook = (complain: Complain): CapBook => {
  const accounts = new Map<string, CapAccount>();
  const handedOver = new Map<string, string>();

  const countedIn = (stream: string): string => {
    const next = handedOver.get(stream);
    return next === undefined ? stream : countedIn(next);
  };

  const reserved = (stream: string, data: RawData): void => {
    const account = entryOf(accounts, stream, (): CapAccount => new Map());
    const id = textIn(data, 'reservationId');
    if (account.has(id)) complain('a reservation is made once', `${id} in ${stream}`);
    const year = data['year'] === null ? null : numberIn(data, 'year');
    const measure = textIn(data, 'measure');
    // Where the higher of two measures is paid, the others come to no more with this one than it would alone.
    const aloneFen = usedIn(account, year, measure) + fenIn(data, 'requestedFen');
    account.set(id, {
      measure,
      year,
      grantedFen: fenIn(data, 'grantedFen'),
      consumedFen: 0n,
      releasedFen: 0n,
      restoredFen: 0n,
    });
    const limit = partIn(data, 'limit');
    const isOver =
      limit['kind'] === 'amount'
        ? usedOf(account) > fenIn(limit, 'limitFen')
        : limit['kind'] === 'years' && yearsOf(account) > numberIn(limit, 'limitYears');
    if (limit['kind'] !== 'amount' && usedIn(account, year) > aloneFen)
      complain('the higher of two measures is paid, not both', `${id} in ${stream}`);
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
    countedIn,
    see: (event) => {
      if (CAP_TYPE.test(event.type) && handedOver.has(event.stream))
        complain('a cap account that was handed over is closed', `${event.type} in ${event.stream}`);
      if (event.type === 'CapHandedOver') handedOver.set(event.stream, textIn(event.data, 'to'));
      if (event.type === 'CapCarriedOver') {
        const from = textIn(event.data, 'from');
        if (countedIn(from) !== countedIn(event.stream))
          complain('a cap account is carried over to where it says', from);
        carriedOver(complain, accounts, event.stream, event.data);
      }
      if (event.type === 'CapReserved') reserved(event.stream, event.data);
      if (event.type === 'CapConsumed') moved(event, 'consumedFen');
      if (event.type === 'CapReleased') moved(event, 'releasedFen');
      if (event.type === 'CapRestored') moved(event, 'restoredFen');
    },
  };
};
