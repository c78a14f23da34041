import { z } from 'zod';
import { type BusinessDate, parseBusinessDate } from '#kernel/business-date.js';
import { clauseSchema, type Immutable, wordsFields } from './fact-definition.js';

/** 顶尖、高端、高级、基础人才, as the party register recognises them. */
const tierSchema = z.enum(['top', 'high-end', 'senior', 'basic']);

const conditionFields = {
  code: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/),
  ...wordsFields,
  clause: clauseSchema,
};
const factName = z.string().min(1);
const daySchema = z.custom<BusinessDate>(
  (value) => typeof value === 'string' && parseBusinessDate(value) !== undefined,
  'expected a calendar day, YYYY-MM-DD',
);
/** Items whose column has one of these values; all of them when null. */
export const whereSchema = z
  .strictObject({ column: factName, values: z.array(z.union([z.string(), z.boolean()])).min(1) })
  .nullable()
  .default(null);

/**
 * A condition on stated facts or on what the register knows of a party; the sentence is what a refused applicant reads. An absent
 * optional fact fails whatever asks for a value.
 */
export const conditionSchema = z.discriminatedUnion('rule', [
  z.strictObject({
    ...conditionFields,
    rule: z.literal('one-of'),
    fact: factName,
    values: z.array(z.union([z.string(), z.boolean()])).min(1),
  }),
  z.strictObject({ ...conditionFields, rule: z.literal('absent'), fact: factName }),
  z.strictObject({ ...conditionFields, rule: z.literal('at-least'), fact: factName, least: z.int() }),
  z.strictObject({ ...conditionFields, rule: z.literal('at-most'), fact: factName, most: z.int() }),
  z.strictObject({
    ...conditionFields,
    rule: z.literal('amount-at-least'),
    fact: factName,
    leastFen: z.bigint(),
  }),
  z.strictObject({
    ...conditionFields,
    rule: z.literal('amount-above'),
    fact: factName,
    aboveFen: z.bigint(),
  }),
  z.strictObject({
    ...conditionFields,
    rule: z.literal('amount-at-most'),
    fact: factName,
    mostFen: z.bigint(),
  }),
  /** One amount is not less than another: the paid-in capital now and the one that was pledged. */
  z.strictObject({
    ...conditionFields,
    rule: z.literal('amount-not-below'),
    fact: factName,
    of: factName,
  }),
  z.strictObject({ ...conditionFields, rule: z.literal('in-order'), from: factName, to: factName }),
  z.strictObject({
    ...conditionFields,
    rule: z.literal('months-between'),
    from: factName,
    to: factName,
    leastMonths: z.int().positive().max(1200),
  }),
  /** `to` lies on or before the last day of so many months from `from`. */
  z.strictObject({
    ...conditionFields,
    rule: z.literal('within-months'),
    from: factName,
    to: factName,
    mostMonths: z.int().positive().max(1200),
  }),
  /** The year, or the year of the day, is one of so many calendar years; the year of `from` is the first. */
  z.strictObject({
    ...conditionFields,
    rule: z.literal('within-calendar-years'),
    fact: factName,
    from: factName,
    years: z.int().positive(),
  }),
  z.strictObject({ ...conditionFields, rule: z.literal('not-in-future'), fact: factName }),
  /** A day on which the policy counted already. */
  z.strictObject({ ...conditionFields, rule: z.literal('not-before'), fact: factName, day: daySchema }),
  /** The right lapses: the application, or the claim, comes in the course of so many months from the day. */
  z.strictObject({
    ...conditionFields,
    rule: z.literal('not-lapsed'),
    fact: factName,
    mostMonths: z.int().positive().max(1200),
  }),
  /** The day of every item lies in a span of days: an agency was on the list when the cost arose. No last day: still in it. */
  z.strictObject({
    ...conditionFields,
    rule: z.literal('items-within'),
    fact: factName,
    column: factName,
    from: factName,
    to: factName.nullable().default(null),
  }),
  /** The column of every item of that sort has one of the values: pay abroad is proved by the tax office or the bank. */
  z.strictObject({
    ...conditionFields,
    rule: z.literal('items-one-of'),
    fact: factName,
    column: factName,
    values: z.array(z.union([z.string(), z.boolean()])).min(1),
    where: whereSchema,
  }),
  /** The longest run of months or years without a gap, of items of that sort only: insured months, back payments left out. */
  z.strictObject({
    ...conditionFields,
    rule: z.literal('run-at-least'),
    fact: factName,
    column: factName,
    where: whereSchema,
    least: z.int().positive(),
  }),
  /** Not more of them in a row: years that failed. */
  z.strictObject({
    ...conditionFields,
    rule: z.literal('run-at-most'),
    fact: factName,
    column: factName,
    where: whereSchema,
    most: z.int().nonnegative(),
  }),
  /** The register had the agency on the list of key agencies on the day of every item (decision 10). */
  z.strictObject({
    ...conditionFields,
    rule: z.literal('items-while-listed'),
    role: factName,
    fact: factName,
    column: factName,
  }),
  /** The tier that counts for a party on the day of the application, or of the claim; nobody's tier is no tier. */
  z.strictObject({
    ...conditionFields,
    rule: z.literal('party-tier-in'),
    role: factName,
    tiers: z.array(tierSchema).min(1),
    /** Asked only where a stated choice has one of these values: a class that is for some tiers only. */
    when: z.strictObject({ fact: factName, values: z.array(z.string()).min(1) }).optional(),
  }),
]);
export type Condition = Immutable<z.infer<typeof conditionSchema>>;
export type Where = Immutable<z.infer<typeof whereSchema>>;
