import type { SelectQueryBuilder } from 'typeorm';
import type { LogPosition } from '#event-store/envelope.js';
import type { BusinessDate } from '#kernel/business-date.js';

/** Both time axes and the place in the log: what counts from `effectiveTo` or before, as it was on record by `knownOn` and up to `position`. */
export interface JournalLimits {
  readonly effectiveTo?: BusinessDate;
  readonly knownOn?: BusinessDate;
  readonly position?: LogPosition;
  readonly fiscalYear?: number;
}

/** Restricts a query over postings or days, whose alias is `row`, to the limits of days. */
export const withinDays = <T extends object>(
  query: SelectQueryBuilder<T>,
  { effectiveTo, knownOn, fiscalYear }: JournalLimits,
): SelectQueryBuilder<T> => {
  if (effectiveTo !== undefined) query.andWhere('row.effective_on <= :effectiveTo', { effectiveTo });
  if (knownOn !== undefined) query.andWhere('row.recorded_on <= :knownOn', { knownOn });
  if (fiscalYear !== undefined) query.andWhere('row.fiscal_year = :fiscalYear', { fiscalYear });
  return query;
};
