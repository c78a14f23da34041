import type { StoredEvent } from '#event-store/envelope.js';
import type { RecoveryEvent } from '#recovery/recovery.events.js';
import type { RecoveryCaseRow, RefundRecord } from './recovery-case.entity.js';

type RefundEvent = Extract<
  RecoveryEvent,
  { type: 'OverpaymentRefundProposed' | 'OverpaymentRefundApproved' | 'OverpaymentRefunded' }
>;

/** How an overpayment goes back; a proposal that nobody approved gives way to the next one. */
export const refundChanges = (
  row: RecoveryCaseRow,
  event: RefundEvent,
  stored: StoredEvent,
): Partial<RecoveryCaseRow> => {
  if (event.type === 'OverpaymentRefundProposed') {
    const { actor, ...proposal } = event.data;
    const kept = row.refunds.filter(({ approvedBy }) => approvedBy !== null);
    const proposed = { ...proposal, proposedBy: actor.id, proposedOn: stored.effectiveOn };
    return { refunds: [...kept, { ...proposed, approvedBy: null, bankReference: null, paidOn: null }] };
  }
  if (event.type === 'OverpaymentRefundApproved')
    return { refunds: withLast(row.refunds, { approvedBy: event.data.actor.id }) };
  const { amountFen, bankReference, paidOn } = event.data;
  return {
    overpaidFen: row.overpaidFen - amountFen,
    paidBackFen: row.paidBackFen + amountFen,
    refunds: withLast(row.refunds, { bankReference, paidOn }),
  };
};

const withLast = (refunds: readonly RefundRecord[], change: Partial<RefundRecord>): readonly RefundRecord[] =>
  refunds.map((refund, index) => (index === refunds.length - 1 ? { ...refund, ...change } : refund));
