import { z } from 'zod';
import { conditionSchema } from './condition.js';
import { nameSchema, positiveFen, rateSchema } from './entitlement.js';
import { clauseSchema, factSchema, type Immutable, wordsFields, wordsSchema } from './fact-definition.js';

export const GATES = ['opening-report', 'midterm', 'final-acceptance'] as const;

/** What one tranche comes to. */
const paysSchema = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('share'), share: rateSchema }),
  z.strictObject({ what: z.literal('rate') }),
  z.strictObject({ what: z.literal('amount'), amountFen: positiveFen }),
  /** Set by the deciding body; `floorFact` is an amount of the application that it may not go below. */
  z.strictObject({
    what: z.literal('decided'),
    decisionFact: nameSchema,
    /** Of the decided amount; the parts of one amount sum to 100 %, and its bounds are those of the whole. */
    share: rateSchema.default('100%'),
    floorFen: positiveFen.nullable().default(null),
    floorFact: nameSchema.nullable().default(null),
    ceilingFen: positiveFen.nullable().default(null),
  }),
]);

export const trancheTemplateSchema = z.strictObject({
  title: wordsSchema,
  clause: clauseSchema,
  payeeRole: nameSchema,
  pays: paysSchema,
  evidence: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z0-9-]+$/),
        ...wordsFields,
        clause: clauseSchema,
        /** Not issued more days before the claim than this. */
        maxAgeDays: z.int().positive().max(36_500).optional(),
      }),
    )
    .default([]),
  gates: z.array(z.enum(GATES)).default([]),
  claimableFrom: z
    .discriminatedUnion('rule', [
      z.strictObject({ rule: z.literal('window-year-start') }),
      z.strictObject({ rule: z.literal('window-year-end') }),
      z.strictObject({
        rule: z.literal('months-after'),
        fact: nameSchema,
        months: z.int().nonnegative().max(1200),
      }),
    ])
    .nullable()
    .default(null),
  claimFacts: z.array(factSchema).default([]),
  /** On the claim facts and on those of the application. */
  conditions: z.array(conditionSchema).default([]),
  /** More than a share of what the tranche before paid has been spent. */
  spent: z
    .strictObject({ ...wordsFields, clause: clauseSchema, spentFact: nameSchema, above: rateSchema })
    .nullable()
    .default(null),
});
export type TrancheTemplate = Immutable<z.infer<typeof trancheTemplateSchema>>;

/** Measures between which the subject chooses: money of one of them leaves nothing for this one. */
const excludedBy = z.array(nameSchema).default([]);

export const capSchema = z.strictObject({
  key: z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/),
  title: wordsSchema,
  clause: clauseSchema,
  /** `award`; `measure` for a pot that all its awards share; else the role of a party. */
  subject: nameSchema,
  /**
   * `window-year`: the year of the tranche. `calendar-year`: the calendar year in which that year starts, one account for awards whose
   * years start on different days. `tranche`: each tranche once in a lifetime, over all awards of the subject. */
  window: z.enum(['lifetime', 'window-year', 'calendar-year', 'tranche']),
  limit: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('years'), years: z.int().positive() }),
    /** Of several measures for the same cost in a year the higher is paid, never both (decision 26). */
    z.strictObject({ kind: z.literal('higher-of') }),
    z.strictObject({ kind: z.literal('amount'), amountFen: positiveFen, excludedBy }),
    /** The ceiling of the tranche: the cap of the tier, uplift included. */
    z.strictObject({ kind: z.literal('tranche-ceiling') }),
    /** The total of the award. */
    z.strictObject({ kind: z.literal('award-total'), excludedBy }),
    /** What this tranche asks for: what others were paid before counts against it, so only the difference is paid. */
    z.strictObject({ kind: z.literal('difference') }),
  ]),
});
export type CapDefinition = Immutable<z.infer<typeof capSchema>>;

/** Money that others must have put in before a tranche is paid, measured at every claim. */
export const matchSchema = z.strictObject({
  ...wordsFields,
  clause: clauseSchema,
  /** Claim fact: funds of the enterprise received so far. */
  receivedFact: nameSchema,
  /** Claim fact: fiscal funds of all other levels received so far; null when this award is the only fiscal money. */
  otherFiscalFact: nameSchema.nullable().default(null),
  /** Of all fiscal money, this award's earlier tranches and the one asked for included. */
  ratio: rateSchema,
  /** True where the funds have to be more than that, not only as much. */
  above: z.boolean().default(false),
});
export type Match = Immutable<z.infer<typeof matchSchema>>;

/** Awards of the same party that give way once an award of this measure is approved: their unpaid tranches are cancelled. */
export const replacesSchema = z.strictObject({
  ...wordsFields,
  clause: clauseSchema,
  role: nameSchema,
  measures: z.array(nameSchema).min(1),
  /** True where only a lesser award gives way, as when a class rises. */
  onlyIfMore: z.boolean().default(false),
});

const recoveryFields = {
  ...wordsFields,
  clause: clauseSchema,
  /** Only tranches paid to these roles; all when null. */
  payeeRoles: z.array(nameSchema).nullable().default(null),
  facts: z.array(factSchema).default([]),
  /** Years for which everybody named in the award is barred from support once the money is demanded. */
  banYears: z.int().positive().max(100).optional(),
};
export const recoverySchema = z.discriminatedUnion('formula', [
  z.strictObject({ ...recoveryFields, formula: z.literal('none') }),
  z.strictObject({ ...recoveryFields, formula: z.literal('unpaid-only') }),
  z.strictObject({ ...recoveryFields, formula: z.literal('unspent'), unspentFact: nameSchema }),
  z.strictObject({
    ...recoveryFields,
    formula: z.literal('pro-rata-months'),
    serviceMonths: z.int().positive().max(1200),
    servedFromFact: nameSchema,
  }),
  /** What was paid beyond the rate of the base as it is now: an upstream grant that was cut, a fee that was refunded. */
  z.strictObject({
    ...recoveryFields,
    formula: z.literal('above-rate-of-base'),
    baseFact: nameSchema,
    rate: rateSchema,
  }),
  z.strictObject({ ...recoveryFields, formula: z.literal('full') }),
]);
export type RecoveryTerms = Immutable<z.infer<typeof recoverySchema>>;
