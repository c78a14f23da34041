import { assert } from '#kernel/assert.js';
import { type Fen, yuanOf } from '#kernel/money.js';

/** A sentence in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** One step of a calculation: what was done, on which clause, and the amount after it. */
export interface DerivationStep extends Words {
  /** For instance `1500000.00 × 30%`. */
  readonly formula: string;
  readonly clause: string;
  readonly amountFen: Fen;
}

/** Why an amount is what it is. The event that fixes an amount carries it, so the answer never needs today's code. */
export interface Derivation {
  readonly measure: string;
  readonly policyVersion: string;
  readonly steps: readonly DerivationStep[];
  readonly resultFen: Fen;
}

/** Builds a derivation; the last step is the result. */
export const derivation = (
  measure: string,
  policyVersion: string,
  steps: readonly DerivationStep[],
): Derivation => {
  const last = steps.at(-1);
  assert(last, 'A derivation has at least one step');
  return { measure, policyVersion, steps, resultFen: last.amountFen };
};

export const step = (words: Words, formula: string, clause: string, amountFen: Fen): DerivationStep => ({
  ...words,
  formula,
  clause,
  amountFen,
});

/** A step that limits an amount to a cap; absent when the amount is within it. */
export const capStep = (
  amountFen: Fen,
  capFen: Fen,
  words: Words,
  clause: string,
): readonly DerivationStep[] =>
  amountFen <= capFen ? [] : [step(words, `min(${yuanOf(amountFen)}, ${yuanOf(capFen)})`, clause, capFen)];
