import type { Actor } from '#kernel/actor.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import { type BatchAtBank, type BatchState, isAtBank } from './batch-state.js';
import type { BatchEvent, Sending } from './batches.events.js';
import { wrongStatus } from './wrong-status.js';

/** Issue it before the file leaves: what is on record as sent is never sent again. */
export interface SendBatch extends Omit<Sending, 'sentBy'> {
  readonly type: 'SendBatch';
  readonly actor: Actor;
}

/** The line to the bank broke and nobody knows whether the file arrived; a statement or an enquiry will tell. */
export interface MarkOutcomeUnknown {
  readonly type: 'MarkOutcomeUnknown';
  readonly reason: string;
}

/** Once only, in whatever format: a second file of the same batch is a second payment. */
export const sendBatch = (command: SendBatch, state: BatchState): Decision<BatchEvent> => {
  if (isAtBank(state)) return reject(alreadySent(state));
  if (state.status !== 'sealed') return reject(wrongStatus(state, 'sealed'));
  const { actor, format, fileName, fileHash } = command;
  const { messageId } = state.seal;
  return accept({ type: 'BatchSent', data: { sentBy: actor.id, format, fileName, fileHash, messageId } });
};

export const markOutcomeUnknown = (
  { reason }: MarkOutcomeUnknown,
  state: BatchState,
): Decision<BatchEvent> => {
  if (state.status === 'outcome-unknown') return accept();
  if (state.status !== 'sent') return reject(wrongStatus(state, 'sent'));
  return accept({ type: 'BatchOutcomeUnknown', data: { reason } });
};

const alreadySent = ({ sending: { format, fileName } }: BatchAtBank): Refusal =>
  refuse(
    'batch.already-sent',
    `批次已以文件“${fileName}”发送银行，不得再次发送；结果不明时请查询银行流水`,
    `The batch went to the bank as "${fileName}" and is never sent again; when in doubt, ask the bank`,
    { clause: 'promise 2', facts: { format, fileName } },
  );
