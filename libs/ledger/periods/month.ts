import type { BusinessDate } from '#kernel/business-date.js';
import { businessDate } from '#kernel/business-date.js';

/** A month of the accounts, `2024-03`; text order is its order. */
export type AccountingMonth = string;

export const monthOf = (day: BusinessDate): AccountingMonth => day.slice(0, 7);

export const monthAfter = (month: AccountingMonth): AccountingMonth => {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
};

/**
 * The day on which a fact counts in the accounts: its own, or, where the month of that day is closed, the first day of the first month
 * that is open. The posting keeps both days, so that what is late leads to where it belongs.
 */
export const bookedOn = (closedThrough: AccountingMonth | null, effectiveOn: BusinessDate): BusinessDate =>
  closedThrough !== null && monthOf(effectiveOn) <= closedThrough
    ? businessDate(`${monthAfter(closedThrough)}-01`)
    : effectiveOn;
