import { assert } from '#kernel/assert.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { yuanOf } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { CancelQueued, CommitBudget, Decommit } from './budget-commands.js';
import { type BudgetState, budgetFigures, commitmentOf, placeInQueue } from './budget-line.js';
import type { BudgetEvent } from './budgets.events.js';
import { openFenOf } from './commitment-book.js';
import { drawnFromForward } from './forward-book.js';
import { moveLateBalance } from './late-balance.js';
import { acceptAndServeQueue } from './queue.js';

/**
 * Money short, or somebody waiting: the commitment waits, which is an answer and not a refusal. One approved before all
 * who wait becomes the head, and is served at once if there is money for it.
 */
export const commitBudget = (
  { commitmentId, amountFen, award, trancheNo, approvedOn }: CommitBudget,
  state: BudgetState,
): Decision<BudgetEvent> => {
  assert(amountFen > 0n, 'Committed money is more than zero');
  if (commitmentOf(state, commitmentId) || isQueued(state, commitmentId))
    return reject(commitmentExists(commitmentId));
  const { freeFen } = budgetFigures(state);
  const request = { commitmentId, amountFen, award, trancheNo };
  if (state.queue.length === 0 && amountFen <= freeFen) {
    const drawn = drawnFromForward(state, request);
    return accept({ type: 'BudgetCommitted', data: { ...request, fromQueue: false, ...drawn } });
  }
  const aheadCount = placeInQueue(state.queue, approvedOn);
  return acceptAndServeQueue(state, {
    type: 'CommitmentQueued',
    data: { ...request, approvedOn, freeFen, aheadCount },
  });
};

export const decommit = (
  { commitmentId, amountFen, reason }: Decommit,
  state: BudgetState,
): Decision<BudgetEvent> => {
  assert(amountFen === null || amountFen > 0n, 'Decommitted money is more than zero');
  const commitment = commitmentOf(state, commitmentId);
  if (state.status === 'unappropriated' || !commitment) return reject(unknownCommitment(commitmentId));
  const openFen = openFenOf(commitment);
  const givenUpFen = amountFen ?? openFen;
  if (givenUpFen > openFen) return reject(aboveOpen('budget.decommitted-above-open', givenUpFen, openFen));
  if (givenUpFen === 0n) return accept();
  return acceptAndServeQueue(
    state,
    { type: 'BudgetDecommitted', data: { commitmentId, amountFen: givenUpFen, reason } },
    ...moveLateBalance(state, state, commitmentId, givenUpFen),
  );
};

export const cancelQueued = ({ commitmentId }: CancelQueued, state: BudgetState): Decision<BudgetEvent> => {
  const waiting = state.queue.find((queued) => queued.commitmentId === commitmentId);
  if (!waiting) return reject(notQueued(commitmentId));
  return acceptAndServeQueue(state, {
    type: 'QueuedCommitmentCancelled',
    data: { commitmentId, amountFen: waiting.amountFen },
  });
};

const isQueued = (state: BudgetState, commitmentId: string): boolean =>
  state.queue.some((waiting) => waiting.commitmentId === commitmentId);

export const unknownCommitment = (commitmentId: string): Refusal =>
  refuse(
    'budget.unknown-commitment',
    `该预算科目没有占用记录 ${commitmentId}`,
    `There is no commitment ${commitmentId} on this line`,
    { pointer: '/commitmentId', facts: { commitmentId } },
  );

export const aboveOpen = (
  code: 'budget.decommitted-above-open' | 'budget.disbursed-above-open',
  amountFen: bigint,
  openFen: bigint,
): Refusal =>
  refuse(
    code,
    `金额 ${yuanOf(amountFen)} 元超过该笔占用尚未拨付的 ${yuanOf(openFen)} 元`,
    `${yuanOf(amountFen)} yuan is more than the ${yuanOf(openFen)} yuan still open on this commitment`,
    { pointer: '/amountFen', facts: { amountYuan: yuanOf(amountFen), openYuan: yuanOf(openFen) } },
  );

const commitmentExists = (commitmentId: string): Refusal =>
  refuse(
    'budget.commitment-exists',
    `预算占用 ${commitmentId} 已存在或正在排队`,
    `Commitment ${commitmentId} exists already or is waiting`,
    { pointer: '/commitmentId', facts: { commitmentId } },
  );

const notQueued = (commitmentId: string): Refusal =>
  refuse(
    'budget.not-queued',
    `预算占用 ${commitmentId} 不在排队中`,
    `Commitment ${commitmentId} is not waiting`,
    {
      pointer: '/commitmentId',
      facts: { commitmentId },
    },
  );
