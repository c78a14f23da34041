import { z } from 'zod';
import { nameSchema } from './entitlement.js';
import { clauseSchema, type Immutable, wordsFields, wordsSchema } from './fact-definition.js';
import { type Fault, repeated } from './fault.js';

/**
 * What a policy gives that is not money: a card, a school place, a share of a tender. Recorded so that it can be looked up and
 * audited; nothing is paid by it.
 */
export const standingEntitlementSchema = z.strictObject({
  id: z.string().regex(/^\d{3}(-\d+)?(-[a-z]+)+$/),
  clause: clauseSchema,
  ...wordsFields,
  holder: wordsSchema,
  /** The tiers that have it; empty where it does not hang on a tier. */
  tiers: z.array(z.enum(['top', 'high-end', 'senior', 'basic'])).default([]),
  /** The figures of the source, each with its unit. */
  figures: z
    .array(
      z.strictObject({
        ...wordsFields,
        value: z.string().regex(/^\d+(\.\d+)?$/),
        unit: z.enum(['working-days', 'years', 'hours', 'minutes', 'percent', 'age', 'count']),
      }),
    )
    .default([]),
  note: wordsSchema.nullable().default(null),
  /** Measures that the same words of the source stand beside. */
  measures: z.array(nameSchema).default([]),
});
export type StandingEntitlement = Immutable<z.infer<typeof standingEntitlementSchema>>;

export const standingEntitlementFaults = (entitlements: readonly StandingEntitlement[]): readonly Fault[] =>
  repeated(
    entitlements.map(({ id }) => id),
    '/entitlements',
    '待遇编号',
    'entitlement',
  );
