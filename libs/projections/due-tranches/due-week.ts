import { Temporal } from 'temporal-polyfill';
import type { BusinessDate } from '#kernel/business-date.js';

/** ISO 8601 week: Monday to Sunday, named by the year of its Thursday. 2024-12-30 → `2025-W01`. */
export const weekOf = (date: BusinessDate): string => {
  const { yearOfWeek, weekOfYear } = Temporal.PlainDate.from(date);
  return `${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`;
};
