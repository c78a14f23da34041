import type { Fen } from '#kernel/money.js';
import { type Book, totalFen } from './book.js';

/** One amount of one line that is not the same on both sides. */
export interface Difference {
  readonly path: readonly string[];
  readonly figure: string;
  readonly leftFen: Fen;
  readonly rightFen: Fen;
}

export interface Comparison {
  readonly name: string;
  readonly rule: { readonly zh: string; readonly en: string };
  readonly lineCount: number;
  /** Both sides in all, by figure. */
  readonly totals: readonly (Omit<Difference, 'path'> & { readonly holds: boolean })[];
  readonly holds: boolean;
  readonly differenceCount: number;
  /** The first of them by path. */
  readonly differences: readonly Difference[];
}

const DIFFERENCES_SHOWN = 100;

/** Compares two books line by line; two totals that agree while their lines do not are a difference too. */
export const compareBooks = (
  name: string,
  rule: Comparison['rule'],
  figures: readonly string[],
  left: Book,
  right: Book,
): Comparison => {
  const differences: Difference[] = [];
  const keys = [...new Set([...left.keys(), ...right.keys()])].toSorted();
  for (const key of keys) {
    const path = (left.get(key) ?? right.get(key))?.path ?? [];
    for (const figure of figures) {
      const [leftFen, rightFen] = [left, right].map((book) => book.get(key)?.figures[figure] ?? 0n) as [
        Fen,
        Fen,
      ];
      if (leftFen !== rightFen) differences.push({ path, figure, leftFen, rightFen });
    }
  }
  return {
    name,
    rule,
    lineCount: keys.length,
    totals: figures.map((figure) => {
      const [leftFen, rightFen] = [totalFen(left, figure), totalFen(right, figure)];
      return { figure, leftFen, rightFen, holds: leftFen === rightFen };
    }),
    holds: differences.length === 0,
    differenceCount: differences.length,
    differences: differences.slice(0, DIFFERENCES_SHOWN),
  };
};
