import { differentPeople } from '#access/different-people.js';
import type { Actor } from '#kernel/actor.js';
import { assert } from '#kernel/assert.js';
import type { Instant } from '#kernel/business-date.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import { valuesOf } from '#kernel/wide-map.js';
import { attemptOf, batchContentHash, inParts } from './batch-line.js';
import {
  type DraftedBatch,
  linesOf,
  type SealedBatch,
  type SubmittedBatch,
  totalOfLines,
} from './batch-state.js';
import type { BatchEvent } from './batches.events.js';

export interface SubmitBatch {
  readonly type: 'SubmitBatch';
  readonly actor: Actor;
  /** How many approvals the policy in force asks for at this total. */
  readonly requiredApprovals: number;
}

export interface ApproveBatch {
  readonly type: 'ApproveBatch';
  readonly actor: Actor;
  /** Of the batch the approver has looked at. */
  readonly contentHash: string;
  readonly now: Instant;
}

/** Takes one's own vote back; after the last vote the batch is sealed and only rejecting it is left. */
export interface WithdrawApproval {
  readonly type: 'WithdrawApproval';
  readonly actor: Actor;
}

export interface WithdrawSubmission {
  readonly type: 'WithdrawSubmission';
  readonly actor: Actor;
}

export interface RejectBatch {
  readonly type: 'RejectBatch';
  readonly actor: Actor;
  readonly reason: string;
}

/** Freezes what will be approved: content, count, total and the number of approvals. */
export const submitBatch = (command: SubmitBatch, state: DraftedBatch): Decision<BatchEvent> => {
  const { actor, requiredApprovals } = command;
  assert(
    Number.isInteger(requiredApprovals) && requiredApprovals >= 1,
    'A batch needs at least one approval',
  );
  const lines = linesOf(state);
  const frozen = { contentHash: batchContentHash(lines), count: lines.length, totalFen: totalOfLines(lines) };
  return accept({ type: 'BatchSubmitted', data: { submittedBy: actor.id, ...frozen, requiredApprovals } });
};

/** The last approval that is needed also seals the batch, so nothing can happen between the two. */
export const approveBatch = (command: ApproveBatch, state: SubmittedBatch): Decision<BatchEvent> => {
  const { actor, contentHash, now } = command;
  const { submission, batch } = state;
  const refusal = checkApprover(actor, state) ?? checkContent(contentHash, submission.contentHash);
  if (refusal) {
    return reject(refusal, {
      type: 'BatchApprovalRefused',
      data: { by: actor.id, reasonCode: refusal.code },
    });
  }
  const given: BatchEvent = { type: 'BatchApprovalGiven', data: { approvedBy: actor.id, contentHash } };
  const approvers = [...state.approvals, actor.id];
  if (approvers.length < submission.requiredApprovals) return accept(given);
  assert(batchContentHash(linesOf(state)) === contentHash, 'A batch is sealed as it was approved');
  return accept<BatchEvent>(
    given,
    { type: 'BatchApproved', data: { contentHash, approvers, totalFen: submission.totalFen } },
    { type: 'BatchSealed', data: { contentHash, sealedAt: now, messageId: batch } },
  );
};

/** Nobody approves what they drafted, submitted, changed, approved already, or took part in for any single payment. */
const checkApprover = (actor: Actor, { makers, approvals, lines }: SubmittedBatch): Refusal | undefined => {
  const refusal = differentPeople(actor, [
    ...makers,
    ...approvals.map((by) => ({ act: 'batch.approve', by }) as const),
  ]);
  if (refusal) return refusal;
  const own = valuesOf(lines).find(({ involved }) => involved.includes(actor.id));
  return own && involvedInLine(actor, own.lineId);
};

const involvedInLine = (actor: Actor, lineId: string): Refusal =>
  refuse(
    'duty.same-person',
    `此步骤须由他人办理：您参与过付款“${lineId}”的办理`,
    `Somebody else has to do this: you took part in the payment "${lineId}"`,
    { clause: 'promise 4', facts: { by: actor.id, lineId } },
  );

const checkContent = (seen: string, submitted: string): Refusal | undefined =>
  seen === submitted
    ? undefined
    : refuse(
        'batch.content-changed',
        '您查看的批次内容与提交的内容不一致，请重新查看后再审批',
        'What you looked at is not what was submitted; look again before you approve',
        { clause: 'promise 5', pointer: '/contentHash', facts: { seen, submitted } },
      );

export const withdrawApproval = (
  { actor }: WithdrawApproval,
  { approvals, submission: { contentHash } }: SubmittedBatch,
): Decision<BatchEvent> => {
  if (approvals.includes(actor.id))
    return accept({ type: 'ApprovalWithdrawn', data: { withdrawnBy: actor.id, contentHash } });
  return reject(
    refuse('batch.no-approval', '您没有可撤回的审批', 'You have given no approval to take back', {
      clause: 'promise 4',
      facts: { by: actor.id },
    }),
  );
};

/** Takes the batch back to its drafter's desk; what was approved so far is void. */
export const withdrawSubmission = (
  { actor }: WithdrawSubmission,
  state: SubmittedBatch,
): Decision<BatchEvent> => {
  const { submission, approvals } = state;
  if (actor.id !== submission.submittedBy) {
    return reject(
      refuse('batch.not-submitter', '只有提交人可以撤回', 'Only who submitted the batch can withdraw it', {
        facts: { submittedBy: submission.submittedBy },
      }),
    );
  }
  return accept({ type: 'SubmissionWithdrawn', data: { withdrawnBy: actor.id, voidedApprovals: approvals } });
};

/** Ends the batch and names the tranches that are free again; also a sealed one, as long as nothing of it has left the house. */
export const rejectBatch = (
  { actor, reason }: RejectBatch,
  state: DraftedBatch | SubmittedBatch | SealedBatch,
): Decision<BatchEvent> => {
  const released = linesOf(state).map((line) => ({ lineId: line.lineId, ...attemptOf(line) }));
  const [lines = [], ...others] = inParts(released);
  return accept<BatchEvent>(
    { type: 'BatchRejected', data: { rejectedBy: actor.id, reason, lines, leftOut: [] } },
    ...others.map((part): BatchEvent => ({ type: 'LinesReleased', data: { reason, lines: part } })),
  );
};
