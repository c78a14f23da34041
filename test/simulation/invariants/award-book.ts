import {
  attemptIn,
  type Book,
  type Complain,
  entryOf,
  fenIn,
  partsIn,
  type RawData,
  type RawEvent,
  textIn,
  trancheIn,
} from './raw-event.js';

interface Commitment {
  readonly budgetStream: string;
  readonly commitmentId: string;
  /** Of a payer among several; null where one line pays all. */
  readonly shareFen: bigint | null;
  readonly waiting: boolean;
}

interface Attempt {
  status: 'requested' | 'refused' | 'queued' | 'released' | 'in-batch' | 'paid' | 'returned' | 'cancelled';
  grantedFen: bigint;
  setOffFen: bigint;
  bankFen: bigint;
  returnedFen: bigint;
  recoveredFen: bigint;
  batch: string | undefined;
  reservations: readonly { readonly capStream: string; readonly reservationId: string }[];
  /** One for every payer. */
  commitments: readonly Commitment[];
}

export interface AwardBook extends Book {
  readonly attempts: ReadonlyMap<string, Readonly<Attempt>>;
}

/** Granted and neither paid nor given back: what the attempt still holds of caps and budget. */
export const openFenOf = ({ status, grantedFen, setOffFen, bankFen }: Attempt): bigint =>
  ['queued', 'released', 'in-batch'].includes(status) ? grantedFen - setOffFen - bankFen : 0n;

/** Reached the payee and stayed there. */
export const keptFenOf = ({ setOffFen, bankFen, recoveredFen }: Attempt): bigint =>
  setOffFen + bankFen - recoveredFen;

/** What the awards say of every attempt to pay a tranche, next to what the bank has said it paid by then. */
export const awardBook = (complain: Complain, everSettledFen: ReadonlyMap<string, bigint>): AwardBook => {
  const attempts = new Map<string, Attempt>();
  const latest = new Map<string, Attempt>();
  const totals = new Map<string, bigint>();
  const grantedInAll = new Map<string, bigint>();

  const grant = (award: string, deltaFen: bigint): void =>
    void grantedInAll.set(award, (grantedInAll.get(award) ?? 0n) + deltaFen);

  const batched = (name: string, attempt: Attempt, data: RawData): void => {
    if (attempt.status !== 'released')
      complain('a tranche is in one batch at a time', `${name} was ${attempt.status} ${attempt.batch ?? ''}`);
    attempt.status = 'in-batch';
    attempt.batch = textIn(data, 'batch');
  };

  const paid = (name: string, attempt: Attempt, data: RawData): void => {
    if (attempt.status !== 'in-batch' || attempt.batch !== textIn(data, 'batch'))
      complain('a payment follows its batch', `${name} was ${attempt.status}`);
    attempt.bankFen += fenIn(data);
    const settledFen = everSettledFen.get(name) ?? 0n;
    if (attempt.bankFen > settledFen)
      complain(
        'a tranche is paid when the bank has paid',
        `${name}: ${attempt.bankFen} of ${settledFen} fen`,
      );
    if (attempt.setOffFen + attempt.bankFen === attempt.grantedFen) attempt.status = 'paid';
  };

  const move = (name: string, attempt: Attempt, event: RawEvent): void => {
    const { type, data } = event;
    if (type === 'TrancheReleaseRefused') attempt.status = 'refused';
    if (type === 'TrancheQueued' || type === 'TrancheReleased') released(attempt, event);
    if (type === 'TrancheSetOff') setOff(attempt, data);
    if (type === 'TrancheBatched') batched(name, attempt, data);
    if (type === 'TrancheUnbatched') attempt.status = 'released';
    if (type === 'TranchePaid') paid(name, attempt, data);
    if (type === 'TrancheReturned') returned(attempt, data);
    if (type === 'MoneyRecovered') attempt.recoveredFen += fenIn(data);
  };

  const judge = (name: string, attempt: Attempt, award: string): void => {
    const { grantedFen, setOffFen, bankFen } = attempt;
    if (setOffFen + bankFen > grantedFen) complain('paid is at most granted', name);
    // What was recovered of a payment that comes back is corrected a moment later.
    if (keptFenOf(attempt) + attempt.returnedFen < 0n) complain('recovered is at most paid', name);
    const total = totals.get(award);
    const inAllFen = grantedInAll.get(award) ?? 0n;
    if (total !== undefined && inAllFen > total)
      complain('an award pays at most its total', `${award}: ${inAllFen}`);
  };

  const see = (event: RawEvent): void => {
    const { type, data } = event;
    if (type === 'AwardApproved' && typeof data['totalFen'] === 'string')
      totals.set(textIn(data, 'award'), fenIn(data, 'totalFen'));
    if (type === 'TrancheCancelled') {
      const attempt = latest.get(trancheIn(data));
      if (attempt?.status === 'queued' || attempt?.status === 'released') {
        attempt.status = 'cancelled';
        const keptFen = attempt.setOffFen + attempt.bankFen;
        grant(textIn(data, 'award'), keptFen - attempt.grantedFen);
        attempt.grantedFen = keptFen;
      }
    }
    if (!isOfAttempt(event)) return;
    const name = attemptIn(data);
    const attempt = entryOf(attempts, name, newAttempt);
    if (type !== 'MoneyRecovered') latest.set(trancheIn(data), attempt);
    const { grantedFen: beforeFen } = attempt;
    move(name, attempt, event);
    grant(textIn(data, 'award'), attempt.grantedFen - beforeFen);
    judge(name, attempt, textIn(data, 'award'));
  };

  return { attempts, see };
};

const released = (attempt: Attempt, { type, data }: RawEvent): void => {
  attempt.status = type === 'TrancheQueued' ? 'queued' : 'released';
  attempt.grantedFen = fenIn(data, 'grantedFen');
  attempt.reservations = partsIn(data, 'reservations').map((part) => ({
    capStream: textIn(part, 'capStream'),
    reservationId: textIn(part, 'reservationId'),
  }));
  const commitmentId = textIn(data, 'commitmentId');
  attempt.commitments =
    data['shares'] === undefined
      ? [
          {
            budgetStream: textIn(data, 'budgetStream'),
            commitmentId,
            shareFen: null,
            waiting: type === 'TrancheQueued',
          },
        ]
      : partsIn(data, 'shares').map((part) => ({
          budgetStream: textIn(part, 'budgetStream'),
          commitmentId,
          shareFen: fenIn(part),
          waiting: part['waiting'] === true,
        }));
};

const returned = (attempt: Attempt, data: RawData): void => {
  if (data['wasPaid'] === true) attempt.bankFen -= fenIn(data);
  attempt.returnedFen += fenIn(data);
  attempt.grantedFen -= fenIn(data);
  attempt.status = 'returned';
  attempt.batch = undefined;
};

const setOff = (attempt: Attempt, data: RawData): void => {
  attempt.setOffFen += fenIn(data);
  if (attempt.setOffFen + attempt.bankFen === attempt.grantedFen) attempt.status = 'paid';
};

const OF_ATTEMPT =
  /^(Tranche(Release(Requested|Refused|d)|Queued|SetOff|Batched|Unbatched|Paid|Returned)|MoneyRecovered)$/;

const isOfAttempt = ({ type }: RawEvent): boolean => OF_ATTEMPT.test(type);

const newAttempt = (): Attempt => ({
  status: 'requested',
  grantedFen: 0n,
  setOffFen: 0n,
  bankFen: 0n,
  returnedFen: 0n,
  recoveredFen: 0n,
  batch: undefined,
  reservations: [],
  commitments: [],
});
