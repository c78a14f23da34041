import { z } from 'zod';

/** `readonly` all the way down; amounts stay bigint. */
export type Immutable<T> = T extends string | number | bigint | boolean | null | undefined
  ? T
  : { readonly [Key in keyof T]: Immutable<T[Key]> };

export const wordsFields = { zh: z.string().min(1), en: z.string().min(1) };
export const wordsSchema = z.strictObject(wordsFields);
export const clauseSchema = z.string().min(1);

const factFields = {
  /** Name on the wire; amounts end in `Yuan` there and in `Fen` in code. */
  name: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  ...wordsFields,
  required: z.boolean(),
};
const choiceSchema = z.strictObject({ value: z.string().regex(/^[A-Za-z0-9-]+$/), ...wordsFields });

/** A fact that an applicant, an officer or a deciding body states. Data, so that a new measure needs no code. */
export const factSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...factFields,
    type: z.literal('yuan'),
    minFen: z.bigint().optional(),
    maxFen: z.bigint().optional(),
  }),
  z.strictObject({ ...factFields, type: z.literal('date') }),
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
]);
export type FactDefinition = Immutable<z.infer<typeof factSchema>>;

const conditionFields = {
  code: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/),
  ...wordsFields,
  clause: clauseSchema,
};
const factName = z.string().min(1);

/** A condition on stated facts; the sentence is what a refused applicant reads. An absent optional fact fails `one-of` and `at-least`. */
export const conditionSchema = z.discriminatedUnion('rule', [
  z.strictObject({
    ...conditionFields,
    rule: z.literal('one-of'),
    fact: factName,
    values: z.array(z.union([z.string(), z.boolean()])).min(1),
  }),
  z.strictObject({ ...conditionFields, rule: z.literal('absent'), fact: factName }),
  z.strictObject({ ...conditionFields, rule: z.literal('at-least'), fact: factName, least: z.int() }),
  z.strictObject({ ...conditionFields, rule: z.literal('in-order'), from: factName, to: factName }),
  z.strictObject({
    ...conditionFields,
    rule: z.literal('months-between'),
    from: factName,
    to: factName,
    leastMonths: z.int().positive(),
  }),
  z.strictObject({ ...conditionFields, rule: z.literal('not-in-future'), fact: factName }),
]);
export type Condition = Immutable<z.infer<typeof conditionSchema>>;
