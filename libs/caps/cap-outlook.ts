import { type Fen, maxFen, minFen } from '#kernel/money.js';
import type { Refusal } from '#kernel/refusal.js';
import { type CapState, evolveCap, usedFen, yearsUsed } from './cap-account.js';
import { type CapAccount, capDecider, capStream } from './caps.js';
import type { CapLimit, CapRequest } from './caps.events.js';

/** A cap as a tranche would meet it. */
export interface CapMet extends CapAccount {
  readonly title: { readonly zh: string; readonly en: string };
  readonly clause: string;
  readonly limit: CapLimit;
  readonly year: number | null;
  /** The measure it counts as, where that is not the one asked about. */
  readonly countsAs?: string;
}

/** A tranche that may ask for money one day, with its caps in order. */
export interface FutureTranche {
  readonly trancheNo: number;
  readonly amountFen: Fen | null;
  readonly capClaims: readonly CapMet[];
}

/** One cap, asked by one tranche. */
export interface CapTouched extends CapMet {
  readonly trancheNo: number;
  readonly usedFen: Fen;
  readonly yearsUsed: readonly number[];
  /** Money that is left before the tranche; null where the cap counts something else. */
  readonly leftFen: Fen | null;
  readonly leftYears: number | null;
  readonly requestedFen: Fen;
  readonly grantedFen: Fen;
  readonly refusal: Refusal | null;
}

export interface CapOutlook {
  readonly touched: readonly CapTouched[];
  /** What the caps leave of each tranche; null where no amount is known. */
  readonly grantedFen: ReadonlyMap<number, Fen | null>;
}

/**
 * Asks the caps as the release of each tranche would, one tranche after the other, and writes nothing. What a cap grants more than a
 * later one leaves is given back, as on release.
 */
export const capOutlook = (
  tranches: readonly FutureTranche[],
  about: Pick<CapRequest, 'award' | 'measure'>,
  accounts: ReadonlyMap<string, CapState>,
): CapOutlook => {
  const states = new Map(accounts);
  const touched: CapTouched[] = [];
  const granted = new Map<number, Fen | null>();
  for (const tranche of tranches) {
    const asked = askAll(tranche, about, states);
    touched.push(...asked.touched);
    granted.set(tranche.trancheNo, tranche.amountFen === null ? null : asked.grantedFen);
    for (const [stream, state] of asked.states) states.set(stream, state);
  }
  return { touched, grantedFen: granted };
};

const askAll = (
  { trancheNo, amountFen, capClaims }: FutureTranche,
  about: Pick<CapRequest, 'award' | 'measure'>,
  before: ReadonlyMap<string, CapState>,
) => {
  const touched: CapTouched[] = [];
  const states = new Map<string, CapState>();
  const grants: { readonly stream: string; readonly grantedFen: Fen }[] = [];
  const reservationId = `${about.award}/${trancheNo}`;
  let leftFen = amountFen ?? 0n;
  let wholeFen = leftFen;
  for (const met of capClaims) {
    const stream = capStream(met);
    const state = states.get(stream) ?? before.get(stream) ?? capDecider.initialState();
    const standing = standingOf(met, state);
    if (leftFen === 0n) {
      touched.push({ ...met, ...standing, trancheNo, requestedFen: 0n, grantedFen: 0n, refusal: null });
      continue;
    }
    const { capKey: _key, subject: _subject, window: _window, countsAs = about.measure, ...request } = met;
    const beforeFen = leftFen;
    const requestedFen = met.limit.kind === 'amount' ? leftFen : wholeFen;
    const command = {
      type: 'ReserveCap',
      ...request,
      award: about.award,
      measure: countsAs,
      reservationId,
      trancheNo,
      requestedFen,
    } as const;
    const { events, refusal = null } = capDecider.decide(command, state);
    const reserved = events.find((event) => event.type === 'CapReserved');
    const grantedFen = reserved?.data.grantedFen ?? 0n;
    touched.push({
      ...met,
      ...standing,
      trancheNo,
      requestedFen: beforeFen,
      grantedFen: minFen(beforeFen, grantedFen),
      refusal,
    });
    if (reserved) {
      states.set(stream, evolveCap(state, reserved));
      grants.push({ stream, grantedFen });
    }
    leftFen = minFen(beforeFen, grantedFen);
    if (met.limit.kind === 'amount') wholeFen -= beforeFen - leftFen;
  }
  for (const { stream, grantedFen } of grants) giveBack(states, stream, reservationId, grantedFen - leftFen);
  return { touched, grantedFen: leftFen, states };
};

const giveBack = (
  states: Map<string, CapState>,
  stream: string,
  reservationId: string,
  amountFen: Fen,
): void => {
  const state = states.get(stream);
  if (state && amountFen > 0n)
    states.set(
      stream,
      evolveCap(state, {
        type: 'CapReleased',
        data: { reservationId, amountFen, reason: 'another cap granted less' },
      }),
    );
};

const standingOf = (
  { limit }: CapMet,
  state: CapState,
): Pick<CapTouched, 'usedFen' | 'yearsUsed' | 'leftFen' | 'leftYears'> => {
  const used = usedFen(state);
  const years = limit.kind === 'years' ? yearsUsed(state) : [];
  return {
    usedFen: used,
    yearsUsed: years,
    leftFen: limit.kind === 'amount' ? maxFen(0n, limit.limitFen - used) : null,
    leftYears: limit.kind === 'years' ? Math.max(0, limit.limitYears - years.length) : null,
  };
};
