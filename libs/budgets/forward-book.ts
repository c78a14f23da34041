import type { Fen } from '#kernel/money.js';
import { emptyWideMap, entriesOf, valueIn, type WideMap, withoutKey, withValue } from '#kernel/wide-map.js';
import type { CommitmentRequest, ForwardCommitmentChanged } from './budgets.events.js';

/** What approved awards were promised of a line, by `<award>/<tranche>`; a busy line has tens of thousands. */
export type ForwardBook = WideMap<Fen>;

export interface ForwardCommitments {
  readonly forward: ForwardBook;
  /** Their sum. */
  readonly forwardFen: Fen;
}

const keyOf = (award: string, trancheNo: number): string => `${award}/${trancheNo}`;

export const NOTHING_PROMISED: ForwardCommitments = { forward: emptyWideMap, forwardFen: 0n };

/** What the line still promises a tranche. */
export const forwardFenOf = (state: ForwardCommitments, award: string, trancheNo: number): Fen =>
  valueIn(state.forward, keyOf(award, trancheNo)) ?? 0n;

/** What a line promises one tranche of an award. */
export interface Promised {
  readonly trancheNo: number;
  readonly amountFen: Fen;
}

/** All promises of a line, in no particular order. */
export const promisesByAward = ({
  forward,
}: ForwardCommitments): ReadonlyMap<string, readonly Promised[]> => {
  const byAward = new Map<string, Promised[]>();
  for (const [key, amountFen] of entriesOf(forward)) {
    const at = key.lastIndexOf('/');
    const award = key.slice(0, at);
    byAward.set(award, [...(byAward.get(award) ?? []), { trancheNo: Number(key.slice(at + 1)), amountFen }]);
  }
  return byAward;
};

/** What of a commitment had been promised: the promise becomes money set aside in the same event. */
export const drawnFromForward = (
  state: ForwardCommitments,
  { award, trancheNo, amountFen }: CommitmentRequest,
): { readonly forwardFen?: Fen } => {
  const promisedFen = forwardFenOf(state, award, trancheNo);
  if (promisedFen === 0n) return {};
  return { forwardFen: promisedFen < amountFen ? promisedFen : amountFen };
};

export const withForward = <State extends ForwardCommitments>(
  state: State,
  award: string,
  trancheNo: number,
  toFen: Fen,
): State => {
  const key = keyOf(award, trancheNo);
  const beforeFen = valueIn(state.forward, key) ?? 0n;
  const forward = toFen === 0n ? withoutKey(state.forward, key) : withValue(state.forward, key, toFen);
  return { ...state, forward, forwardFen: state.forwardFen - beforeFen + toFen };
};

export const forwardChanged = <State extends ForwardCommitments>(
  state: State,
  { award, changes }: ForwardCommitmentChanged['data'],
): State => changes.reduce((now, { trancheNo, toFen }) => withForward(now, award, trancheNo, toFen), state);
