import { assert } from '#kernel/assert.js';
import { type Decision, reject } from '#kernel/decider.js';
import { type Fen, yuanOf } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { AdjustBudget, AppropriateBudget } from './budget-commands.js';
import { type BudgetState, budgetFigures } from './budget-line.js';
import type { BudgetEvent } from './budgets.events.js';
import { acceptAndServeQueue } from './queue.js';

export const appropriateBudget = (
  { line, year, amountFen, documentNumber }: AppropriateBudget,
  state: BudgetState,
): Decision<BudgetEvent> => {
  assert(
    state.status === 'unappropriated' || (state.line === line && state.year === year),
    'A stream holds one line in one year',
  );
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
  if (state.status === 'unappropriated') return reject(notAppropriated());
  if (deltaFen === 0n) return reject(nothingToAdjust());
  if (isRecorded(state, documentNumber)) return reject(documentRecorded(documentNumber));
  if (deltaFen + budgetFigures(state).freeFen < 0n) return reject(belowCommitted(deltaFen, state));
  return acceptAndServeQueue(state, { type: 'BudgetAdjusted', data: { deltaFen, documentNumber } });
};

const isRecorded = (state: BudgetState, documentNumber: string): boolean =>
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

const notAppropriated = (): Refusal =>
  refuse(
    'budget.not-appropriated',
    '该预算科目本年度尚未下达预算，不能调整',
    'Nothing was appropriated to this line in this year, so there is nothing to adjust',
  );

const documentRecorded = (documentNumber: string): Refusal =>
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
