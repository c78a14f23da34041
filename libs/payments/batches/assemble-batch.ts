import { type Actor, SYSTEM } from '#kernel/actor.js';
import { assert } from '#kernel/assert.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { refuse } from '#kernel/refusal.js';
import { attemptOf, type BatchLine, type LeftOut, type TrancheAttempt } from './batch-line.js';
import { type AssemblingBatch, type BatchState, type DraftedBatch, totalOfLines } from './batch-state.js';
import type { BatchEvent } from './batches.events.js';

export interface DraftBatch {
  readonly type: 'DraftBatch';
  readonly batch: string;
  readonly title: string;
  readonly candidates: readonly TrancheAttempt[];
  readonly executeOn: BusinessDate;
  readonly actor: Actor;
}

/** From the process manager that took the candidates in; every candidate is a line or left out. */
export interface ConfirmAssembly {
  readonly type: 'ConfirmAssembly';
  readonly lines: readonly BatchLine[];
  readonly leftOut: readonly LeftOut[];
}

export interface RemoveLine {
  readonly type: 'RemoveLine';
  readonly lineId: string;
  readonly actor: Actor;
  readonly reason: string;
}

/** Length of an ISO 20022 id; the batch id is the message id and the line id the end-to-end id. */
const ID_LENGTH_MAX = 35;

const keyOf = (attempt: TrancheAttempt): string => JSON.stringify(attemptOf(attempt));

export const draftBatch = (command: DraftBatch, state: BatchState): Decision<BatchEvent> => {
  const { batch, title, candidates, executeOn, actor } = command;
  assert(batch.length <= ID_LENGTH_MAX, `A batch id has at most ${ID_LENGTH_MAX} characters`);
  if (state.status !== 'none') {
    return reject(
      refuse('batch.exists', '该批次已存在', 'This batch exists', { pointer: '/batch', facts: { batch } }),
    );
  }
  if (candidates.length === 0) {
    return reject(
      refuse('batch.empty', '批次没有付款', 'The batch has no payment', { pointer: '/candidates' }),
    );
  }
  const keys = candidates.map(keyOf);
  const repeated = keys.findIndex((key, place) => keys.indexOf(key) !== place);
  if (repeated >= 0) {
    return reject(
      refuse('batch.candidate-repeated', '同一分期在批次中重复', 'The same tranche is in the batch twice', {
        clause: 'promise 2',
        pointer: `/candidates/${repeated}`,
      }),
    );
  }
  const data = { batch, title, candidates: candidates.map(attemptOf), executeOn, draftedBy: actor.id };
  return accept({ type: 'BatchDrafted', data });
};

/** The process manager is our own code, so a wrong answer of it is a bug. */
const assertAssembly = ({ lines, leftOut }: ConfirmAssembly, candidates: readonly TrancheAttempt[]): void => {
  const answered = [...lines, ...leftOut].map(keyOf).toSorted();
  assert(
    answered.join() === candidates.map(keyOf).toSorted().join(),
    'Every candidate becomes one line or is left out',
  );
  assert(new Set(lines.map(({ lineId }) => lineId)).size === lines.length, 'Line ids differ');
  for (const { lineId, grossFen, setOffFen, netFen } of lines) {
    assert(lineId.length <= ID_LENGTH_MAX, `${lineId} has more than ${ID_LENGTH_MAX} characters`);
    assert(setOffFen >= 0n && netFen === grossFen - setOffFen, `${lineId}: net is gross less set-off`);
    assert(netFen > 0n, `${lineId}: a bank pays more than nothing`);
  }
};

export const confirmAssembly = (command: ConfirmAssembly, state: AssemblingBatch): Decision<BatchEvent> => {
  assertAssembly(command, state.candidates);
  const { lines, leftOut } = command;
  if (lines.length > 0) {
    return accept({ type: 'BatchAssembled', data: { lines, leftOut, totalFen: totalOfLines(lines) } });
  }
  const reason = 'no-line-left';
  return accept({ type: 'BatchRejected', data: { rejectedBy: SYSTEM.id, reason, lines: [], leftOut } });
};

/** Removing the last line ends the batch. */
export const removeLine = (
  { lineId, actor, reason }: RemoveLine,
  state: DraftedBatch,
): Decision<BatchEvent> => {
  const line = state.lines.find((candidate) => candidate.lineId === lineId);
  if (!line) {
    return reject(
      refuse('batch.unknown-line', `批次中没有明细“${lineId}”`, `The batch has no line "${lineId}"`, {
        pointer: '/lineId',
        facts: { lineId },
      }),
    );
  }
  const data = { lineId, ...attemptOf(line), netFen: line.netFen, removedBy: actor.id, reason };
  const removed: BatchEvent = { type: 'LineRemoved', data };
  if (state.lines.length > 1) return accept(removed);
  return accept<BatchEvent>(removed, {
    type: 'BatchRejected',
    data: { rejectedBy: actor.id, reason: 'no-line-left', lines: [], leftOut: [] },
  });
};
