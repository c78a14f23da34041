import { differentPeople } from '#access/different-people.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { accept, type Decider, type Decision, type DomainEvent, reject } from '#kernel/decider.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import { type AccountingMonth, monthAfter, monthOf } from './month.js';

/** All periods, one after the other. */
export const PERIODS_STREAM = 'accounting-periods';

export type MonthClosingProposed = DomainEvent<
  'MonthClosingProposed',
  { readonly month: AccountingMonth; readonly by: string }
>;
export type MonthClosingRejected = DomainEvent<
  'MonthClosingRejected',
  { readonly month: AccountingMonth; readonly reason: string; readonly by: string }
>;
/** From here on the month does not change: what is late is posted forward. December closes the year. */
export type MonthClosed = DomainEvent<
  'MonthClosed',
  { readonly month: AccountingMonth; readonly proposedBy: string; readonly by: string }
>;
export type PeriodEvent = MonthClosingProposed | MonthClosingRejected | MonthClosed;

export interface Periods {
  /** The last month that is closed, and with it every earlier one. */
  readonly closedThrough: AccountingMonth | null;
  readonly proposed: { readonly month: AccountingMonth; readonly by: string } | null;
}

export type PeriodCommand =
  | {
      readonly type: 'ProposeMonthClosing';
      readonly month: AccountingMonth;
      /** The business day. */
      readonly on: BusinessDate;
      /** Lines of the year whose end was not decided; only December looks at them. */
      readonly undecidedLines: readonly string[];
      readonly by: string;
    }
  | {
      readonly type: 'CloseMonth';
      readonly month: AccountingMonth;
      readonly undecidedLines: readonly string[];
      readonly by: string;
    }
  | {
      readonly type: 'RejectMonthClosing';
      readonly month: AccountingMonth;
      readonly reason: string;
      readonly by: string;
    };

const decide = (command: PeriodCommand, state: Periods): Decision<PeriodEvent> => {
  const { month, by } = command;
  const closed = refuseClosed(month, state);
  if (closed) return reject(closed);
  if (command.type === 'ProposeMonthClosing') {
    if (month >= monthOf(command.on)) return reject(notOver(month));
    const refusal = refuseOutOfTurn(month, state) ?? refuseUndecided(month, command.undecidedLines);
    if (refusal) return reject(refusal);
    return accept({ type: 'MonthClosingProposed', data: { month, by } });
  }
  if (state.proposed?.month !== month) return reject(notProposed(month));
  if (command.type === 'RejectMonthClosing')
    return accept({ type: 'MonthClosingRejected', data: { month, reason: command.reason, by } });
  const { by: proposedBy } = state.proposed;
  const refusal =
    differentPeople({ id: by }, [{ act: 'period.propose-closing', by: proposedBy }]) ??
    refuseUndecided(month, command.undecidedLines);
  if (refusal) return reject(refusal);
  return accept({ type: 'MonthClosed', data: { month, proposedBy, by } });
};

/** The periods of the accounts. Months close one after the other, by two people, when they are over; none is opened again. */
export const periodsDecider: Decider<PeriodCommand, Periods, PeriodEvent> = {
  initialState: () => ({ closedThrough: null, proposed: null }),
  decide,
  evolve: (state, { type, data }) => {
    if (type === 'MonthClosingProposed') return { ...state, proposed: data };
    if (type === 'MonthClosingRejected') return { ...state, proposed: null };
    return { closedThrough: data.month, proposed: null };
  },
};

const refuseClosed = (month: AccountingMonth, { closedThrough }: Periods): Refusal | undefined =>
  closedThrough !== null && month <= closedThrough
    ? refuse(
        'period.closed',
        `会计期间 ${month} 已结账（已结至 ${closedThrough}）`,
        `The month ${month} is closed, as everything through ${closedThrough}`,
        { pointer: '/path/month', facts: { month, closedThrough } },
      )
    : undefined;

const refuseOutOfTurn = (month: AccountingMonth, { closedThrough }: Periods): Refusal | undefined => {
  const next = closedThrough === null ? month : monthAfter(closedThrough);
  if (month === next) return undefined;
  return refuse('period.out-of-turn', `应先结账 ${next}`, `${next} has to be closed first`, {
    pointer: '/path/month',
    facts: { month, next },
  });
};

/** A year ends with its lines: nobody closes December over money that nobody decided about. */
const refuseUndecided = (month: AccountingMonth, undecidedLines: readonly string[]): Refusal | undefined => {
  if (!month.endsWith('-12') || undecidedLines.length === 0) return undefined;
  const lines = undecidedLines.join('、');
  return refuse(
    'period.lines-undecided',
    `下列预算科目尚未办理年终结转或收回：${lines}`,
    `Nobody decided what becomes of these lines at the end of the year: ${undecidedLines.join(', ')}`,
    { facts: { lines: undecidedLines.join(',') } },
  );
};

const notOver = (month: AccountingMonth): Refusal =>
  refuse('period.not-over', `会计期间 ${month} 尚未结束`, `The month ${month} is not over`, {
    pointer: '/path/month',
    facts: { month },
  });

const notProposed = (month: AccountingMonth): Refusal =>
  refuse(
    'period.not-proposed',
    `会计期间 ${month} 没有待确认的结账申请`,
    `Nobody proposed to close the month ${month}`,
    { pointer: '/path/month', facts: { month } },
  );
