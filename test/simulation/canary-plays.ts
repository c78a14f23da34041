import type { Act, PersonActs } from './plays.js';

const person = (act: PersonActs['act'], pick = 1, other = 1): PersonActs => ({ act, pick, other });

/** The process managers finish what is under way. */
const settle: Act = { act: 'work', events: 60, ahead: 0, fault: null, meanwhile: person('hold') };

const proceed = person('proceed');

/** A tranche released, drafted, submitted, approved and sent. */
const sentOnce: readonly Act[] = [proceed, settle, proceed, settle, proceed, proceed, proceed, settle];

/** Sent, and sent again while the bank has it. */
export const sentTwice: readonly Act[] = [...sentOnce, person('send', 0, 3), settle];

/** Paid and claimed back: nobody demands it, or it is demanded and given up. */
const found: readonly Act[] = [...sentOnce, proceed, settle, person('terminate', 1, 0), settle];
export const dismissed: readonly Act[] = [...found, person('dismiss'), settle];
export const writtenOff: readonly Act[] = [
  ...found,
  person('demand'),
  settle,
  person('writeOff'),
  person('writeOff'),
  settle,
];

/** Paid, claimed back, repaid in full, and then the bank gives the payment back. */
export const returnedAfterRepayment: readonly Act[] = [
  ...found,
  person('demand'),
  settle,
  person('repay', 0, 5),
  settle,
  person('bankReturns'),
  settle,
];

/** What is then owed back is proposed, and recorded as paid without anybody's approval. */
export const refundedUnseen: readonly Act[] = [
  ...returnedAfterRepayment,
  person('refund', 0, 1),
  person('refund', 0, 22),
  settle,
];

/** Paid, claimed back, and the last day to repay goes by while the service is down. */
export const overdueWhileDown: readonly Act[] = [
  ...sentOnce,
  proceed,
  settle,
  person('terminate', 1, 0),
  settle,
  person('demand'),
  settle,
  { act: 'sleep', days: 40 },
  settle,
];
