import { parseBusinessDate } from '#kernel/business-date.js';
import { DECIMAL } from '#kernel/foreign-currency.js';
import { parseYuan, yuanOf } from '#kernel/money.js';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.js';
import type { FactDefinition } from './fact-definition.js';

/** A stated value in code: amounts are fen under a name in `Fen`. */
type PlainValue = string | number | boolean | bigint;
type Item = Readonly<Record<string, PlainValue>>;
export type CheckedFacts = Readonly<Record<string, PlainValue | readonly Item[]>>;

/** `paidSalaryYuan` on the wire is `paidSalaryFen` in code; other names are the same. */
export const nameInCode = (wireName: string): string => wireName.replace(/Yuan$/, 'Fen');

/**
 * Checks stated facts against their definitions: nothing missing, nothing unknown, everything of its type and range.
 *
 * @param input facts as they come over the wire: amounts as yuan strings under names in `Yuan`.
 * @param pointer JSON pointer of `input` within the command.
 * @returns facts as code uses them, or all faults (`facts.missing`, `facts.unknown`, `facts.wrong-type`, `facts.out-of-range`).
 */
export const checkFacts = (
  definitions: readonly FactDefinition[],
  input: unknown,
  pointer = '/facts',
): CheckedFacts | readonly Refusal[] => {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return [refuse('facts.wrong-type', '事实应为对象', 'The facts must be an object', { pointer })];
  }
  const stated = new Map(Object.entries(input).filter(([, value]) => value !== undefined && value !== null));
  const refusals: Refusal[] = [...stated.keys()]
    .filter((name) => !definitions.some((definition) => definition.name === name))
    .map((name) => unknownFact(name, `${pointer}/${escaped(name)}`));
  const facts: Record<string, PlainValue | readonly Item[]> = {};
  for (const definition of definitions) {
    const value = stated.get(definition.name);
    const checked = checkFact(definition, value, `${pointer}/${definition.name}`);
    if (isRefusal(checked)) refusals.push(checked);
    else if (isFaults(checked)) refusals.push(...checked);
    else if (checked !== undefined) facts[nameInCode(definition.name)] = checked;
  }
  return refusals.length > 0 ? refusals : facts;
};

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const unknownFact = (name: string, pointer: string): Refusal =>
  refuse('facts.unknown', `没有名为“${name}”的事实`, `There is no fact named ${name}`, { pointer });

type Checked = PlainValue | readonly Item[] | undefined | Refusal | readonly Refusal[];

const isFaults = (checked: Checked): checked is readonly Refusal[] =>
  Array.isArray(checked) && checked.some((item) => isRefusal(item));

const checkFact = (definition: FactDefinition, value: unknown, pointer: string): Checked => {
  if (value === undefined) return definition.required ? missing(definition, pointer) : undefined;
  switch (definition.type) {
    case 'yuan':
      return checkYuan(definition, value, pointer);
    case 'decimal':
      return typeof value === 'string' && DECIMAL.test(value)
        ? value
        : wrongType(definition, pointer, '"1234.5678"');
    case 'date':
      return (
        (typeof value === 'string' ? parseBusinessDate(value) : undefined) ??
        wrongType(definition, pointer, 'YYYY-MM-DD')
      );
    case 'month':
      return typeof value === 'string' && parseBusinessDate(`${value}-01`)
        ? value
        : wrongType(definition, pointer, 'YYYY-MM');
    case 'year':
    case 'integer':
      return checkNumber(definition, value, pointer);
    case 'choice':
      return definition.choices.some((choice) => choice.value === value)
        ? (value as string)
        : wrongType(definition, pointer, definition.choices.map((choice) => choice.value).join(' | '));
    case 'boolean':
      return typeof value === 'boolean' ? value : wrongType(definition, pointer, 'true | false');
    case 'text':
      return typeof value === 'string' && value.trim() !== '' && value.length <= definition.maxLength
        ? value
        : wrongType(
            definition,
            pointer,
            `1–${definition.maxLength}个字`,
            `1–${definition.maxLength} characters`,
          );
    case 'items':
      return checkItems(definition, value, pointer);
  }
};

type Items = Extract<FactDefinition, { readonly type: 'items' }>;

/** Every row against the columns; all faults of all rows. An amount column of a row is in fen like any other amount. */
const checkItems = (
  definition: Items,
  value: unknown,
  pointer: string,
): readonly Item[] | readonly Refusal[] | Refusal => {
  const { columns, maxItems } = definition;
  if (!Array.isArray(value) || value.length === 0) return wrongType(definition, pointer, '[{…}, …]');
  if (value.length > maxItems) return outOfRange(definition, pointer, 1, maxItems);
  const rows = value.map((row: unknown, index) => checkFacts(columns, row, `${pointer}/${index}`));
  const faults = rows.flatMap((row) => (Array.isArray(row) ? (row as readonly Refusal[]) : []));
  return faults.length > 0 ? faults : (rows as readonly Item[]);
};

type Amount = Extract<FactDefinition, { readonly type: 'yuan' }>;
type Whole = Extract<FactDefinition, { readonly type: 'year' | 'integer' }>;

const checkYuan = (definition: Amount, value: unknown, pointer: string): bigint | Refusal => {
  const fen =
    typeof value === 'string' ? parseYuan(value, pointer) : wrongType(definition, pointer, '"1234.50"');
  if (isRefusal(fen)) return fen;
  const { minFen, maxFen } = definition;
  const within = (minFen === undefined || fen >= minFen) && (maxFen === undefined || fen <= maxFen);
  return within ? fen : outOfRange(definition, pointer, yuanOr(minFen), yuanOr(maxFen));
};

const yuanOr = (fen: bigint | undefined): string | undefined => (fen === undefined ? undefined : yuanOf(fen));

const checkNumber = (definition: Whole, value: unknown, pointer: string): number | Refusal => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    return wrongType(definition, pointer, '整数', 'a whole number');
  const { min, max } = definition;
  const within = (min === undefined || value >= min) && (max === undefined || value <= max);
  return within ? value : outOfRange(definition, pointer, min, max);
};

const missing = ({ zh, en }: FactDefinition, pointer: string): Refusal =>
  refuse('facts.missing', `缺少：${zh}`, `Missing: ${en}`, { pointer });

const wrongType = (
  { zh, en }: FactDefinition,
  pointer: string,
  expectedZh: string,
  expectedEn: string = expectedZh,
): Refusal =>
  refuse('facts.wrong-type', `${zh}：格式应为 ${expectedZh}`, `${en}: expected ${expectedEn}`, { pointer });

type Bound = string | number | undefined;

const outOfRange = ({ zh, en }: FactDefinition, pointer: string, least: Bound, most: Bound): Refusal => {
  const [low, high] = [least === undefined ? '' : String(least), most === undefined ? '' : String(most)];
  const rangeZh = low && high ? `${low} 至 ${high}` : low ? `不小于 ${low}` : `不大于 ${high}`;
  const rangeEn = low && high ? `from ${low} to ${high}` : low ? `at least ${low}` : `at most ${high}`;
  return refuse(
    'facts.out-of-range',
    `${zh}：应${low && high ? '为 ' : ''}${rangeZh}`,
    `${en}: must be ${rangeEn}`,
    {
      pointer,
    },
  );
};
