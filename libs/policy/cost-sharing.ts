import { z } from 'zod';
import { parseRate } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import { rateSchema } from './entitlement.js';
import { clauseSchema, type Immutable, wordsFields } from './fact-definition.js';
import { type Fault, repeated, unless } from './fault.js';
import { inBoth } from './words-of-fault.js';

/** A city, or a place inside it: `jiaxing`, `nanhu`. Which places there are is said by the books. */
export const placeSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, inBoth('应为小写字母的地名', 'expected the name of a place in small letters'));

/** Written as the routes of budgets take it. */
const BUDGET_LINE = /^[A-Z][A-Z0-9-]{1,31}$/;
export const budgetLineSchema = z
  .string()
  .regex(
    BUDGET_LINE,
    inBoth('应为大写字母、数字和“-”，2至32位', 'expected 2 to 32 capital letters, digits and hyphens'),
  );

const payerSchema = z.strictObject({
  payer: placeSchema,
  ...wordsFields,
  share: rateSchema,
  /** `{line}` stands for the line of the measure, so that one row serves all measures of the book. */
  budgetLine: z
    .string()
    .regex(/^[A-Z0-9-]*(\{line\})?[A-Z0-9-]*$/)
    .min(1)
    .default('{line}'),
});

/** Who pays for awards that landed in these places (decision 28); the last payer takes the remainder. */
export const costSharingSchema = z.strictObject({
  places: z.array(placeSchema).min(1),
  clause: clauseSchema,
  payers: z.array(payerSchema).min(1),
});
export type CostSharing = Immutable<z.infer<typeof costSharingSchema>>;

/** One payer of an award with the line it pays from. */
export interface Payer {
  readonly payer: string;
  readonly zh: string;
  readonly en: string;
  readonly share: string;
  readonly budgetLine: string;
}

interface SharedMeasure {
  readonly jurisdiction: string;
  readonly budgetLine: string;
  readonly costSharing: readonly CostSharing[];
}

const payersIn = ({ payers }: CostSharing, { budgetLine: line }: SharedMeasure): readonly Payer[] =>
  payers.map((one) => ({ ...one, budgetLine: one.budgetLine.replace('{line}', line) }));

/** Who pays for an award of a place, and the clause; undefined where the measure's own line pays all. */
export const sharingIn = (
  measure: SharedMeasure,
  place: string,
): { readonly clause: string; readonly payers: readonly Payer[] } | undefined => {
  const row = measure.costSharing.find(({ places }) => places.includes(place));
  return row && { clause: row.clause, payers: payersIn(row, measure) };
};

/** The places a measure is for: its own, and those inside it whose payers are known. */
export const placesOf = ({
  jurisdiction,
  costSharing,
}: Pick<SharedMeasure, 'jurisdiction' | 'costSharing'>): readonly string[] => [
  ...new Set([jurisdiction, ...costSharing.flatMap(({ places }) => places)]),
];

/** A place outside the measure; undefined for one it is for. */
export const refuseOtherPlace = (
  measure: SharedMeasure & { readonly id: string; readonly clause: string },
  place: string,
): Refusal | undefined => {
  const places = placesOf(measure);
  if (places.includes(place)) return undefined;
  return refuse(
    'application.jurisdiction',
    `该事项不适用于“${place}”，适用于：${places.join('、')}`,
    `The measure does not apply in "${place}"; it does in: ${places.join(', ')}`,
    {
      clause: measure.clause,
      pointer: '/jurisdiction',
      facts: { measure: measure.id, jurisdiction: measure.jurisdiction },
    },
  );
};

/** Every line that may pay for the measure. */
export const budgetLinesOf = (measure: SharedMeasure): readonly string[] => [
  ...new Set([
    measure.budgetLine,
    ...measure.costSharing.flatMap((row) => payersIn(row, measure).map(({ budgetLine }) => budgetLine)),
  ]),
];

export const costSharingFaults = (rows: readonly CostSharing[], at: string): readonly Fault[] => [
  ...repeated(
    rows.flatMap(({ places }) => places),
    at,
    '辖区',
    'place',
  ),
  ...rows.flatMap(({ payers }, index) => [
    ...unless(
      sumsToAll(payers.map(({ share }) => share)),
      `${at}/${index}/payers`,
      '分担比例之和须为100%',
      'the shares must sum to 100%',
    ),
    ...repeated(
      payers.map(({ budgetLine }) => budgetLine),
      `${at}/${index}/payers`,
      '预算科目',
      'budget line',
    ),
  ]),
];

/** A line that a payer's template makes of the line of a measure has to be one, too. */
export const linesFaults = (
  rows: readonly CostSharing[],
  measures: readonly { readonly budgetLine: string }[],
  at: string,
): readonly Fault[] =>
  rows.flatMap(({ payers }, index) =>
    payers.flatMap(({ budgetLine }, payer) => {
      const lines = measures.map((measure) => budgetLine.replace('{line}', measure.budgetLine));
      const wrong = lines.find((line) => !BUDGET_LINE.test(line));
      return unless(
        wrong === undefined,
        `${at}/${index}/payers/${payer}/budgetLine`,
        `“${wrong}”不能作为预算科目`,
        `${wrong} cannot be a budget line`,
      );
    }),
  );

const sumsToAll = (shares: readonly string[]): boolean => {
  const rates = shares.map(parseRate);
  const scale = rates.reduce((product, { denominator }) => product * denominator, 1n);
  return rates.reduce((sum, rate) => sum + (rate.numerator * scale) / rate.denominator, 0n) === scale;
};
