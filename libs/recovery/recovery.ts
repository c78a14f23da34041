import { unreachable } from '#kernel/assert.js';
import type { Decider } from '#kernel/decider.js';
import { shortId } from '#kernel/ids.js';
import { approveWriteOff, proposeWriteOff, referCase } from './closing.js';
import { cancelSetOff, confirmSetOff, proposeSetOff, recordRepayment } from './collection.js';
import { approveDemand, dismissCase, openCase } from './demand.js';
import { reduceClaim } from './reduction.js';
import { refundOverpayment } from './refund-overpayment.js';
import type { RecoveryEvent, RecoveryGround } from './recovery.events.js';
import { evolveRecovery, type RecoveryState } from './recovery-case.js';
import type { RecoveryCommand } from './recovery-commands.js';

/** The same finding always gets the same case; `ordinal` counts findings of one ground on one award, from 1. */
export const recoveryStream = (awardId: string, ground: RecoveryGround, ordinal: number): string =>
  `recovery-${shortId(awardId, ground, ordinal)}`;

/**
 * One clawback case. Promise: set off + repaid − overpaid ≤ demanded − reduced after every event, and what came in is
 * allocated to the fen. Nothing is owed before a second person demands it.
 */
export const recoveryDecider: Decider<RecoveryCommand, RecoveryState, RecoveryEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve: evolveRecovery,
  decide: (command, state) => {
    switch (command.type) {
      case 'OpenCase':
        return openCase(command, state);
      case 'ApproveDemand':
        return approveDemand(command, state);
      case 'DismissCase':
        return dismissCase(command, state);
      case 'ProposeSetOff':
        return proposeSetOff(command, state);
      case 'ConfirmSetOff':
        return confirmSetOff(command, state);
      case 'CancelSetOff':
        return cancelSetOff(command, state);
      case 'RecordRepayment':
        return recordRepayment(command, state);
      case 'ReduceClaim':
        return reduceClaim(command, state);
      case 'ProposeOverpaymentRefund':
      case 'ApproveOverpaymentRefund':
      case 'RecordOverpaymentRefund':
        return refundOverpayment(command, state);
      case 'WriteOff':
        return proposeWriteOff(command, state);
      case 'ApproveWriteOff':
        return approveWriteOff(command, state);
      case 'ReferCase':
        return referCase(command, state);
      default:
        return unreachable(command);
    }
  },
};
