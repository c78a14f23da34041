import { z } from 'zod';
import type { JsonObject } from '#kernel/fen-json.js';
import { type BusinessDate, parseBusinessDate } from '#kernel/business-date.js';
import {
  clauseSchema,
  conditionSchema,
  factSchema,
  type Immutable,
  wordsFields,
  wordsSchema,
} from './fact-definition.js';

/** The city and the places inside it that may publish measures of their own. */
export const JURISDICTIONS = [
  'jiaxing',
  'nanhu',
  'xiuzhou',
  'economic-development-zone',
  'jiashan',
  'pinghu',
  'haiyan',
  'haining',
  'tongxiang',
] as const;
export type Jurisdiction = (typeof JURISDICTIONS)[number];

export const GATES = ['opening-report', 'midterm', 'final-acceptance'] as const;

const dateSchema = z.custom<BusinessDate>(
  (value) => typeof value === 'string' && parseBusinessDate(value) !== undefined,
  'expected a calendar day, YYYY-MM-DD',
);
const rateSchema = z.string().regex(/^\d{1,3}(\.\d{1,8})?%$/, 'expected a percentage, for instance 30%');
const nameSchema = z.string().min(1);
const positiveFen = z.bigint().positive();

/** The shared kinds of entitlement; what is numeric about a measure is here and in its tranches. */
export const entitlementSchema = z.discriminatedUnion('kind', [
  /** An amount by tier, split over the tranches by their shares. */
  z.strictObject({
    kind: z.literal('fixed-by-tier'),
    tierFact: nameSchema,
    tiers: z.array(z.strictObject({ tier: nameSchema, amountFen: positiveFen })).min(1),
  }),
  /** A rate of the salary paid in a calendar year under a yearly cap; one tranche template serves every year. */
  z.strictObject({
    kind: z.literal('salary-share'),
    /** Null when there is one tier for all. */
    tierFact: nameSchema.nullable(),
    tiers: z.array(z.strictObject({ tier: nameSchema, rate: rateSchema, yearlyCapFen: positiveFen })).min(1),
    /** A year whose result is lower is refused; null where the clause has no lower bound. */
    minimumFen: positiveFen.nullable(),
    salaryFact: nameSchema,
    payYearFact: nameSchema,
    years: z.discriminatedUnion('from', [
      z.strictObject({ from: z.literal('date'), fact: nameSchema, count: z.int().positive() }),
      z.strictObject({
        from: z.literal('contract'),
        fromFact: nameSchema,
        toFact: nameSchema,
        most: z.int().positive(),
      }),
    ]),
  }),
  /** Amounts set by a deciding body, never below the floors of the tranches. */
  z.strictObject({ kind: z.literal('case-floor') }),
  /** Fixed amounts, each after its own stage. */
  z.strictObject({ kind: z.literal('staged') }),
  /** One amount for a year's grade: a score, and a place inside a share of all assessed. */
  z.strictObject({
    kind: z.literal('graded-award'),
    amountFen: positiveFen,
    yearFact: nameSchema,
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
    trackFact: nameSchema.nullable(),
    opens: z
      .array(
        z.strictObject({ track: nameSchema.nullable(), measure: nameSchema, selectedOnFact: nameSchema }),
      )
      .min(1),
  }),
]);
export type Entitlement = Immutable<z.infer<typeof entitlementSchema>>;
export type EntitlementOf<Kind extends Entitlement['kind']> = Extract<Entitlement, { readonly kind: Kind }>;

/** What one tranche comes to. */
const paysSchema = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('share'), share: rateSchema }),
  z.strictObject({ what: z.literal('salary-share') }),
  z.strictObject({ what: z.literal('amount'), amountFen: positiveFen }),
  z.strictObject({ what: z.literal('decided'), decisionFact: nameSchema, floorFen: positiveFen }),
]);

export const trancheTemplateSchema = z.strictObject({
  title: wordsSchema,
  clause: clauseSchema,
  payeeRole: nameSchema,
  pays: paysSchema,
  evidence: z.array(
    z.strictObject({ name: z.string().regex(/^[a-z0-9-]+$/), ...wordsFields, clause: clauseSchema }),
  ),
  gates: z.array(z.enum(GATES)),
  claimableFrom: z
    .discriminatedUnion('rule', [
      z.strictObject({ rule: z.literal('window-year-start') }),
      z.strictObject({ rule: z.literal('months-after'), fact: nameSchema, months: z.int().nonnegative() }),
    ])
    .nullable(),
  claimFacts: z.array(factSchema),
  /** On the claim facts. */
  conditions: z.array(conditionSchema),
});
export type TrancheTemplate = Immutable<z.infer<typeof trancheTemplateSchema>>;

