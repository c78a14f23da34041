import { type BusinessDate, yearOf } from '#kernel/business-date.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { Application, Claim } from '../award/application.js';

/** Months of insurance are stated by an officer; they cannot be more than the calendar months that have passed (JX24-14.6). */
export const insuredMonthsFault = ({ facts }: Application, claim: Claim): Refusal | undefined => {
  const { insuredFrom } = facts;
  const { insuredMonths } = claim.facts;
  if (typeof insuredFrom !== 'string' || typeof insuredMonths !== 'number') return undefined;
  const passed = calendarMonths(insuredFrom as BusinessDate, claim.claimedOn);
  if (insuredMonths <= passed) return undefined;
  return refuse(
    'postdoc.insured-months-not-passed',
    `自 ${insuredFrom} 起至申领日仅 ${passed} 个月，不足 ${insuredMonths} 个月`,
    `Only ${passed} months have passed since ${insuredFrom}, not ${insuredMonths}`,
    { clause: 'decision 16', pointer: '/claim/facts/insuredMonths', facts: { insuredMonths, passed } },
  );
};

/** Both the first and the last month count, as social insurance is paid by the month. */
const calendarMonths = (from: BusinessDate, to: BusinessDate): number =>
  (yearOf(to) - yearOf(from)) * 12 + monthOf(to) - monthOf(from) + 1;

const monthOf = (date: BusinessDate): number => Number(date.slice(5, 7));
