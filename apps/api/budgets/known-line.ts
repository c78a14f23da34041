import { type Refusal, refuse } from '#kernel/refusal.js';
import { budgetLinesOf } from '#policy/cost-sharing.js';
import type { PublishedBook } from '#policy/policy-register.js';

/**
 * Budget lines are the ones that measures of published policy books name, and their envelopes: on any other, money could never be
 * spent.
 */
export const refuseUnknownLine = (line: string, books: readonly PublishedBook[]): Refusal | undefined => {
  const lines = new Set(books.flatMap(({ book }) => book.measures.flatMap(budgetLinesOf)));
  if (lines.has(line)) return undefined;
  const known = [...new Set([...lines, ...linesOfEnvelopes(books)])].toSorted();
  if (known.includes(line)) return undefined;
  return refuse(
    'budget.unknown-line',
    `没有任何已发布的事项或资金使用预算科目“${line}”；现有科目：${known.join('、')}`,
    `No published measure or envelope names the budget line "${line}"; the lines are: ${known.join(', ')}`,
    { pointer: '/path/line', facts: { line, lines: known.join(',') } },
  );
};

const linesOfEnvelopes = (books: readonly PublishedBook[]): readonly string[] =>
  books.flatMap(({ book }) => book.envelopes.map(({ budgetLine }) => budgetLine));
