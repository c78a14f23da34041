import { assert, unreachable } from '#kernel/assert.js';
import {
  addDays,
  addMonths,
  addYears,
  type BusinessDate,
  businessDate,
  yearOf,
} from '#kernel/business-date.js';
import type { Years } from '#policy/entitlement.js';
import type { Measure } from '#policy/measure.js';
import type { TrancheTemplate } from '#policy/tranche-terms.js';
import type { Application, Facts } from '../award/application.js';
import { dateOf, numberOf } from './stated-facts.js';

/** One tranche to come: its template, and the year it is for. */
export interface Scheduled {
  readonly template: TrancheTemplate;
  /** Calendar year in which the year of the tranche starts; null where the measure has no years. */
  readonly windowYear: number | null;
}

/** The tranches of an award in order: the templates of the measure, or one template for each of its years. */
export const scheduled = (measure: Measure, { facts }: Pick<Application, 'facts'>): readonly Scheduled[] => {
  const { years, tranches } = measure;
  if (years === null) return tranches.map((template) => ({ template, windowYear: null }));
  return yearsOf(years, facts).flatMap((windowYear) =>
    tranches.map((template) => ({ template, windowYear })),
  );
};

/** True where one template is paid again every year. */
export const isYearly = ({ years }: Measure): boolean => years !== null && years.from !== 'stated';

/** Consecutive years; a partial first year uses one (decision 4). */
const yearsOf = (years: Years, facts: Facts): readonly number[] => {
  switch (years.from) {
    case 'stated':
      return [numberOf(facts, years.fact)];
    case 'date':
      return consecutive(yearIn(years, dateOf(facts, years.fact)), years.count);
    case 'contract': {
      const first = yearIn(years, dateOf(facts, years.fromFact));
      const last = yearIn(years, dateOf(facts, years.toFact));
      return consecutive(first, Math.min(years.most, last - first + 1));
    }
    case 'period': {
      const { from, to } = periodOf(dateOf(facts, years.fact), years.months);
      const first = yearIn(years, from);
      return consecutive(first, yearIn(years, to) - first + 1);
    }
    default:
      return unreachable(years);
  }
};

const consecutive = (first: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => first + index);

/** The year a day belongs to: a year from July that 3 March 2024 lies in is called 2023. */
const yearIn = ({ starts }: Years, day: BusinessDate): number =>
  starts === 'july' && Number(day.slice(5, 7)) < 7 ? yearOf(day) - 1 : yearOf(day);

export interface Span {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

/** So many calendar months; the month of the day is the first and counts whole. */
export const periodOf = (day: BusinessDate, months: number): Span => {
  const from = businessDate(`${day.slice(0, 7)}-01`);
  return { from, to: addDays(addMonths(from, months), -1) };
};

/** First and last day of the year of a tranche. */
export const windowOfYear = ({ years }: Measure, facts: Facts, windowYear: number): Span => {
  assert(years, 'A year of a tranche comes from a measure with years');
  const from = firstDay(years, facts, windowYear);
  return { from, to: addDays(firstDay(years, facts, windowYear + 1), -1) };
};

const firstDay = (years: Years, facts: Facts, windowYear: number): BusinessDate => {
  if (years.starts === 'january') return businessDate(`${windowYear}-01-01`);
  if (years.starts === 'july') return businessDate(`${windowYear}-07-01`);
  assert(years.from === 'date', 'Only years from a date start on its anniversary');
  const anchor = dateOf(facts, years.fact);
  return addYears(anchor, windowYear - yearOf(anchor));
};

/** Name of a year in the account of a cap: `2024`, or the day it starts on when that is not 1 January. */
export const windowName = (measure: Measure, facts: Facts, windowYear: number): string => {
  const { from } = windowOfYear(measure, facts, windowYear);
  return from.endsWith('-01-01') ? String(windowYear) : from;
};