export const capSchema = z.strictObject({
  key: z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/),
  title: wordsSchema,
  clause: clauseSchema,
  /** `award`, or the role of a party. */
  subject: nameSchema,
  /** `tranche`: each tranche once in a lifetime, over all awards of the subject. */
  window: z.enum(['lifetime', 'window-year', 'tranche']),
  limit: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('years'), years: z.int().positive() }),
    /** Of several measures for the same cost in a year the higher is paid, never both (decision 26). */
    z.strictObject({ kind: z.literal('higher-of') }),
    z.strictObject({ kind: z.literal('amount'), amountFen: positiveFen }),
    /** The ceiling of the tranche: the yearly cap of the tier, uplift included. */
    z.strictObject({ kind: z.literal('tranche-ceiling') }),
    /** The total of the award. */
    z.strictObject({ kind: z.literal('award-total') }),
    /** What this tranche asks for: what others were paid before counts against it, so only the difference is paid. */
    z.strictObject({ kind: z.literal('difference') }),
  ]),
});
export type CapDefinition = Immutable<z.infer<typeof capSchema>>;

const recoveryFields = {
  ...wordsFields,
  clause: clauseSchema,
  /** Only tranches paid to these roles; all when null. */
  payeeRoles: z.array(nameSchema).nullable(),
  facts: z.array(factSchema),
  /** Years for which everybody named in the award is barred from support once the money is demanded. */
  banYears: z.int().positive().optional(),
};
export const recoverySchema = z.discriminatedUnion('formula', [
  z.strictObject({ ...recoveryFields, formula: z.literal('none') }),
  z.strictObject({ ...recoveryFields, formula: z.literal('unpaid-only') }),
  z.strictObject({ ...recoveryFields, formula: z.literal('unspent'), unspentFact: nameSchema }),
  z.strictObject({
    ...recoveryFields,
    formula: z.literal('pro-rata-months'),
    serviceMonths: z.int().positive(),
    servedFromFact: nameSchema,
  }),
  z.strictObject({ ...recoveryFields, formula: z.literal('full') }),
]);
export type RecoveryTerms = Immutable<z.infer<typeof recoverySchema>>;

export const measureSchema = z.strictObject({
  id: z.string().regex(/^[A-Z0-9]+-[0-9]+(\.[0-9]+[a-z]?)?$/),
  programme: nameSchema,
  jurisdiction: z.enum(JURISDICTIONS),
  title: wordsSchema,
  clause: clauseSchema,
  budgetLine: z.string().regex(/^[A-Z0-9-]+$/),
  publicityWorkingDays: z.int().positive(),
  parties: z
    .array(
      z.strictObject({
        role: nameSchema,
        kinds: z.array(z.enum(['person', 'enterprise', 'institution'])).min(1),
        required: z.boolean(),
        ...wordsFields,
      }),
    )
    .min(1),
  facts: z.array(factSchema),
  conditions: z.array(conditionSchema),
  /** Amounts and dates a deciding body sets; empty unless the measure is decided case by case. */
  decisionFacts: z.array(factSchema),
  entitlement: entitlementSchema,
  tranches: z.array(trancheTemplateSchema),
  caps: z.array(capSchema),
  youthUplift: z
    .strictObject({
      uplift: nameSchema,
      selectedOnFact: nameSchema,
      /** Fact that states the selection in a talent plan; null where applying presupposes it. */
      planFact: nameSchema.nullable(),
    })
    .nullable(),
  recovery: z.strictObject({
    'left-early': recoverySchema,
    'failed-acceptance': recoverySchema,
    'false-evidence': recoverySchema,
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
  maxAge: z.int().positive(),
  decisions: z.array(nameSchema),
});

/** A parameter the source leaves open: who set it, when, and on what basis. */
export const decisionSchema = z.strictObject({
  id: z.string().regex(/^decision \d+[a-z]?$/),
  measures: z.array(nameSchema).min(1),
  parameter: nameSchema,
  value: nameSchema,
  authorRole: z.enum(['programme-officer', 'programme-verifier', 'administrator']),
  date: dateSchema,
  basis: nameSchema,
  effectiveFrom: dateSchema,
});

export const policyBookSchema = z.strictObject({
  book: z.string().regex(/^[A-Z0-9]+$/),
  version: z.int().positive(),
  title: wordsSchema,
  source: nameSchema,
  jurisdiction: z.enum(JURISDICTIONS),
  effectiveFrom: dateSchema,
  /** Why the book counts from that day. */
  effectiveFromBasis: nameSchema,
  decisions: z.array(decisionSchema),
  uplifts: z.array(upliftSchema),
  measures: z.array(measureSchema).min(1),
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
