import { z } from 'zod';

/** `readonly` all the way down; amounts stay bigint. */
export type Immutable<T> = T extends string | number | bigint | boolean | null | undefined
  ? T
  : { readonly [Key in keyof T]: Immutable<T[Key]> };

export const wordsFields = { zh: z.string().min(1), en: z.string().min(1) };
export const wordsSchema = z.strictObject(wordsFields);
export interface Words {
  readonly zh: string;
  readonly en: string;
}
export const clauseSchema = z.string().min(1);

const factFields = {
  /** Name on the wire; amounts end in `Yuan` there and in `Fen` in code. */
  name: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  ...wordsFields,
  required: z.boolean().default(true),
};
const choiceSchema = z.strictObject({ value: z.string().regex(/^[A-Za-z0-9-]+$/), ...wordsFields });

const plainFacts = [
  z.strictObject({
    ...factFields,
    type: z.literal('yuan'),
    minFen: z.bigint().optional(),
    maxFen: z.bigint().optional(),
  }),
  /** What is counted in something else than yuan: an amount of another currency, a rate of exchange. Text on the wire and in code. */
  z.strictObject({ ...factFields, type: z.literal('decimal') }),
  z.strictObject({ ...factFields, type: z.literal('date') }),
  /** `YYYY-MM`. */
  z.strictObject({ ...factFields, type: z.literal('month') }),
  z.strictObject({
    ...factFields,
    type: z.literal('year'),
    min: z.int().optional(),
    max: z.int().optional(),
  }),
  z.strictObject({
    ...factFields,
    type: z.literal('integer'),
    min: z.int().optional(),
    max: z.int().optional(),
  }),
  z.strictObject({ ...factFields, type: z.literal('choice'), choices: z.array(choiceSchema).min(1) }),
  z.strictObject({ ...factFields, type: z.literal('boolean') }),
  z.strictObject({ ...factFields, type: z.literal('text'), maxLength: z.int().positive() }),
] as const;

/** One column of an itemised fact. */
const columnSchema = z.discriminatedUnion('type', [...plainFacts]);

/** A fact that an applicant, an officer or a deciding body states. Data, so that a new measure needs no code. */
export const factSchema = z.discriminatedUnion('type', [
  ...plainFacts,
  /** Rows of the same columns: invoices, months of insurance, investments. */
  z.strictObject({
    ...factFields,
    type: z.literal('items'),
    columns: z.array(columnSchema).min(1),
    maxItems: z.int().positive().max(1000),
  }),
]);
export type FactDefinition = Immutable<z.infer<typeof factSchema>>;
