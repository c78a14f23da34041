import { differentPeople } from '#access/different-people.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { type Fen, sumFen, yuanOf } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import { notAppropriated } from './appropriation.js';
import type { ConfirmSpendingPlan, EnterSpendingPlan, RejectSpendingPlan } from './budget-commands.js';
import { type BudgetState, budgetFigures } from './budget-line.js';
import type { BudgetEvent } from './budgets.events.js';
import { lineClosed } from './line-closing.js';

const MONTHS = 12;

/** A plan in force stays in force until the one that replaces it is confirmed. */
export const enterSpendingPlan = (
  { monthsFen, by }: EnterSpendingPlan,
  state: BudgetState,
): Decision<BudgetEvent> => {
  if (monthsFen.length !== MONTHS || monthsFen.some((fen) => fen < 0n)) return reject(notTwelve(monthsFen));
  const refusal = refusePlan(monthsFen, state);
  if (refusal) return reject(refusal);
  return accept({ type: 'SpendingPlanEntered', data: { monthsFen, by } });
};

export const confirmSpendingPlan = (
  { by }: ConfirmSpendingPlan,
  state: BudgetState,
): Decision<BudgetEvent> => {
  const { entered } = state.spendingPlan;
  if (!entered) return reject(nothingEntered());
  const conflict = differentPeople({ id: by }, [{ act: 'budget.plan', by: entered.by }]);
  if (conflict) return reject(conflict);
  // The line may have been cut since the plan was entered.
  const refusal = refusePlan(entered.monthsFen, state);
  if (refusal) return reject(refusal);
  return accept({
    type: 'SpendingPlanConfirmed',
    data: { monthsFen: entered.monthsFen, enteredBy: entered.by, by },
  });
};

export const rejectSpendingPlan = (
  { reason, by }: RejectSpendingPlan,
  { spendingPlan: { entered } }: BudgetState,
): Decision<BudgetEvent> => {
  if (!entered) return reject(nothingEntered());
  return accept({ type: 'SpendingPlanRejected', data: { reason, by } });
};

const refusePlan = (monthsFen: readonly Fen[], state: BudgetState): Refusal | undefined => {
  const closed = lineClosed(state);
  if (closed) return closed;
  if (state.status === 'unappropriated') return notAppropriated();
  const { appropriatedFen } = budgetFigures(state);
  const plannedFen = sumFen(monthsFen);
  return plannedFen > appropriatedFen ? aboveAppropriated(plannedFen, appropriatedFen) : undefined;
};

const notTwelve = (monthsFen: readonly Fen[]): Refusal =>
  refuse(
    'budget.plan-not-twelve-months',
    '用款计划应为十二个月、每月不小于零的金额',
    'A spending plan is twelve amounts, one a month, none below zero',
    { pointer: '/monthsFen', facts: { months: monthsFen.length } },
  );

const aboveAppropriated = (plannedFen: Fen, appropriatedFen: Fen): Refusal => {
  const [planned, appropriated] = [yuanOf(plannedFen), yuanOf(appropriatedFen)];
  return refuse(
    'budget.plan-above-appropriated',
    `用款计划合计 ${planned} 元超过指标 ${appropriated} 元`,
    `The plan comes to ${planned} yuan, which is more than the ${appropriated} yuan appropriated`,
    { pointer: '/monthsFen', facts: { plannedYuan: planned, appropriatedYuan: appropriated } },
  );
};

const nothingEntered = (): Refusal =>
  refuse('budget.no-plan-entered', '没有待确认的用款计划', 'No spending plan waits to be confirmed');
