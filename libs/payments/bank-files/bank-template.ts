import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Refusal, refuse } from '#kernel/refusal.js';

/** What a column of a bank's batch template may hold. */
const FIELDS = [
  'lineNo',
  'endToEndId',
  'creditorAccount',
  'creditorName',
  'creditorBankName',
  'creditorBankCode',
  'amountYuan',
  'purpose',
  'remark',
  'executeOn',
  'debtorAccount',
  'debtorName',
  'contentHash',
] as const;

/** Without these columns a file could not be checked against the approved batch. */
const REQUIRED: readonly BankCsvField[] = [
  'endToEndId',
  'creditorAccount',
  'creditorName',
  'creditorBankName',
  'creditorBankCode',
  'amountYuan',
  'purpose',
];

/** What a row before the table or after it may say of the whole file. */
const SUMMARIES = [
  'messageId',
  'count',
  'total',
  'executeOn',
  'debtorAccount',
  'debtorName',
  'contentHash',
] as const;

const summary = z.array(z.enum(SUMMARIES)).min(1).optional();

const isDistinct = (values: readonly string[]): boolean => new Set(values).size === values.length;

/** One bank's batch template, as data. */
export const bankCsvTemplate = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
  title: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  encoding: z.enum(['gb18030', 'utf-8']).default('gb18030'),
  delimiter: z.enum([',', '|', '\t']).default(','),
  /** An amount is written as `1234.50` yuan or as `123450` fen. */
  amountUnit: z.enum(['yuan', 'fen']).default('yuan'),
  /**
   * Written after accounts, ids and bank codes to stop spreadsheets from turning them into numbers. Only for banks whose
   * importer is known to strip it; the rest take digits as they are, because nothing legal in CSV prevents it.
   */
  digitsMark: z.literal('\t').optional(),
  /** Banks take a limited number of transfers in one file; a larger batch becomes several files. */
  maxTransfers: z.int().min(1).max(100_000).optional(),
  head: summary,
  foot: summary,
  /** Header → field, in the order of the columns. */
  columns: z
    .record(z.string().regex(/^(?!\d+$).+$/, 'a header that is a number loses its place'), z.enum(FIELDS))
    .refine((columns) => isDistinct(Object.values(columns)), 'two columns for one field')
    .refine(
      (columns) => REQUIRED.every((field) => Object.values(columns).includes(field)),
      `a column is missing; needed: ${REQUIRED.join(', ')}`,
    ),
});

export type BankCsvTemplate = Readonly<z.infer<typeof bankCsvTemplate>>;
export type BankCsvField = (typeof FIELDS)[number];
export type SummaryField = (typeof SUMMARIES)[number];

const shipped = (name: string): BankCsvTemplate =>
  bankCsvTemplate.parse(
    JSON.parse(readFileSync(new URL(`./templates/${name}.json`, import.meta.url), 'utf8')) as unknown,
  );

export const COMMON_TEMPLATE = shipped('common');

/** All templates that come with the service, by name. */
export const SHIPPED_TEMPLATES: Readonly<Record<string, BankCsvTemplate>> = Object.fromEntries(
  [COMMON_TEMPLATE, shipped('county-bank')].map((template) => [template.name, template]),
);

/** Templates an operator keeps in a file, beside those that are shipped. */
export const readTemplates = (text: string): Readonly<Record<string, BankCsvTemplate>> | Refusal => {
  const parsed = z.array(bankCsvTemplate).safeParse(jsonOf(text));
  if (!parsed.success) return brokenTemplate(z.prettifyError(parsed.error));
  const names = parsed.data.map(({ name }) => name);
  const taken = names.find((name, place) => name in SHIPPED_TEMPLATES || names.indexOf(name) !== place);
  if (taken !== undefined) return brokenTemplate(`name taken: ${taken}`);
  return Object.fromEntries(parsed.data.map((template) => [template.name, template]));
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const brokenTemplate = (why: string): Refusal =>
  refuse('bank-file.template', `银行模板有误：${why}`, `a bank template is wrong: ${why}`, {
    facts: { why },
  });
