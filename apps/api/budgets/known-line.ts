import { type Refusal, refuse } from '#kernel/refusal.js';
import type { PublishedBook } from '#policy/policy-register.js';

/** Budget lines are the ones that measures of published policy books name: on any other, money could never be spent. */
export const refuseUnknownLine = (line: string, books: readonly PublishedBook[]): Refusal | undefined => {
  const lines = new Set(books.flatMap(({ book }) => book.measures.map(({ budgetLine }) => budgetLine)));
  if (lines.has(line)) return undefined;
  const known = [...lines].toSorted();
  return refuse(
    'budget.unknown-line',
    `没有任何已发布的事项使用预算科目“${line}”；现有科目：${known.join('、')}`,
    `No published measure names the budget line "${line}"; the lines are: ${known.join(', ')}`,
    { pointer: '/path/line', facts: { line, lines: known.join(',') } },
  );
};
