import { type Actor, SYSTEM } from '#kernel/actor.js';
import { assert } from '#kernel/assert.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { refuse } from '#kernel/refusal.js';
import { valueIn, valuesOf } from '#kernel/wide-map.js';
import { attemptOf, type BatchLine, inParts, type LeftOut, type TrancheAttempt } from './batch-line.js';
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

/** From the process manager that took one part of the candidates in; each of them is a line or left out. */
export interface ConfirmAssembly {
  readonly type: 'ConfirmAssembly';
  /** 0 for the candidates of the draft itself. */
  readonly part: number;
  readonly lines: readonly BatchLine[];
  readonly leftOut: readonly LeftOut[];
}

export interface RemoveLine {
  readonly type: 'RemoveLine';
  readonly lineId: string;
  readonly actor: Actor;
  readonly reason: string;
}

/** What one instruction to the bank carries at most; more is several batches. */
export const LINES_PER_BATCH_MAX = 100_000;

/** Length of an ISO 20022 id; the batch id is the message id and the line id the end-to-end id. */
const ID_LENGTH_MAX = 35;

const keyOf = ({ award, trancheNo, attempt }: TrancheAttempt): string => `${award}/${trancheNo}/${attempt}`;

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
  if (candidates.length > LINES_PER_BATCH_MAX) return reject(tooLarge(candidates.length));
  const repeated = firstRepeated(candidates.map(keyOf));
  if (repeated >= 0) {
    return reject(
      refuse('batch.candidate-repeated', '同一分期在批次中重复', 'The same tranche is in the batch twice', {
        clause: 'promise 2',
        pointer: `/candidates/${repeated}`,
      }),
    );
  }
  const [first = [], ...others] = inParts(candidates.map(attemptOf));
  return accept<BatchEvent>(
    { type: 'BatchDrafted', data: { batch, title, candidates: first, executeOn, draftedBy: actor.id } },
    ...others.map((part, index): BatchEvent => ({
      type: 'CandidatesAdded',
      data: { batch, part: index + 1, candidates: part },
    })),
  );
};

/** Place of the first key that came before; -1 when all differ. */
const firstRepeated = (keys: readonly string[]): number => {
  const seen = new Set<string>();
  return keys.findIndex((key) => seen.size === seen.add(key).size);
};

const tooLarge = (count: number) =>
  refuse(
    'batch.too-many-lines',
    `一个批次最多 ${LINES_PER_BATCH_MAX} 笔，现有 ${count} 笔；请拆分成多个批次`,
    `A batch has at most ${LINES_PER_BATCH_MAX} payments, this has ${count}; split it into several`,
    { pointer: '/candidates', facts: { count, limit: LINES_PER_BATCH_MAX } },
  );

/** The process manager is our own code, so a wrong answer of it is a bug. */
const assertAssembly = ({ part, lines, leftOut }: ConfirmAssembly, state: AssemblingBatch): void => {
  const open = state.parts[part];
  assert(open && !open.answered, `Part ${part} of the candidates is answered once`);
  const { candidates } = open;
  const answered = [...lines, ...leftOut].map(keyOf).toSorted();
  assert(
    answered.join() === candidates.map(keyOf).toSorted().join(),
    'Every candidate becomes one line or is left out',
  );
  assert(new Set(lines.map(({ lineId }) => lineId)).size === lines.length, 'Line ids differ');
  assert(!lines.some(({ lineId }) => valueIn(state.lines, lineId)), 'Line ids differ between parts');
  for (const { lineId, grossFen, setOffFen, netFen } of lines) {
    assert(lineId.length <= ID_LENGTH_MAX, `${lineId} has more than ${ID_LENGTH_MAX} characters`);
    assert(setOffFen >= 0n && netFen === grossFen - setOffFen, `${lineId}: net is gross less set-off`);
    assert(netFen > 0n, `${lineId}: a bank pays more than nothing`);
  }
};

export const confirmAssembly = (command: ConfirmAssembly, state: AssemblingBatch): Decision<BatchEvent> => {
  assertAssembly(command, state);
  const { part, lines, leftOut } = command;
  const isLast = state.parts.every(({ answered }, no) => answered || no === part);
  if (!isLast) return accept({ type: 'LinesAssembled', data: { part, lines, leftOut } });
  if (state.lineCount + lines.length > 0) {
    const totalFen = totalOfLines(valuesOf(state.lines)) + totalOfLines(lines);
    return accept({ type: 'BatchAssembled', data: { lines, leftOut, totalFen } });
  }
  const reason = 'no-line-left';
  return accept({ type: 'BatchRejected', data: { rejectedBy: SYSTEM.id, reason, lines: [], leftOut } });
};

/** Removing the last line ends the batch. */
export const removeLine = (
  { lineId, actor, reason }: RemoveLine,
  state: DraftedBatch,
): Decision<BatchEvent> => {
  const line = valueIn(state.lines, lineId);
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
  if (state.lineCount > 1) return accept(removed);
  return accept<BatchEvent>(removed, {
    type: 'BatchRejected',
    data: { rejectedBy: actor.id, reason: 'no-line-left', lines: [], leftOut: [] },
  });
};
