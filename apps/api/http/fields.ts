import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsObject,
  IsOptional,
  ValidateBy,
  ValidateNested,
  type ValidationArguments,
} from 'class-validator';
import { parseBusinessDate } from '#kernel/business-date.js';
import {
  type IdentifierKind,
  IDENTIFIER_KINDS,
  parseIdentifier,
} from '#kernel/chinese-identifiers/identifier-kind.js';
import { parseYuan } from '#kernel/money.js';
import { isRefusal } from '#kernel/refusal.js';
import { type PersonalNumber, personalNumberIn } from '#personal-data/free-text.js';
import { looksSealed } from '#personal-data/sealed-text.js';

/**
 * The fields of request bodies. One decorator says what a field accepts, what it tells a caller who got it wrong in both
 * languages, and how the API document shows it, so the three cannot drift apart.
 */
export interface FieldOptions {
  readonly optional?: boolean;
  readonly description?: string;
  readonly example?: unknown;
}

interface Words {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

interface Rule {
  readonly words: Words | ((value: unknown, owner: object) => Words);
  readonly accepts: (value: unknown, owner: object) => boolean;
  readonly schema: Record<string, unknown>;
}

/** class-validator knows one message per rule; both languages travel through it as JSON. */
const messageOf = (rule: Rule, { value, object }: ValidationArguments): string =>
  JSON.stringify(typeof rule.words === 'function' ? rule.words(value, object) : rule.words);

const documented = (
  schema: Record<string, unknown>,
  { optional, description, example }: FieldOptions,
): PropertyDecorator =>
  ApiProperty({
    ...schema,
    required: !optional,
    ...(description && { description }),
    ...(example !== undefined && { example }),
  } as ApiPropertyOptions);

const field =
  (name: string, rule: Rule, options: FieldOptions): PropertyDecorator =>
  (target, key) => {
    if (options.optional) IsOptional()(target, key as string);
    ValidateBy({
      name,
      validator: {
        validate: (value, args) => rule.accepts(value, args?.object ?? {}),
        defaultMessage: (args) => (args ? messageOf(rule, args) : name),
      },
    })(target, key as string);
    documented(rule.schema, options)(target, key);
  };

// Line breaks and tabs are text. Other control characters, and those that change the direction of writing, would show people one
// thing and keep another.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u;

const isText = (value: unknown, least: number, most: number): value is string =>
  typeof value === 'string' &&
  value.length <= most &&
  value.trim().length >= least &&
  !UNPRINTABLE.test(value.replace(/[\n\r\t]/g, '')) &&
  // What looks like one of our sealed texts would be opened for whoever reads it.
  !looksSealed(value);

const textWords = (least: number, most: number): Words => ({
  code: 'field.text',
  zh: `应为 ${least} 至 ${most} 个可见字符的文字`,
  en: `must be a text of ${least} to ${most} printable characters`,
});

export const IsText = (
  most = 500,
  options: FieldOptions & { readonly least?: number } = {},
): PropertyDecorator =>
  field(
    'isText',
    {
      accepts: (value) => isText(value, options.least ?? 1, most),
      words: textWords(options.least ?? 1, most),
      schema: { type: 'string', minLength: options.least ?? 1, maxLength: most },
    },
    options,
  );

const PERSONAL_WORDS: Readonly<Record<PersonalNumber, Pick<Words, 'zh' | 'en'>>> = {
  'identity number': { zh: '证件号码', en: 'an identity number' },
  'mobile number': { zh: '手机号码', en: 'a mobile number' },
  'account number': { zh: '银行账号', en: 'an account number' },
};

/** Says which sort of number it is and never which number. */
const personalWords = (found: PersonalNumber): Words => ({
  code: 'field.personal-number',
  zh: `不得写入${PERSONAL_WORDS[found].zh}：此文字长期保存且多人可见，请改写为对象编号`,
  en: `must not contain ${PERSONAL_WORDS[found].en}: the text is kept for ever and read by many; name the party by its id`,
});

/** A reason or statement in somebody's own words, in which no number of a person may stand (promise 10). */
export const IsFreeText = (most = 500, options: FieldOptions = {}): PropertyDecorator =>
  field(
    'isFreeText',
    {
      accepts: (value) => isText(value, 1, most) && personalNumberIn(value) === undefined,
      words: (value) => {
        const found = typeof value === 'string' ? personalNumberIn(value) : undefined;
        return found ? personalWords(found) : textWords(1, most);
      },
      schema: { type: 'string', minLength: 1, maxLength: most },
    },
    options,
  );

/** Keys of parties, awards, batches, users and lines: what our own ids are made of. */
export const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9.:/@_-]{0,127}$/;

