import { differentPeople } from '#access/different-people.js';
import { yearOf } from '#kernel/business-date.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { yuanOf } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { CarryIn, ConfirmYearEnd, ProposeYearEnd, RejectYearEnd } from './budget-commands.js';
import { type BudgetState, budgetFigures } from './budget-line.js';
import type { BudgetEvent, YearEndOutcome } from './budgets.events.js';
import { moveLateBalance } from './late-balance.js';
import { lineClosed } from './line-closing.js';
import { acceptAndServeQueue } from './queue.js';

export const proposeYearEnd = (
  { year, carriedFen, returnedFen, documentNumber, on, by }: ProposeYearEnd,
  state: BudgetState,
): Decision<BudgetEvent> => {
  const closed = lineClosed(state);
  if (closed) return reject(closed);
  if (yearOf(on) <= year) return reject(yearNotOver(year));
  const outcome = { carriedFen, returnedFen, documentNumber };
  const differs = refuseOtherAmounts(outcome, state);
  if (differs) return reject(differs);
  return accept({ type: 'YearEndProposed', data: { ...outcome, by } });
};

/** What is free may have changed since the proposal; then it is proposed anew. */
export const confirmYearEnd = (
  { line, year, by }: ConfirmYearEnd,
  state: BudgetState,
): Decision<BudgetEvent> => {
  const { closing } = state;
  if (closing.status !== 'proposed') return reject(lineClosed(state) ?? nothingProposed());
  const conflict = differentPeople({ id: by }, [{ act: 'budget.propose-year-end', by: closing.by }]);
  if (conflict) return reject(conflict);
  const { carriedFen, returnedFen, documentNumber, by: proposedBy } = closing;
  const outcome = { carriedFen, returnedFen, documentNumber };
  const differs = refuseOtherAmounts(outcome, state);
  if (differs) return reject(differs);
  return accept({ type: 'YearEndDecided', data: { line, year, ...outcome, proposedBy, by } });
};

export const rejectYearEnd = ({ reason, by }: RejectYearEnd, state: BudgetState): Decision<BudgetEvent> => {
  if (state.closing.status !== 'proposed') return reject(lineClosed(state) ?? nothingProposed());
  return accept({ type: 'YearEndRejected', data: { reason, by } });
};

/** Never refused: the money has left its year and has to be somewhere. */
export const carryIn = (
  { line, year, from, amountFen, documentNumber, commitmentId }: CarryIn,
  state: BudgetState,
): Decision<BudgetEvent> =>
  acceptAndServeQueue(
    state,
    { type: 'BudgetCarriedIn', data: { line, year, from, amountFen, documentNumber, commitmentId } },
    ...moveLateBalance(state, { line, year }, commitmentId ?? from, amountFen),
  );

const refuseOtherAmounts = (
  { carriedFen, returnedFen }: YearEndOutcome,
  state: BudgetState,
): Refusal | undefined => {
  const { freeFen } = budgetFigures(state);
  if (carriedFen >= 0n && returnedFen >= 0n && carriedFen + returnedFen === freeFen) return undefined;
  const [carried, returned, free] = [yuanOf(carriedFen), yuanOf(returnedFen), yuanOf(freeFen)];
  return refuse(
    'budget.year-end-differs',
    `结转 ${carried} 元加收回 ${returned} 元应等于可用 ${free} 元`,
    `${carried} yuan carried over and ${returned} yuan returned have to sum to the ${free} yuan that are free`,
    { facts: { carriedYuan: carried, returnedYuan: returned, freeYuan: free } },
  );
};

const yearNotOver = (year: number): Refusal =>
  refuse('budget.year-not-over', `${year} 年度尚未结束，不能办理年终结转`, `The year ${year} is not over`, {
    facts: { year },
  });

const nothingProposed = (): Refusal =>
  refuse(
    'budget.no-year-end-proposed',
    '该预算科目没有待确认的年终处理意见',
    'Nothing was proposed for the end of the year of this line',
  );
