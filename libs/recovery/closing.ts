import { accept, type Decision, reject } from '#kernel/decider.js';
import { yuanOf } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { RecoveryEvent } from './recovery.events.js';
import { earmarkedFen, isCollecting, outstandingFen, type RecoveryState } from './recovery-case.js';
import type { ApproveWriteOff, ReferCase, WriteOff } from './recovery-commands.js';
import { samePerson, wrongStatus } from './recovery-refusals.js';

/** A new proposal replaces one that nobody approved. */
export const proposeWriteOff = (
  { actor, reason, documentNumber }: WriteOff,
  state: RecoveryState,
): Decision<RecoveryEvent> => {
  if (!isCollecting(state)) return reject(wrongStatus(state));
  if (earmarkedFen(state) > 0n) return reject(setOffPending(state));
  const amountFen = outstandingFen(state);
  return accept({ type: 'WriteOffProposed', data: { actor, reason, documentNumber, amountFen } });
};

/** Gives up what is outstanding now, which may be less than at the proposal. */
export const approveWriteOff = (
  { actor, documentNumber }: ApproveWriteOff,
  state: RecoveryState,
): Decision<RecoveryEvent> => {
  if (!isCollecting(state)) return reject(wrongStatus(state));
  const { writeOff } = state;
  if (writeOff?.documentNumber !== documentNumber) return reject(notProposed(documentNumber));
  if (actor.id === writeOff.proposedBy) {
    return reject(
      samePerson(actor, '提出核销的人不能审批该核销', 'Whoever proposed the write-off cannot approve it'),
      {
        type: 'WriteOffApprovalRefused',
        data: { actor },
      },
    );
  }
  if (earmarkedFen(state) > 0n) return reject(setOffPending(state));
  const { reason } = writeOff;
  return accept({
    type: 'CaseWrittenOff',
    data: { actor, reason, documentNumber, amountFen: outstandingFen(state) },
  });
};

export const referCase = ({ reason }: ReferCase, state: RecoveryState): Decision<RecoveryEvent> => {
  if (!isCollecting(state) || state.status === 'referred') return reject(wrongStatus(state));
  return accept({ type: 'CaseReferred', data: { reason, outstandingFen: outstandingFen(state) } });
};

const setOffPending = (state: RecoveryState): Refusal => {
  const earmarked = yuanOf(earmarkedFen(state));
  return refuse(
    'recovery.set-off-pending',
    `尚有 ${earmarked} 元待确认抵扣，确认或取消后方可核销`,
    `${earmarked} yuan are earmarked for set-off; confirm or cancel that first`,
    { facts: { earmarkedYuan: earmarked } },
  );
};

const notProposed = (documentNumber: string): Refusal =>
  refuse(
    'recovery.write-off-not-proposed',
    `没有文号为 ${documentNumber} 的待审批核销`,
    `No write-off under document ${documentNumber} waits for approval`,
    { pointer: '/documentNumber', facts: { documentNumber } },
  );
