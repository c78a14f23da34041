import { assert } from '#kernel/assert.js';
import { type Fen, sumFen } from '#kernel/money.js';
import { paymentKey } from './allocation.js';
import type { Allocation, RecoveryEvent } from './recovery.events.js';

/** A refund that was proposed, by which document; `approvedBy` once a second person let it go out. */
export interface PendingRefund {
  readonly proposedBy: string;
  readonly approvedBy: string | null;
  readonly documentNumber: string;
  readonly amountFen: Fen;
}

/** What the office owes the debtor, because more came in than is claimed. */
export interface Overpayment {
  /** By the payment of the case it came in on, in the order it arose. */
  readonly parts: readonly Allocation[];
  readonly refund: PendingRefund | null;
}

export const NOTHING_OVERPAID: Overpayment = { parts: [], refund: null };

export const owedBackFen = ({ parts }: Overpayment): Fen => sumFen(parts.map(({ amountFen }) => amountFen));

/** More came in on a payment than is claimed of it, or what did is being paid back. */
export const withOverpaid = (
  overpayment: Overpayment,
  payment: Pick<Allocation, 'trancheNo' | 'attempt'>,
  deltaFen: Fen,
): Overpayment => {
  if (deltaFen === 0n) return overpayment;
  const { trancheNo, attempt } = payment;
  const others = overpayment.parts.filter((part) => paymentKey(part) !== paymentKey(payment));
  const known = overpayment.parts.find((part) => paymentKey(part) === paymentKey(payment));
  const amountFen = (known?.amountFen ?? 0n) + deltaFen;
  assert(amountFen >= 0n, 'No more is paid back than is owed');
  return {
    ...overpayment,
    parts: amountFen === 0n ? others : [...others, { trancheNo, attempt, amountFen }],
  };
};

export type RefundEvent = Extract<
  RecoveryEvent,
  { type: 'OverpaymentRefundProposed' | 'OverpaymentRefundApproved' | 'OverpaymentRefunded' }
>;

export const evolveRefund = (overpayment: Overpayment, { type, data }: RefundEvent): Overpayment => {
  if (type === 'OverpaymentRefundProposed') {
    const { actor, documentNumber, amountFen } = data;
    const refund = { proposedBy: actor.id, approvedBy: null, documentNumber, amountFen };
    return { ...overpayment, refund };
  }
  const { refund } = overpayment;
  assert(refund, `${type} needs a proposal`);
  if (type === 'OverpaymentRefundApproved')
    return { ...overpayment, refund: { ...refund, approvedBy: data.actor.id } };
  const left = data.allocations.reduce(
    (rest, part) => withOverpaid(rest, part, -part.amountFen),
    overpayment,
  );
  return { ...left, refund: null };
};
