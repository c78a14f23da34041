import type { Actor } from '#kernel/actor.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { minFen } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import { owedBackFen } from './overpayment.js';
import type { Allocation, RecoveryEvent } from './recovery.events.js';
import type { DemandedCase, RecoveryState } from './recovery-case.js';
import { samePerson, wrongStatus } from './recovery-refusals.js';

/** Proposes to pay back to the debtor all that is owed back now. */
export interface ProposeOverpaymentRefund {
  readonly type: 'ProposeOverpaymentRefund';
  readonly actor: Actor;
  readonly reason: string;
  readonly documentNumber: string;
}

/** By a second person, naming the document so that nobody approves a proposal they have not seen. */
export interface ApproveOverpaymentRefund {
  readonly type: 'ApproveOverpaymentRefund';
  readonly actor: Actor;
  readonly documentNumber: string;
}

/** The bank has paid it; `bankReference` is that of its line on the statement. */
export interface RecordOverpaymentRefund {
  readonly type: 'RecordOverpaymentRefund';
  readonly bankReference: string;
  readonly paidOn: BusinessDate;
}

export type RefundCommand = ProposeOverpaymentRefund | ApproveOverpaymentRefund | RecordOverpaymentRefund;

export const refundOverpayment = (command: RefundCommand, state: RecoveryState): Decision<RecoveryEvent> => {
  if (!('overpayment' in state)) return reject(wrongStatus(state));
  switch (command.type) {
    case 'ProposeOverpaymentRefund':
      return propose(command, state);
    case 'ApproveOverpaymentRefund':
      return approve(command, state);
    case 'RecordOverpaymentRefund':
      return record(command, state);
  }
};

/** A new proposal replaces one that nobody approved; what was approved may have left already. */
const propose = (
  { actor, reason, documentNumber }: ProposeOverpaymentRefund,
  { overpayment }: DemandedCase,
): Decision<RecoveryEvent> => {
  const { refund } = overpayment;
  if (refund?.approvedBy) return reject(underWay(refund.documentNumber));
  const amountFen = owedBackFen(overpayment);
  if (amountFen === 0n) return reject(nothingOwedBack());
  return accept({ type: 'OverpaymentRefundProposed', data: { actor, reason, documentNumber, amountFen } });
};

const approve = (
  { actor, documentNumber }: ApproveOverpaymentRefund,
  { overpayment: { refund } }: DemandedCase,
): Decision<RecoveryEvent> => {
  if (refund?.documentNumber !== documentNumber || refund.approvedBy !== null)
    return reject(notProposed(documentNumber));
  if (actor.id === refund.proposedBy)
    return reject(
      samePerson(actor, '提出退款的人不能审批该退款', 'Whoever proposed the refund cannot approve it'),
      { type: 'OverpaymentRefundApprovalRefused', data: { actor } },
    );
  const { amountFen } = refund;
  return accept({ type: 'OverpaymentRefundApproved', data: { actor, documentNumber, amountFen } });
};

/** As much as was approved, taken first from where it came in first. */
const record = (
  { bankReference, paidOn }: RecordOverpaymentRefund,
  { overpayment: { parts, refund }, bankReferences }: DemandedCase,
): Decision<RecoveryEvent> => {
  if (bankReferences.has(bankReference)) return reject(referenceUsed(bankReference));
  if (!refund?.approvedBy) return reject(notApproved());
  const { documentNumber, amountFen } = refund;
  const allocations: Allocation[] = [];
  let leftFen = amountFen;
  for (const part of parts) {
    const partFen = minFen(leftFen, part.amountFen);
    if (partFen > 0n) allocations.push({ ...part, amountFen: partFen });
    leftFen -= partFen;
  }
  return accept({
    type: 'OverpaymentRefunded',
    data: { documentNumber, amountFen, bankReference, paidOn, allocations },
  });
};

const nothingOwedBack = (): Refusal =>
  refuse(
    'recovery.nothing-owed-back',
    '该案件没有应退还的多收款',
    'Nothing is owed back to the debtor of this case',
  );

const underWay = (documentNumber: string): Refusal =>
  refuse(
    'recovery.refund-under-way',
    `文号为 ${documentNumber} 的退款已审批，登记付款后方可再次提出`,
    `The refund under document ${documentNumber} is approved; record its payment before another is proposed`,
    { facts: { documentNumber } },
  );

const notProposed = (documentNumber: string): Refusal =>
  refuse(
    'recovery.refund-not-proposed',
    `没有文号为 ${documentNumber} 的待审批退款`,
    `No refund under document ${documentNumber} waits for approval`,
    { pointer: '/documentNumber', facts: { documentNumber } },
  );

const notApproved = (): Refusal =>
  refuse(
    'recovery.refund-not-approved',
    '没有已审批的退款，不能登记付款',
    'No refund is approved, so none can have been paid',
  );

const referenceUsed = (bankReference: string): Refusal =>
  refuse(
    'recovery.bank-reference-used',
    `银行流水号 ${bankReference} 在该案件中已登记`,
    `The bank reference ${bankReference} is already recorded in this case`,
    { pointer: '/bankReference', facts: { bankReference } },
  );
