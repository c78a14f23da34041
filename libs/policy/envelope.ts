import { z } from 'zod';
import { type Fen, parseRate, timesRate } from '#kernel/money.js';
import { budgetLineSchema } from './cost-sharing.js';
import { nameSchema, positiveFen, rateSchema } from './entitlement.js';
import { clauseSchema, type Immutable, wordsFields, wordsSchema } from './fact-definition.js';
import { type Fault, known, repeated, unless } from './fault.js';

/** A figure of a source that is no amount of the envelope itself: so many firms, a credit line. */
const reportedSchema = z.strictObject({
  ...wordsFields,
  amountFen: positiveFen.nullable().default(null),
  count: z.int().positive().nullable().default(null),
});

/**
 * Money that a source sets aside, whether or not a measure spends it. It is a budget line: what is appropriated, planned and paid
 * is kept there; the figures here are what the source states.
 */
export const envelopeSchema = z.strictObject({
  id: z
    .string()
    .max(32)
    .regex(/^[A-Z0-9]+-ENV-\d+$/),
  title: wordsSchema,
  clause: clauseSchema,
  kind: z.enum(['grant', 'equity', 'loan', 'guarantee']),
  budgetLine: budgetLineSchema,
  /** Null where the source names no size. */
  sizeFen: positiveFen.nullable().default(null),
  per: z.enum(['once', 'year']).default('once'),
  /** What is called first of a fund. */
  firstTrancheFen: positiveFen.nullable().default(null),
  /** The part of every call that the city pays in. */
  cityShare: rateSchema.nullable().default(null),
  plannedFen: positiveFen.nullable().default(null),
  paidFen: positiveFen.nullable().default(null),
  reported: z.array(reportedSchema).default([]),
  note: wordsSchema.nullable().default(null),
  /** Measures of the book that spend it. */
  measures: z.array(nameSchema).default([]),
});
export type Envelope = Immutable<z.infer<typeof envelopeSchema>>;

/** What the city has to pay in when so much of a fund is called; everything where the source names no share. */
export const cityPartOf = ({ cityShare }: Pick<Envelope, 'cityShare'>, calledFen: Fen): Fen =>
  cityShare === null ? calledFen : timesRate(calledFen, parseRate(cityShare));

interface SpendingMeasure {
  readonly id: string;
  readonly budgetLine: string;
}

/** Envelopes have their own ids and lines, and the measures that spend them name the line. */
export const envelopeFaults = (
  envelopes: readonly Envelope[],
  measures: readonly SpendingMeasure[],
): readonly Fault[] => [
  ...repeated(
    envelopes.map(({ id }) => id),
    '/envelopes',
    '资金编号',
    'envelope',
  ),
  ...repeated(
    envelopes.map(({ budgetLine }) => budgetLine),
    '/envelopes',
    '预算科目',
    'budget line',
  ),
  ...envelopes.flatMap((envelope, n) => spendingFaults(envelope, measures, `/envelopes/${n}`)),
];

const spendingFaults = (
  { budgetLine, measures: spending }: Envelope,
  measures: readonly SpendingMeasure[],
  at: string,
): readonly Fault[] => {
  const ids = measures.map(({ id }) => id);
  const onLine = measures.filter((one) => one.budgetLine === budgetLine).map(({ id }) => id);
  return spending.flatMap((id, n) => [
    ...known(id, ids, `${at}/measures/${n}`, 'measure'),
    ...unless(
      !ids.includes(id) || onLine.includes(id),
      `${at}/measures/${n}`,
      `“${id}”不从该资金列支`,
      `${id} is not paid from this line`,
    ),
  ]);
};
