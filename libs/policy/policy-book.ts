import { contentHash } from '#kernel/content-hash.js';
import type { JsonObject } from '#kernel/fen-json.js';
import { parseYuan } from '#kernel/money.js';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.js';
import { expandBook } from './expand-book.js';
import { faultsOfShape, type FaultOfShape } from './words-of-fault.js';
import { inconsistencies } from './policy-book-checks.js';
import {
  type Measure,
  type MeasureContent,
  type PolicyBook,
  type PolicyBookContent,
  policyBookSchema,
  type YouthUplift,
} from './measure.js';

/**
 * Reads a policy book file: its shape, then what has to fit together across measures. Amounts in the file are `…Yuan`
 * strings and become `…Fen` bigints.
 *
 * @returns the book, or a refusal with the JSON pointer of the first fault (`policy.malformed`, `policy.inconsistent`).
 */
export const parsePolicyBook = (json: unknown): PolicyBook | Refusal => {
  const parsed = checkPolicyBook(json);
  return 'faults' in parsed ? parsed.faults[0] : parsed.book;
};

/** The book, or everything that is wrong with it: all faults of its shape, and once that is right all contradictions. */
export const checkPolicyBook = (
  json: unknown,
): { readonly book: PolicyBook } | { readonly faults: readonly [Refusal, ...Refusal[]] } => {
  const long = amountsInFen(expandBook(json));
  const parsed = policyBookSchema.safeParse(long);
  if (!parsed.success)
    return { faults: faultsOfShape(policyBookSchema, long).map(malformed) as [Refusal, ...Refusal[]] };
  const content: PolicyBookContent = parsed.data;
  const [first, ...others] = inconsistencies(content);
  return first ? { faults: [first, ...others] } : { book: resolved(content, json as JsonObject) };
};

export const policyVersionOf = (book: { readonly book: string; readonly version: number }): string =>
  `${book.book}@${book.version}`;

const resolved = (content: PolicyBookContent, json: JsonObject): PolicyBook => {
  const policyVersion = policyVersionOf(content);
  const resolve = (measure: MeasureContent): Measure => ({
    ...measure,
    policyVersion,
    youthUplift: youthUpliftOf(measure, content),
    costSharing: content.costSharing,
    opened: openedBy(measure, content).map(resolve),
  });
  return {
    ...content,
    policyVersion,
    contentHash: contentHash(json),
    measures: content.measures.map(resolve),
    content: json,
  };
};

const youthUpliftOf = ({ youthUplift }: MeasureContent, book: PolicyBookContent): YouthUplift | null => {
  const uplift = book.uplifts.find(({ id }) => id === youthUplift?.uplift);
  if (!youthUplift || !uplift) return null;
  const { id, title, clause, rate, maxAge } = uplift;
  return {
    id,
    title,
    clause,
    rate,
    maxAge,
    selectedOnFact: youthUplift.selectedOnFact,
    planFact: youthUplift.planFact,
  };
};

const openedBy = ({ entitlement }: MeasureContent, book: PolicyBookContent): readonly MeasureContent[] =>
  entitlement.kind === 'route'
    ? book.measures.filter(({ id }) => entitlement.opens.some((opened) => opened.measure === id))
    : [];

/** Text that is not an amount stays as it is, so that the schema names its place. */
const amountsInFen = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(amountsInFen);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => amountInFen(key, item)));
};

const amountInFen = (key: string, item: unknown): [string, unknown] => {
  if (!key.endsWith('Yuan')) return [key, amountsInFen(item)];
  const fen = typeof item === 'string' ? parseYuan(item) : item;
  return [key.replace(/Yuan$/, 'Fen'), isRefusal(fen) ? item : fen];
};

const malformed = ({ path, zh, en }: FaultOfShape): Refusal => {
  const pointer = pointerOf(path);
  return refuse(
    'policy.malformed',
    `政策文件格式有误：${pointer}：${zh}`,
    `The policy file is malformed: ${pointer}: ${en}`,
    { pointer },
  );
};

/** The file speaks yuan, so does the pointer into it. */
const pointerOf = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => String(part).replace(/Fen$/, 'Yuan').replaceAll('~', '~0').replaceAll('/', '~1'))
    .map((part) => `/${part}`)
    .join('');
