import type { JsonObject } from '#kernel/fen-json.js';
import { DECIMAL } from '#kernel/foreign-currency.js';
import { yuanOf } from '#kernel/money.js';
import type { FactDefinition } from './fact-definition.js';

type Language = 'zh' | 'en';

/**
 * JSON Schema 2020-12 of the wire form, from which a form can be drawn. Titles are in one language and, under `x-title`, in both; a
 * choice is an `enum`, with a title for each value under `oneOf`. Amounts are strings, so their bounds stand under `x-minimum` and
 * `x-maximum`, in yuan. It accepts what `checkFacts` accepts, apart from those bounds and from days that no calendar has.
 */
export const factsJsonSchema = (
  definitions: readonly FactDefinition[],
  language: Language = 'zh',
): JsonObject => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  ...objectSchema(definitions, language),
});

const objectSchema = (definitions: readonly FactDefinition[], language: Language): JsonObject => ({
  type: 'object',
  properties: Object.fromEntries(
    definitions.map((definition) => [
      definition.name,
      { ...titled(definition, language), ...valueSchema(definition, language) },
    ]),
  ),
  required: definitions.filter(({ required }) => required).map(({ name }) => name),
  additionalProperties: false,
});

const titled = (
  { zh, en }: { readonly zh: string; readonly en: string },
  language: Language,
): JsonObject => ({
  title: language === 'zh' ? zh : en,
  'x-title': { zh, en },
});

const valueSchema = (definition: FactDefinition, language: Language): JsonObject => {
  switch (definition.type) {
    case 'yuan':
      return amountSchema(definition);
    case 'decimal':
      return { type: 'string', pattern: DECIMAL.source, examples: ['7.8592'] };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'month':
      return { type: 'string', pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$', examples: ['2024-03'] };
    case 'year':
    case 'integer':
      return {
        type: 'integer',
        ...(definition.min === undefined ? {} : { minimum: definition.min }),
        ...(definition.max === undefined ? {} : { maximum: definition.max }),
      };
    case 'choice':
      return {
        type: 'string',
        enum: definition.choices.map((choice) => choice.value),
        oneOf: definition.choices.map((choice) => ({ const: choice.value, ...titled(choice, language) })),
      };
    case 'boolean':
      return { type: 'boolean' };
    case 'text':
      return { type: 'string', minLength: 1, maxLength: definition.maxLength, pattern: '\\S' };
    case 'items':
      return {
        type: 'array',
        items: objectSchema(definition.columns, language),
        minItems: 1,
        maxItems: definition.maxItems,
      };
  }
};

const amountSchema = ({
  minFen,
  maxFen,
}: Extract<FactDefinition, { readonly type: 'yuan' }>): JsonObject => ({
  type: 'string',
  pattern: `^${minFen !== undefined && minFen >= 0n ? '' : '-?'}(0|[1-9][0-9]{0,15})(\\.[0-9]{1,2})?$`,
  examples: ['1234.50'],
  ...(minFen === undefined ? {} : { 'x-minimum': yuanOf(minFen) }),
  ...(maxFen === undefined ? {} : { 'x-maximum': yuanOf(maxFen) }),
});