export const IsId = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    'isId',
    {
      accepts: (value) => typeof value === 'string' && ID_PATTERN.test(value),
      words: { code: 'field.id', zh: '应为编号', en: 'must be an id' },
      schema: { type: 'string', pattern: ID_PATTERN.source },
    },
    options,
  );

export const IsBusinessDate = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    'isBusinessDate',
    {
      accepts: (value) => typeof value === 'string' && parseBusinessDate(value) !== undefined,
      words: {
        code: 'field.date',
        zh: '应为真实日期，格式为 YYYY-MM-DD',
        en: 'must be a real calendar day, YYYY-MM-DD',
      },
      schema: { type: 'string', format: 'date' },
    },
    options,
  );

// Twelve digits before the point: sums of many such amounts still fit where they are kept.
const YUAN_DIGITS_MAX = 12;

const isYuan = (value: unknown, positive: boolean): boolean => {
  if (typeof value !== 'string' || value.replace(/^-|\..*$/g, '').length > YUAN_DIGITS_MAX) return false;
  const fen = parseYuan(value);
  return !isRefusal(fen) && (!positive || fen > 0n);
};

/** Decimal yuan in a string, at most two decimals; more than zero unless `signed`. */
export const IsYuan = (options: FieldOptions & { readonly signed?: boolean } = {}): PropertyDecorator =>
  field(
    'isYuan',
    {
      accepts: (value) => isYuan(value, !options.signed),
      words: {
        code: 'field.yuan',
        zh: `应为以元为单位的十进制数字串，最多两位小数、整数部分至多 ${YUAN_DIGITS_MAX} 位${options.signed ? '' : '，且大于零'}，例如 "1234.50"`,
        en: `must be decimal yuan in a string, at most two decimals and ${YUAN_DIGITS_MAX} digits before them${options.signed ? '' : ', more than zero'}, for instance "1234.50"`,
      },
      schema: {
        type: 'string',
        pattern: String.raw`^${options.signed ? '-?' : ''}\d{1,12}(\.\d{1,2})?$`,
        example: '1234.50',
      },
    },
    options,
  );

export const IsWhole = (least: number, most: number, options: FieldOptions = {}): PropertyDecorator =>
  field(
    'isWhole',
    {
      accepts: (value) =>
        Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most,
      words: {
        code: 'field.whole-number',
        zh: `应为 ${least} 至 ${most} 的整数`,
        en: `must be a whole number from ${least} to ${most}`,
      },
      schema: { type: 'integer', minimum: least, maximum: most },
    },
    options,
  );

export const IsChoice = (choices: readonly string[], options: FieldOptions = {}): PropertyDecorator =>
  field(
    'isChoice',
    {
      accepts: (value) => typeof value === 'string' && choices.includes(value),
      words: {
        code: 'field.choice',
        zh: `应为下列之一：${choices.join('、')}`,
        en: `must be one of: ${choices.join(', ')}`,
      },
      schema: { type: 'string', enum: [...choices] },
    },
    options,
  );

export const IsFlag = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    'isFlag',
    {
      accepts: (value) => typeof value === 'boolean',
      words: { code: 'field.true-or-false', zh: '应为 true 或 false', en: 'must be true or false' },
      schema: { type: 'boolean' },
    },
    options,
  );

/** A list of strings that are all accepted. */
export const IsListOf = (
  accepts: (item: string) => boolean,
  words: { readonly zh: string; readonly en: string },
  most: number,
  options: FieldOptions = {},
): PropertyDecorator =>
  field(
    'isListOf',
    {
      accepts: (value) =>
        Array.isArray(value) &&
        value.length <= most &&
        value.every((item) => typeof item === 'string' && accepts(item)),
      words: {
        code: 'field.list',
        zh: `应为至多 ${most} 项的列表：${words.zh}`,
        en: `must be a list of at most ${most}: ${words.en}`,
      },
      schema: { type: 'array', items: { type: 'string' }, maxItems: most },
    },
    options,
  );

/** A record of ids under short names, for instance the parties of an application by role. */
export const IsRecordOfIds = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    'isRecordOfIds',
    {
      accepts: (value) =>
        isPlainObject(value) &&
        Object.entries(value).every(
          ([name, id]) => /^[a-z][a-z-]{0,31}$/.test(name) && typeof id === 'string' && ID_PATTERN.test(id),
        ),
      words: { code: 'field.record', zh: '应为“名称: 编号”的对象', en: 'must be an object of ids by name' },
      schema: { type: 'object', additionalProperties: { type: 'string' } },
    },
    options,
  );

