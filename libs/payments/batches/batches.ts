import { unreachable } from '#kernel/assert.js';
import { type Decider, type Decision, reject } from '#kernel/decider.js';
import {
  approveBatch,
  type ApproveBatch,
  rejectBatch,
  type RejectBatch,
  submitBatch,
  type SubmitBatch,
  withdrawApproval,
  type WithdrawApproval,
  withdrawSubmission,
  type WithdrawSubmission,
} from './approve-batch.js';
import {
  confirmAssembly,
  type ConfirmAssembly,
  draftBatch,
  type DraftBatch,
  removeLine,
  type RemoveLine,
} from './assemble-batch.js';
import { type BatchState, isAtBank } from './batch-state.js';
import type { BatchEvent } from './batches.events.js';
import { evolveBatch } from './evolve-batch.js';
import {
  recordLineAnswer,
  type RecordLineAnswer,
  recordLineAnswers,
  type RecordLineAnswers,
} from './record-line-answer.js';
import { markOutcomeUnknown, type MarkOutcomeUnknown, sendBatch, type SendBatch } from './send-batch.js';
import { wrongStatus } from './wrong-status.js';

export type BatchCommand =
  | DraftBatch
  | ConfirmAssembly
  | RemoveLine
  | SubmitBatch
  | ApproveBatch
  | WithdrawApproval
  | WithdrawSubmission
  | RejectBatch
  | SendBatch
  | MarkOutcomeUnknown
  | RecordLineAnswer
  | RecordLineAnswers;

const decide = (command: BatchCommand, state: BatchState): Decision<BatchEvent> => {
  switch (command.type) {
    case 'DraftBatch':
      return draftBatch(command, state);
    case 'ConfirmAssembly':
      return state.status === 'assembling'
        ? confirmAssembly(command, state)
        : reject(wrongStatus(state, 'assembling'));
    case 'RemoveLine':
      return state.status === 'drafted' ? removeLine(command, state) : reject(wrongStatus(state, 'drafted'));
    case 'SubmitBatch':
      return state.status === 'drafted' ? submitBatch(command, state) : reject(wrongStatus(state, 'drafted'));
    case 'ApproveBatch':
      return state.status === 'submitted'
        ? approveBatch(command, state)
        : reject(wrongStatus(state, 'submitted'));
    case 'WithdrawApproval':
      return state.status === 'submitted'
        ? withdrawApproval(command, state)
        : reject(wrongStatus(state, 'submitted'));
    case 'WithdrawSubmission':
      return state.status === 'submitted'
        ? withdrawSubmission(command, state)
        : reject(wrongStatus(state, 'submitted'));
    case 'RejectBatch':
      return state.status === 'drafted' || state.status === 'submitted' || state.status === 'sealed'
        ? rejectBatch(command, state)
        : reject(wrongStatus(state, 'drafted', 'submitted', 'sealed'));
    case 'SendBatch':
      return sendBatch(command, state);
    case 'MarkOutcomeUnknown':
      return markOutcomeUnknown(command, state);
    case 'RecordLineAnswer':
      return isAtBank(state) ? recordLineAnswer(command, state) : reject(wrongStatus(state, 'sent'));
    case 'RecordLineAnswers':
      return isAtBank(state) ? recordLineAnswers(command, state) : reject(wrongStatus(state, 'sent'));
    default:
      return unreachable(command);
  }
};

/** One payment batch: what was approved by enough people is sealed, sent once, and answered line by line. */
export const batchDecider: Decider<BatchCommand, BatchState, BatchEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve: evolveBatch,
  decide,
};
