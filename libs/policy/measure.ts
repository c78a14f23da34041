import { z } from 'zod';
import type { JsonObject } from '#kernel/fen-json.js';
import { type BusinessDate, parseBusinessDate } from '#kernel/business-date.js';
import { conditionSchema } from './condition.js';
import { budgetLineSchema, type CostSharing, costSharingSchema, placeSchema } from './cost-sharing.js';
import { entitlementSchema, nameSchema, rateSchema, yearsSchema } from './entitlement.js';
import { envelopeSchema } from './envelope.js';
import { clauseSchema, factSchema, type Immutable, wordsSchema, wordsFields } from './fact-definition.js';
import { standingEntitlementSchema } from './standing-entitlement.js';
import { inBoth } from './words-of-fault.js';
import {
  capSchema,
  matchSchema,
  recoverySchema,
  replacesSchema,
  trancheTemplateSchema,
} from './tranche-terms.js';

const dateSchema = z.custom<BusinessDate>(
  (value) => typeof value === 'string' && parseBusinessDate(value) !== undefined,
  inBoth('应为日期 YYYY-MM-DD', 'expected a calendar day, YYYY-MM-DD'),
);
const PARTY_KINDS = ['person', 'enterprise', 'institution', 'team', 'agency'] as const;

export const measureSchema = z.strictObject({
  id: z
    .string()
    .max(32)
    .regex(
      /^[A-Z0-9]+-[0-9]+(\.[0-9]+[a-z]?)?$/,
      inBoth('应为政策编号加条款号，如 JX24-4.1', 'expected the book and the clause, for instance JX24-4.1'),
    ),
  programme: nameSchema,
  jurisdiction: placeSchema,
  title: wordsSchema,
  clause: clauseSchema,
  /** What a reader must know beside the figures, for instance that the benefit is in kind and its value is what is paid. */
  note: wordsSchema.nullable().default(null),
  /** A measure of the city that this one of a county replaces in the places of its book. */
  overrides: nameSchema.nullable().default(null),
  /** A measure of the city to which this one of a county adds, for who has an award of it. */
  topsUp: nameSchema.nullable().default(null),
  budgetLine: budgetLineSchema,
  /** `basic-account`: a unit is paid to its 基本存款账户 and to no other (practice E25). */
  payTo: z.enum(['basic-account']).optional(),
  publicityWorkingDays: z.int().positive().max(60),
  parties: z
    .array(
      z.strictObject({
        role: nameSchema,
        kinds: z.array(z.enum(PARTY_KINDS)).min(1),
        required: z.boolean().default(true),
        ...wordsFields,
      }),
    )
    .min(1),
  facts: z.array(factSchema).default([]),
  conditions: z.array(conditionSchema).default([]),
  /** Amounts and dates a deciding body sets; empty unless the measure is decided case by case. */
  decisionFacts: z.array(factSchema).default([]),
  entitlement: entitlementSchema,
  years: yearsSchema.nullable().default(null),
  tranches: z.array(trancheTemplateSchema).default([]),
  match: matchSchema.nullable().default(null),
  replaces: z.array(replacesSchema).default([]),
  caps: z.array(capSchema).default([]),
  youthUplift: z
    .strictObject({
      uplift: nameSchema,
      selectedOnFact: nameSchema,
      /** Fact that states the selection in a talent plan; null where applying presupposes it. */
      planFact: nameSchema.nullable().default(null),
    })
    .nullable()
    .default(null),
  recovery: z.strictObject({
    'left-early': recoverySchema,
    'failed-acceptance': recoverySchema,
    'false-evidence': recoverySchema,
    /** Where the base can shrink after payment. */
    'base-reduced': recoverySchema.optional(),
    /** What is owed by who leaves the places of the book; without it the unpaid tranches stop and nothing is claimed. */
    'moved-away': recoverySchema.optional(),
  }),
  decisions: z.array(nameSchema),
});
export type MeasureContent = Immutable<z.infer<typeof measureSchema>>;

const upliftSchema = z.strictObject({
  id: nameSchema,
  title: wordsSchema,
  clause: clauseSchema,
  rate: rateSchema,
  /** Inclusive, in completed years on the selection date. */
  maxAge: z.int().positive().max(150),
  decisions: z.array(nameSchema),
});

/** A parameter the source leaves open: who set it, when, and on what basis. */
export const decisionSchema = z.strictObject({
  id: z.string().regex(/^decision \d+[a-z]?$/),
  /** Measures that cite it. */
  measures: z.array(nameSchema),
  parameter: nameSchema,
  value: nameSchema,
  authorRole: z.enum(['programme-officer', 'programme-verifier', 'administrator']),
  date: dateSchema,
  basis: nameSchema,
  effectiveFrom: dateSchema,
});

export const policyBookSchema = z.strictObject({
  book: z
    .string()
    .regex(
      /^[A-Z0-9]{1,16}$/,
      inBoth('应为大写字母或数字，至多16位', 'expected capital letters or digits, at most 16'),
    ),
  version: z.int().positive().max(999_999),
  title: wordsSchema,
  source: nameSchema,
  jurisdiction: placeSchema,
  effectiveFrom: dateSchema,
  /** Why the book counts from that day. */
  effectiveFromBasis: nameSchema,
  decisions: z.array(decisionSchema),
  uplifts: z.array(upliftSchema),
  /** Who pays for awards of which place; the measure's own line where nothing is said. */
  costSharing: z.array(costSharingSchema).default([]),
  measures: z.array(measureSchema).min(1),
  /** Money set aside by the source; each is a budget line. */
  envelopes: z.array(envelopeSchema).default([]),
  /** What the source gives beside money. */
  entitlements: z.array(standingEntitlementSchema).default([]),
});
export type PolicyBookContent = Immutable<z.infer<typeof policyBookSchema>>;

export interface YouthUplift extends Omit<Immutable<z.infer<typeof upliftSchema>>, 'decisions'> {
  readonly selectedOnFact: string;
  readonly planFact: string | null;
}

/** A measure as programmes get it: what it refers to is resolved within the same policy version. */
export interface Measure extends Omit<MeasureContent, 'youthUplift'> {
  /** For instance `JX24@1`. */
  readonly policyVersion: string;
  readonly youthUplift: YouthUplift | null;
  readonly costSharing: readonly CostSharing[];
  /** Measures that a route opens; empty for all others. */
  readonly opened: readonly Measure[];
}

/** One version of a policy book, checked. */
export interface PolicyBook extends Omit<PolicyBookContent, 'measures'> {
  readonly policyVersion: string;
  /** SHA-256 over the canonical JSON of `content`. */
  readonly contentHash: string;
  readonly measures: readonly Measure[];
  /** The file as it was published. */
  readonly content: JsonObject;
}
