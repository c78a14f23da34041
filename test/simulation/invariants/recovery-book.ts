import {
  type Book,
  type Complain,
  entryOf,
  fenIn,
  type RawData,
  type RawEvent,
  textIn,
} from './raw-event.js';

interface Case {
  foundFen: bigint;
  demandedFen: bigint;
  setOffFen: bigint;
  repaidFen: bigint;
  /** What the award of the case says came back. */
  bookedFen: bigint;
  readonly earmarked: Map<string, bigint>;
  readonly confirmed: Map<string, bigint>;
  readonly references: Set<string>;
}

export interface RecoveryBook extends Book {
  readonly cases: ReadonlyMap<string, Readonly<Case>>;
  /** What was kept back from payments, by set-off. */
  readonly keptBackFen: ReadonlyMap<string, bigint>;
}

const newCase = (): Case => ({
  foundFen: 0n,
  demandedFen: 0n,
  setOffFen: 0n,
  repaidFen: 0n,
  bookedFen: 0n,
  earmarked: new Map(),
  confirmed: new Map(),
  references: new Set(),
});

/** Set off, repaid and earmarked are at most what was demanded, and every fen is booked on the award it came from. */
export const recoveryBook = (complain: Complain): RecoveryBook => {
  const cases = new Map<string, Case>();
  const keptBackFen = new Map<string, bigint>();

  const confirmed = (stream: string, one: Case, data: RawData): void => {
    const setOffId = textIn(data, 'setOffId');
    const earmarkedFen = one.earmarked.get(setOffId) ?? 0n;
    if (fenIn(data) > earmarkedFen)
      complain('a set-off is confirmed once, as far as it was earmarked', `${setOffId} in ${stream}`);
    if (fenIn(data) !== keptBackFen.get(setOffId))
      complain('a set-off was kept back from a payment', `${setOffId} in ${stream}`);
    one.earmarked.delete(setOffId);
    one.confirmed.set(setOffId, fenIn(data));
    one.setOffFen += fenIn(data);
  };

  const repaid = (stream: string, one: Case, data: RawData): void => {
    const reference = textIn(data, 'bankReference');
    if (one.references.has(reference)) complain('a repayment is booked once', `${reference} in ${stream}`);
    one.references.add(reference);
    one.repaidFen += fenIn(data);
  };

  const move = (stream: string, one: Case, { type, data }: RawEvent): void => {
    if (type === 'RecoveryFound') one.foundFen += fenIn(data);
    if (type === 'RecoveryDemanded') one.demandedFen += fenIn(data);
    if (type === 'SetOffProposed') one.earmarked.set(textIn(data, 'setOffId'), fenIn(data));
    if (type === 'SetOffCancelled') one.earmarked.delete(textIn(data, 'setOffId'));
    if (type === 'SetOffConfirmed') confirmed(stream, one, data);
    if (type === 'RepaymentReceived') repaid(stream, one, data);
  };

  const judge = (
    name: string,
    { foundFen, demandedFen, setOffFen, repaidFen, bookedFen, earmarked }: Case,
  ): void => {
    const earmarkedFen = [...earmarked.values()].reduce((sum, fen) => sum + fen, 0n);
    if (demandedFen > foundFen) complain('demanded is at most found', name);
    if (setOffFen + repaidFen + earmarkedFen > demandedFen) complain('collected is at most demanded', name);
    if (bookedFen > setOffFen + repaidFen) complain('recovered on awards is what came in', name);
  };

  const see = (event: RawEvent): void => {
    const { type, stream, data } = event;
    if (type === 'TrancheSetOff') {
      const setOffId = textIn(data, 'setOffId');
      if (keptBackFen.has(setOffId)) complain('a set-off is taken once', setOffId);
      keptBackFen.set(setOffId, fenIn(data));
    }
    const name = type === 'MoneyRecovered' ? textIn(data, 'caseId') : stream;
    if (type !== 'MoneyRecovered' && !stream.startsWith('recovery-')) return;
    const one = entryOf(cases, name, newCase);
    if (type === 'MoneyRecovered') one.bookedFen += fenIn(data);
    else move(stream, one, event);
    judge(name, one);
  };

  return { cases, keptBackFen, see };
};
