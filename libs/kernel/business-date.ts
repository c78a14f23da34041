import { Temporal } from 'temporal-polyfill';
import { assert } from './assert.js';

declare const brand: unique symbol;

/** A calendar day in China, `YYYY-MM-DD`; text order is date order. */
export type BusinessDate = string & { readonly [brand]: 'BusinessDate' };
/** A moment, ISO 8601 in UTC with milliseconds, `2024-01-02T01:00:00.000Z`; text order is time order. */
export type Instant = string & { readonly [brand]: 'Instant' };

export const BUSINESS_TIME_ZONE = 'Asia/Shanghai';

/** A real calendar day, or undefined: 2023-02-29 is not one. */
export const parseBusinessDate = (text: string): BusinessDate | undefined => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() as BusinessDate;
  } catch {
    return undefined;
  }
};

/** Reads a date that our own code wrote; a malformed one is a broken invariant. */
export const businessDate = (text: string): BusinessDate => {
  const date = parseBusinessDate(text);
  assert(date, `Not a date: ${text}`);
  return date;
};

/** Reads a moment with its offset; without one it throws, because the machine's time zone would decide. */
export const instant = (text: string): Instant =>
  Temporal.Instant.from(text).toString({ smallestUnit: 'millisecond' }) as Instant;

/** The day in China at a moment: 2024-12-31T16:00:00Z is already 2025-01-01. */
export const businessDateAt = (moment: Instant): BusinessDate =>
  Temporal.Instant.from(moment)
    .toZonedDateTimeISO(BUSINESS_TIME_ZONE)
    .toPlainDate()
    .toString() as BusinessDate;

export const yearOf = (date: BusinessDate): number => Number(date.slice(0, 4));

export const addDays = (date: BusinessDate, days: number): BusinessDate =>
  Temporal.PlainDate.from(date).add({ days }).toString() as BusinessDate;

export const addMonths = (date: BusinessDate, months: number): BusinessDate =>
  Temporal.PlainDate.from(date).add({ months }).toString() as BusinessDate;

export const addYears = (date: BusinessDate, years: number): BusinessDate => addMonths(date, 12 * years);

/** Whole months from one day to another: 15 January to 14 March is one. Negative when `to` is earlier. */
export const wholeMonthsBetween = (from: BusinessDate, to: BusinessDate): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'months' }).months;

/** Completed years of age on a day; on the 35th birthday a person is 35. A leap-day child is older on 1 March. */
export const ageOn = (bornOn: BusinessDate, day: BusinessDate): number => {
  const born = Temporal.PlainDate.from(bornOn);
  const today = Temporal.PlainDate.from(day);
  const hadBirthday = today.month > born.month || (today.month === born.month && today.day >= born.day);
  return today.year - born.year - (hadBirthday ? 0 : 1);
};
