import {
  type Book,
  type Complain,
  entryOf,
  fenIn,
  numberIn,
  partsIn,
  type RawData,
  type RawEvent,
  textIn,
} from './raw-event.js';

interface Case {
  award: string;
  foundFen: bigint;
  demandedFen: bigint;
  setOffFen: bigint;
  repaidFen: bigint;
  /** What the award of the case says came back. */
  bookedFen: bigint;
  /** Claimed no longer, because the bank gave the payment back; by payment. */
  readonly reduced: Map<string, bigint>;
  /** Came in beyond the claim: owed to the debtor. */
  overpaidFen: bigint;
  /** Of that, paid back to the debtor. */
  paidBackFen: bigint;
  /** What a second person let go out, and the bank has not paid yet. */
  approvedRefundFen: bigint;
  writtenOffFen: bigint;
  /** What was claimed of each payment when it was found. */
  readonly items: Map<string, bigint>;
  status: 'found' | 'demanded' | 'dismissed' | 'repaid' | 'written-off';
  readonly earmarked: Map<string, bigint>;
  readonly confirmed: Map<string, bigint>;
  readonly references: Set<string>;
}

export type RecoveredCase = Readonly<Case>;

export interface RecoveryBook extends Book {
  readonly cases: ReadonlyMap<string, RecoveredCase>;
  /** What was kept back from payments, by set-off. */
  readonly keptBackFen: ReadonlyMap<string, bigint>;
}

/** One payment of the award the case is about. */
const paymentIn = (data: RawData): string => `${numberIn(data, 'trancheNo')}/${numberIn(data, 'attempt')}`;

const newCase = (): Case => ({
  award: '',
  foundFen: 0n,
  demandedFen: 0n,
  setOffFen: 0n,
  repaidFen: 0n,
  bookedFen: 0n,
  reduced: new Map(),
  overpaidFen: 0n,
  paidBackFen: 0n,
  approvedRefundFen: 0n,
  writtenOffFen: 0n,
  items: new Map(),
  status: 'found',
  earmarked: new Map(),
  confirmed: new Map(),
  references: new Set(),
});

const reducedFenOf = ({ reduced }: RecoveredCase): bigint => sumOf(reduced.values());

/** Came in and was owed. */
export const receivedFenOf = ({ setOffFen, repaidFen, overpaidFen }: RecoveredCase): bigint =>
  setOffFen + repaidFen - overpaidFen;

const outstandingFenOf = (one: Case): bigint =>
  one.foundFen - reducedFenOf(one) - receivedFenOf(one) - one.writtenOffFen;

const sumOf = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((sum, fen) => sum + fen, 0n);

const reduced = (complain: Complain, stream: string, one: Case, data: RawData): void => {
  const payment = paymentIn(data);
  if (one.reduced.has(payment)) complain('a claim is reduced once for a payment', `${payment} in ${stream}`);
  if (fenIn(data) > (one.items.get(payment) ?? 0n))
    complain('a claim is reduced by what was claimed', `${payment} in ${stream}`);
  one.reduced.set(payment, fenIn(data));
  one.overpaidFen += fenIn(data, 'overpaidFen');
  one.writtenOffFen -= fenIn(data, 'writeOffVoidedFen');
};

/** A case ends when nothing is outstanding, and what is given up is all that was. */
const closed = (complain: Complain, stream: string, one: Case, { type, data }: RawEvent): void => {
  if (type === 'CaseRepaid') one.status = 'repaid';
  if (type === 'CaseDismissed') one.status = 'dismissed';
  if (type === 'CaseWrittenOff') {
    one.status = 'written-off';
    one.writtenOffFen += fenIn(data);
  }
  if ((one.status === 'repaid' || one.status === 'written-off') && outstandingFenOf(one) !== 0n)
    complain('found = reduced + came in − owed back + given up', `${outstandingFenOf(one)} fen in ${stream}`);
};

const repaid = (complain: Complain, stream: string, one: Case, data: RawData): void => {
  const reference = textIn(data, 'bankReference');
  if (one.references.has(reference)) complain('a repayment is booked once', `${reference} in ${stream}`);
  one.references.add(reference);
  one.repaidFen += fenIn(data);
};

/** Everything that was approved is paid back once, and no more than is owed. */
const refunded = (complain: Complain, stream: string, one: Case, data: RawData): void => {
  const reference = textIn(data, 'bankReference');
  if (one.references.has(reference)) complain('a refund is booked once', `${reference} in ${stream}`);
  if (fenIn(data) !== one.approvedRefundFen) complain('what is paid back was approved', stream);
  one.references.add(reference);
  one.approvedRefundFen = 0n;
  one.paidBackFen += fenIn(data);
};

const judge = (complain: Complain, name: string, one: Case): void => {
  const { foundFen, demandedFen, setOffFen, repaidFen, bookedFen } = one;
  if (demandedFen > foundFen) complain('demanded is at most found', name);
  if (one.status === 'found' && setOffFen + repaidFen > 0n)
    complain('nothing comes in before the demand', name);
  if (outstandingFenOf(one) < 0n) complain('collected is at most demanded', name);
  if (one.paidBackFen + one.approvedRefundFen > one.overpaidFen)
    complain('paid back is at most what is owed back', name);
  if (bookedFen > setOffFen + repaidFen) complain('recovered on awards is what came in', name);
};

/**
 * Found = reduced + came in − owed back + given up + outstanding. What came in and was owed is at most the claim, and every fen of it is
 * booked on the award it came from.
 */
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
    one.overpaidFen += fenIn(data, 'overpaidFen');
  };

  const move = (stream: string, one: Case, event: RawEvent): void => {
    const { type, data } = event;
    if (type === 'RecoveryFound') {
      one.foundFen += fenIn(data);
      one.award = textIn(data, 'award');
      for (const item of partsIn(data, 'items')) one.items.set(paymentIn(item), fenIn(item));
    }
    if (type === 'RecoveryDemanded') {
      one.demandedFen += fenIn(data);
      one.status = 'demanded';
      if (fenIn(data) !== outstandingFenOf(one)) complain('what is claimed is demanded', stream);
    }
    if (type === 'SetOffProposed') {
      one.earmarked.set(textIn(data, 'setOffId'), fenIn(data));
      if (sumOf(one.earmarked.values()) > outstandingFenOf(one))
        complain('collected is at most demanded', `${textIn(data, 'setOffId')} in ${stream}`);
    }
    if (type === 'SetOffCancelled') one.earmarked.delete(textIn(data, 'setOffId'));
    if (type === 'SetOffConfirmed') confirmed(stream, one, data);
    if (type === 'RepaymentReceived') repaid(complain, stream, one, data);
    if (type === 'OverpaymentRefundApproved') one.approvedRefundFen = fenIn(data);
    if (type === 'OverpaymentRefunded') refunded(complain, stream, one, data);
    if (type === 'ClaimReduced') reduced(complain, stream, one, data);
    closed(complain, stream, one, event);
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
    judge(complain, name, one);
  };

  return { cases, keptBackFen, see };
};
