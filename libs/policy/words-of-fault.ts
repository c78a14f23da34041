import { z } from 'zod';
import type { Words } from './fact-definition.js';

/** A message of a schema in both languages; a schema has room for one text. */
export const inBoth = (zh: string, en: string): string => `${zh}\n${en}`;

const languages = [z.locales.zhCN().localeError, z.locales.en().localeError] as const;

/** One fault of the shape of a file, with its path. */
export interface FaultOfShape extends Words {
  readonly path: readonly PropertyKey[];
}

/** Everything that a schema finds wrong, each in both languages; none when it finds nothing. */
export const faultsOfShape = (schema: z.ZodType, value: unknown): readonly FaultOfShape[] => {
  const [chinese = [], english = []] = languages.map(
    (error) => schema.safeParse(value, { error, reportInput: true }).error?.issues,
  );
  return chinese.map((issue, index) => ({ path: issue.path, ...wordsOf(issue, english[index] ?? issue) }));
};

type Issue = z.core.$ZodIssue;

const wordsOf = (chinese: Issue, english: Issue): Words => {
  if (isMissing(chinese)) return { zh: '缺少此项', en: 'this is missing' };
  if (chinese.code === 'unrecognized_keys') {
    const keys = chinese.keys.join(', ');
    return { zh: `没有这样的字段：${keys}`, en: `there is no such field: ${keys}` };
  }
  if (chinese.code === 'invalid_type' && chinese.expected === 'bigint')
    return { zh: '应为金额（元），如 "1234.50"', en: 'expected an amount in yuan, for instance "1234.50"' };
  const [zh = '', en = english.message] = chinese.message.split('\n');
  return { zh, en };
};

const isMissing = (issue: Issue): boolean => 'input' in issue && issue.input === undefined;
