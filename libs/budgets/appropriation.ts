import { assert } from '#kernel/assert.js';
import { type Decision, reject } from '#kernel/decider.js';
import { type Fen, yuanOf } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { AdjustBudget, AppropriateBudget } from './budget-commands.js';
import { type BudgetState, budgetFigures } from './budget-line.js';
import type { BudgetEvent } from './budgets.events.js';
import { lineClosed } from './line-closing.js';
import { acceptAndServeQueue } from './queue.js';

export const appropriateBudget = (
  { line, year, amountFen, documentNumber }: AppropriateBudget,
  state: BudgetState,
): Decision<BudgetEvent> => {
  assert(
    state.status === 'unappropriated' || (state.line === line && state.year === year),
    'A stream holds one line in one year',
  );
  const closed = lineClosed(state);
  if (closed) return reject(closed);
  if (amountFen <= 0n) return reject(notPositive(amountFen));
  if (isRecorded(state, documentNumber)) return reject(documentRecorded(documentNumber));
  return acceptAndServeQueue(state, {
    type: 'BudgetAppropriated',
    data: { line, year, amountFen, documentNumber },
  });
};

export const adjustBudget = (
  { deltaFen, documentNumber }: AdjustBudget,
  state: BudgetState,
): Decision<BudgetEvent> => {
  const closed = lineClosed(state);
  if (closed) return reject(closed);
  if (state.status === 'unappropriated') return reject(notAppropriated());
  if (deltaFen === 0n) return reject(nothingToAdjust());
  if (isRecorded(state, documentNumber)) return reject(documentRecorded(documentNumber));
  const { freeFen, uncommittedFen } = budgetFigures(state);
  if (deltaFen + freeFen < 0n) return reject(belowCommitted(deltaFen, state));
  if (deltaFen < 0n && deltaFen + uncommittedFen < 0n) return reject(belowPromised(deltaFen, state));
  return acceptAndServeQueue(state, { type: 'BudgetAdjusted', data: { deltaFen, documentNumber } });
};

export const isRecorded = (state: BudgetState, documentNumber: string): boolean =>
  state.status === 'appropriated' && state.documentNumbers.has(documentNumber);

const notPositive = (amountFen: Fen): Refusal =>
  refuse(
    'budget.nothing-appropriated',
    `预算金额应大于零：${yuanOf(amountFen)} 元`,
    `An appropriation must be more than zero: ${yuanOf(amountFen)} yuan`,
    { pointer: '/amountFen', facts: { amountYuan: yuanOf(amountFen) } },
  );

const nothingToAdjust = (): Refusal =>
  refuse('budget.nothing-to-adjust', '调整金额不能为零', 'An adjustment of zero changes nothing', {
    pointer: '/deltaFen',
  });

export const notAppropriated = (): Refusal =>
  refuse(
    'budget.not-appropriated',
    '该预算科目本年度尚未下达预算，不能调整或编制用款计划',
    'Nothing was appropriated to this line in this year, so there is nothing to adjust, to transfer or to plan',
  );

export const documentRecorded = (documentNumber: string): Refusal =>
  refuse(
    'budget.document-already-recorded',
    `文号 ${documentNumber} 在该预算科目本年度已登记`,
    `Document ${documentNumber} is already recorded for this line and year`,
    { pointer: '/documentNumber', facts: { documentNumber } },
  );

const belowCommitted = (deltaFen: Fen, state: BudgetState): Refusal => {
  const { appropriatedFen, committedFen, freeFen } = budgetFigures(state);
  const [appropriated, committed, free] = [yuanOf(appropriatedFen), yuanOf(committedFen), yuanOf(freeFen)];
  return refuse(
    'budget.below-committed',
    `预算 ${appropriated} 元中已有 ${committed} 元被占用，最多可调减 ${free} 元，申请调减 ${yuanOf(-deltaFen)} 元`,
    `${committed} of ${appropriated} yuan are committed: at most ${free} yuan can be taken away, not ${yuanOf(-deltaFen)}`,
    {
      pointer: '/deltaFen',
      facts: {
        appropriatedYuan: appropriated,
        committedYuan: committed,
        freeYuan: free,
        deltaYuan: yuanOf(deltaFen),
      },
    },
  );
};

/** An approved award counts on the money of its years before any of it is set aside. */
const belowPromised = (deltaFen: Fen, state: BudgetState): Refusal => {
  const { freeFen, forwardFen, uncommittedFen } = budgetFigures(state);
  const [free, forward, most, cut] = [
    yuanOf(freeFen),
    yuanOf(forwardFen),
    yuanOf(uncommittedFen),
    yuanOf(-deltaFen),
  ];
  return refuse(
    'budget.below-promised',
    `可用 ${free} 元中已批未拨承诺 ${forward} 元，最多可调减 ${most} 元，申请调减 ${cut} 元`,
    `${free} yuan are free and ${forward} of them promised to approved awards: at most ${most} yuan can be taken away, not ${cut}`,
    {
      pointer: '/deltaFen',
      facts: { freeYuan: free, forwardYuan: forward, mostYuan: most, deltaYuan: yuanOf(deltaFen) },
    },
  );
};