const FACT_NAME = /^[a-z][A-Za-z0-9]{0,63}$/;

/** Stated facts; the definitions of the measure decide about each of them. */
export const IsFacts = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    'isFacts',
    {
      accepts: (value) =>
        isPlainObject(value) &&
        Object.entries(value).every(
          ([name, fact]) => FACT_NAME.test(name) && (isPlainFact(fact) || isFactRows(fact)),
        ),
      words: {
        code: 'field.facts',
        zh: '应为事实对象，值为文字、数字、真假或由其组成的行',
        en: 'must be an object of facts whose values are texts, numbers, booleans or rows of them',
      },
      schema: { type: 'object', additionalProperties: true },
    },
    options,
  );

const isPlainFact = (value: unknown): boolean =>
  isText(value, 0, 2000) || ['number', 'boolean'].includes(typeof value);

const FACT_ROWS_MAX = 1000;

/** Invoices, months, investments: rows of plain facts. */
const isFactRows = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length <= FACT_ROWS_MAX &&
  value.every(
    (row) =>
      isPlainObject(row) &&
      Object.entries(row).every(([name, fact]) => FACT_NAME.test(name) && isPlainFact(fact)),
  );

/** Objects by short name, each accepted or not as a whole. */
export const IsRecordOf = (
  accepts: (value: Record<string, unknown>) => boolean,
  words: { readonly zh: string; readonly en: string },
  options: FieldOptions = {},
): PropertyDecorator =>
  field(
    'isRecordOf',
    {
      accepts: (value) =>
        isPlainObject(value) &&
        Object.entries(value).every(
          ([name, one]) => /^[a-z][a-z-]{0,31}$/.test(name) && isPlainObject(one) && accepts(one),
        ),
      words: { code: 'field.record', ...words },
      schema: { type: 'object', additionalProperties: { type: 'object' } },
    },
    options,
  );

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const identifierWords = (value: unknown, owner: object): Words => {
  const { kind } = owner as { kind?: unknown };
  const parsed =
    typeof value === 'string' && IDENTIFIER_KINDS.includes(kind as IdentifierKind)
      ? parseIdentifier(kind as IdentifierKind, value)
      : undefined;
  return isRefusal(parsed)
    ? { code: parsed.code, zh: parsed.zh, en: parsed.en }
    : { code: 'field.identifier', zh: '应为该类证件的号码', en: 'must be a number of that kind of document' };
};

/** The number of a document whose kind stands beside it in `kind`. */
export const IsIdentifier = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    'isIdentifier',
    {
      accepts: (value, owner) => {
        const { kind } = owner as { kind?: unknown };
        if (typeof value !== 'string' || value.length > 64) return false;
        // A kind that is none is reported once, at the kind.
        if (!IDENTIFIER_KINDS.includes(kind as IdentifierKind)) return true;
        return !isRefusal(parseIdentifier(kind as IdentifierKind, value));
      },
      words: identifierWords,
      schema: { type: 'string', maxLength: 64 },
    },
    options,
  );

type Part = new () => object;

export const IsPart =
  (type: () => Part, options: FieldOptions = {}): PropertyDecorator =>
  (target, key) => {
    if (options.optional) IsOptional()(target, key as string);
    IsObject()(target, key as string);
    ValidateNested()(target, key as string);
    Type(type)(target, key as string);
    ApiProperty({ type: () => type(), required: !options.optional })(target, key);
  };

export const IsParts =
  (type: () => Part, most: number, options: FieldOptions = {}): PropertyDecorator =>
  (target, key) => {
    if (options.optional) IsOptional()(target, key as string);
    IsArray()(target, key as string);
    ArrayMaxSize(most)(target, key as string);
    ValidateNested({ each: true })(target, key as string);
    Type(type)(target, key as string);
    ApiProperty({ type: () => type(), isArray: true, maxItems: most, required: !options.optional })(
      target,
      key,
    );
  };

/** A whole number in a query string. */
export const IsWholeInQuery =
  (least: number, most: number, options: FieldOptions = {}): PropertyDecorator =>
  (target, key) => {
    Transform(({ value }) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value))(
      target,
      key as string,
    );
    IsWhole(least, most, options)(target, key);
  };
