import { assert } from '#kernel/assert.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { type Fen, minFen, yuanOf } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import { allocate, missingFenOf } from './allocation.js';
import { closedIfComplete } from './completion.js';
import type { RecoveryEvent } from './recovery.events.js';
import {
  type CollectingCase,
  earmarkedFen,
  isCollecting,
  outstandingFen,
  type RecoveryState,
  unclaimedFen,
} from './recovery-case.js';
import type { CancelSetOff, ConfirmSetOff, ProposeSetOff, RecordRepayment } from './recovery-commands.js';
import { wrongStatus } from './recovery-refusals.js';

/** Set-off reaches any running award of the debtor (decision 27), but not once the court has the case. */
export const proposeSetOff = (
  { type: _type, ...setOff }: ProposeSetOff,
  state: RecoveryState,
): Decision<RecoveryEvent> => {
  assert(setOff.amountFen > 0n, 'Money set off is more than zero');
  if (!isCollecting(state) || state.status === 'referred') return reject(wrongStatus(state));
  if (state.setOffIds.has(setOff.setOffId)) return reject(setOffExists(setOff.setOffId));
  if (setOff.amountFen > unclaimedFen(state)) {
    return reject(aboveOutstanding('recovery.set-off-above-outstanding', setOff.amountFen, state));
  }
  return accept({ type: 'SetOffProposed', data: setOff });
};

/** Also after a referral: by then the money has been kept back from a payment that was made. */
export const confirmSetOff = (
  { setOffId, amountFen }: ConfirmSetOff,
  state: RecoveryState,
): Decision<RecoveryEvent> => {
  assert(amountFen > 0n, 'Money set off is more than zero; a set-off of nothing is cancelled');
  if (!isCollecting(state)) return reject(wrongStatus(state));
  const proposed = state.proposed.get(setOffId);
  if (!proposed) return reject(unknownSetOff(setOffId));
  if (amountFen > proposed.amountFen) return reject(aboveProposed(amountFen, proposed.amountFen));
  const owedFen = minFen(amountFen, missingFenOf(state.balances));
  const allocations = allocate(state.balances, owedFen);
  const confirmed: RecoveryEvent = {
    type: 'SetOffConfirmed',
    data: { setOffId, amountFen, allocations, overpaidFen: amountFen - owedFen },
  };
  return accept<RecoveryEvent>(confirmed, ...closedIfComplete(state, confirmed));
};

export const cancelSetOff = ({ setOffId }: CancelSetOff, state: RecoveryState): Decision<RecoveryEvent> => {
  if (!isCollecting(state)) return reject(wrongStatus(state));
  const proposed = state.proposed.get(setOffId);
  if (!proposed) return reject(unknownSetOff(setOffId));
  const cancelled: RecoveryEvent = {
    type: 'SetOffCancelled',
    data: { setOffId, amountFen: proposed.amountFen },
  };
  return accept<RecoveryEvent>(cancelled, ...closedIfComplete(state, cancelled));
};

/**
 * Earmarked money cannot be repaid as well: it may already be kept back from a payment on its way to the bank, and would
 * then come in twice. Whoever wants to repay it has the set-off cancelled first.
 */
export const recordRepayment = (
  { repaymentId, amountFen, bankReference, receivedOn }: RecordRepayment,
  state: RecoveryState,
): Decision<RecoveryEvent> => {
  if (isRecorded(state, repaymentId, bankReference)) return reject(alreadyRecorded(bankReference));
  if (!isCollecting(state)) return reject(wrongStatus(state));
  if (amountFen <= 0n) return reject(nothingRepaid(amountFen));
  if (amountFen > unclaimedFen(state)) {
    return reject(aboveOutstanding('recovery.repayment-above-outstanding', amountFen, state));
  }
  const allocations = allocate(state.balances, amountFen);
  const received: RecoveryEvent = {
    type: 'RepaymentReceived',
    data: { repaymentId, amountFen, bankReference, receivedOn, allocations },
  };
  return accept<RecoveryEvent>(received, ...closedIfComplete(state, received));
};

const isRecorded = (state: RecoveryState, repaymentId: string, bankReference: string): boolean =>
  'bankReferences' in state &&
  (state.bankReferences.has(bankReference) || state.repaymentIds.has(repaymentId));

const alreadyRecorded = (bankReference: string): Refusal =>
  refuse(
    'recovery.repayment-already-recorded',
    `银行流水号 ${bankReference} 的退款已登记`,
    `The repayment with bank reference ${bankReference} is already recorded`,
    { pointer: '/bankReference', facts: { bankReference } },
  );

const nothingRepaid = (amountFen: Fen): Refusal =>
  refuse(
    'recovery.nothing-repaid',
    `退款金额应大于零：${yuanOf(amountFen)} 元`,
    `A repayment must be more than zero: ${yuanOf(amountFen)} yuan`,
    { pointer: '/amountFen', facts: { amountYuan: yuanOf(amountFen) } },
  );

const aboveOutstanding = (
  code: 'recovery.set-off-above-outstanding' | 'recovery.repayment-above-outstanding',
  amountFen: Fen,
  state: CollectingCase,
): Refusal => {
  const amount = yuanOf(amountFen);
  const outstanding = yuanOf(outstandingFen(state));
  const earmarked = yuanOf(earmarkedFen(state));
  return refuse(
    code,
    `金额 ${amount} 元超过可追回余额：尚欠 ${outstanding} 元，其中 ${earmarked} 元已安排抵扣`,
    `${amount} yuan is more than can be taken: ${outstanding} yuan are outstanding, of which ${earmarked} are earmarked for set-off`,
    {
      pointer: '/amountFen',
      facts: { amountYuan: amount, outstandingYuan: outstanding, earmarkedYuan: earmarked },
    },
  );
};

const aboveProposed = (amountFen: Fen, proposedFen: Fen): Refusal =>
  refuse(
    'recovery.set-off-above-proposed',
    `抵扣 ${yuanOf(amountFen)} 元超过拟抵扣的 ${yuanOf(proposedFen)} 元`,
    `${yuanOf(amountFen)} yuan were set off, which is more than the ${yuanOf(proposedFen)} yuan proposed`,
    { pointer: '/amountFen', facts: { amountYuan: yuanOf(amountFen), proposedYuan: yuanOf(proposedFen) } },
  );

const setOffExists = (setOffId: string): Refusal =>
  refuse('recovery.set-off-exists', `抵扣 ${setOffId} 已存在`, `Set-off ${setOffId} exists already`, {
    pointer: '/setOffId',
    facts: { setOffId },
  });

const unknownSetOff = (setOffId: string): Refusal =>
  refuse(
    'recovery.unknown-set-off',
    `没有待确认的抵扣 ${setOffId}`,
    `No set-off ${setOffId} waits to be confirmed`,
    {
      pointer: '/setOffId',
      facts: { setOffId },
    },
  );
