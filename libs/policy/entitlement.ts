import { z } from 'zod';
import { whereSchema } from './condition.js';
import { type Immutable } from './fact-definition.js';
import { inBoth } from './words-of-fault.js';

export const nameSchema = z.string().min(1);
export const positiveFen = z.bigint().positive();
export const rateSchema = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,8})?%$/, inBoth('应为百分比，如 30%', 'expected a percentage, for instance 30%'));

/** What a rate is taken of; every figure is stated with the claim. */
const baseSchema = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('fact'), fact: nameSchema }),
  /** The sum of a column. Days and months of items must lie in the year of the tranche, and no month may stand twice. */
  z.strictObject({
    from: z.literal('items'),
    fact: nameSchema,
    amountColumn: nameSchema,
    dayColumn: nameSchema.nullable().default(null),
    where: whereSchema,
    /**
     * The amount is in the currency of its row, at a dated rate that is stated with its source; yuan have none. Each is converted
     * on its own, half up.
     */
    currency: z
      .strictObject({
        column: nameSchema,
        /** Yuan for one unit. */
        rateColumn: nameSchema,
        ratedOnColumn: nameSchema,
        sourceColumn: nameSchema,
      })
      .nullable()
      .default(null),
    /** Day up to which items count, the last day of a permit; of a month it lies in, the days until then. */
    countsTo: nameSchema.nullable().default(null),
  }),
]);

/** The shared kinds of entitlement; what is numeric about a measure is here and in its tranches. */
export const entitlementSchema = z.discriminatedUnion('kind', [
  /** An amount by tier, in each year where the measure has years, split over the tranches by their shares. */
  z.strictObject({
    kind: z.literal('fixed-by-tier'),
    /** Null when there is one tier for all. */
    tierFact: nameSchema.nullable().default(null),
    tiers: z.array(z.strictObject({ tier: nameSchema, amountFen: positiveFen })).min(1),
    /** The amount is per head: so many of a stated number, those beyond `beyond` only. */
    perHead: z
      .strictObject({ fact: nameSchema, beyond: z.int().nonnegative().default(0) })
      .nullable()
      .default(null),
    /** Two who are entitled, a couple: the higher of their amounts and a share of the lower. */
    joint: z.strictObject({ tierFact: nameSchema, lowerShare: rateSchema }).nullable().default(null),
    /** An amount of the application that the award does not exceed: the price of the home. */
    mostFact: nameSchema.nullable().default(null),
  }),
  /** A rate of a base that is claimed; one tranche template serves every year. */
  z.strictObject({
    kind: z.literal('rate-of-base'),
    tierFact: nameSchema.nullable().default(null),
    tiers: z
      .array(
        z.strictObject({
          tier: nameSchema,
          rate: rateSchema,
          /** The most one tranche comes to. */
          capFen: positiveFen.nullable().default(null),
        }),
      )
      .min(1),
    base: baseSchema,
    /** The base must reach this, or be more than it; an amount of the application can count toward it without being paid for. */
    baseFloor: z
      .strictObject({
        amountFen: positiveFen,
        above: z.boolean(),
        earlierFact: nameSchema.nullable().default(null),
      })
      .nullable()
      .default(null),
    /** Only what exceeds this part of the base is subsidised. */
    thresholdFen: positiveFen.nullable().default(null),
    /** The share is rounded down to a multiple of this, before the cap. */
    roundDownFen: positiveFen.nullable().default(null),
    /** A tranche that comes to less is refused. */
    minimumFen: positiveFen.nullable().default(null),
    /** Claim fact that repeats the year of the tranche; null where items are dated. */
    yearFact: nameSchema.nullable().default(null),
  }),
  /** Amounts set by a deciding body, inside the bounds of the tranches. */
  z.strictObject({
    kind: z.literal('case-decision'),
    /** True where the source names no amount at all, which the derivation says. */
    sourceIsSilent: z.boolean().default(false),
  }),
  /** Fixed amounts, each after its own stage. */
  z.strictObject({ kind: z.literal('staged') }),
  /** One amount for a year's grade: a score, and a place inside a share of all assessed. */
  z.strictObject({
    kind: z.literal('graded-award'),
    amountFen: positiveFen,
    scoreFact: nameSchema,
    rankFact: nameSchema,
    countFact: nameSchema,
    minScore: z.int(),
    /** Places are the whole number below this share of the count; equal scores share the best rank. */
    topShare: rateSchema,
  }),
  /** Opens another measure at a class; no money of its own. */
  z.strictObject({
    kind: z.literal('route'),
    levelFact: nameSchema,
    classes: z.array(z.strictObject({ level: nameSchema, tier: nameSchema })).min(1),
    /** Date that stands for the selection date of the measure it opens. */
    selectedOnFact: nameSchema,
    /** Fact that picks the measure; null when it opens one only. */
    trackFact: nameSchema.nullable().default(null),
    opens: z
      .array(
        z.strictObject({
          track: nameSchema.nullable().default(null),
          measure: nameSchema,
          selectedOnFact: nameSchema,
        }),
      )
      .min(1),
  }),
]);
export type Entitlement = Immutable<z.infer<typeof entitlementSchema>>;
export type EntitlementOf<Kind extends Entitlement['kind']> = Extract<Entitlement, { readonly kind: Kind }>;

/** No plan has more tranches than somebody can look through. */
const YEARS_MAX = 50;

/**
 * The years a measure pays for, one tranche each; a year is named after the calendar year it starts in. Without years an award
 * is paid by its tranches and belongs to no year.
 */
export const yearsSchema = z.discriminatedUnion('from', [
  /** The one year that the application names. */
  z.strictObject({
    from: z.literal('stated'),
    fact: nameSchema,
    starts: z.enum(['january', 'july']).default('january'),
  }),
  /** Consecutive years; the year of the date is the first. `anniversary`: each starts on the day of the date. */
  z.strictObject({
    from: z.literal('date'),
    fact: nameSchema,
    count: z.int().positive().max(YEARS_MAX),
    starts: z.enum(['january', 'july', 'anniversary']).default('january'),
  }),
  /** The calendar years of a contract. */
  z.strictObject({
    from: z.literal('contract'),
    fromFact: nameSchema,
    toFact: nameSchema,
    most: z.int().positive().max(YEARS_MAX),
    starts: z.enum(['january', 'july']).default('january'),
  }),
  /** The years that a number of months from a date touches; nothing outside those months counts. */
  z.strictObject({
    from: z.literal('period'),
    fact: nameSchema,
    months: z
      .int()
      .positive()
      .max(12 * YEARS_MAX),
    starts: z.enum(['january', 'july']).default('january'),
  }),
]);
export type Years = Immutable<z.infer<typeof yearsSchema>>;
