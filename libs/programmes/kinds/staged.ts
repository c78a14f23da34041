import { assert } from '#kernel/assert.js';
import { sumFen, yuanOf } from '#kernel/money.js';
import type { Measure } from '#policy/measure.js';
import { type DerivationStep, step } from '../award/derivation.js';
import type { Part, Parts } from './plan-tranches.js';

/** Fixed amounts, each after its own stage; payees may differ. */
export const staged = (measure: Measure): Parts => {
  const parts = measure.tranches.map(({ pays, title, clause }): Part => {
    assert(pays.what === 'amount', 'A staged measure pays fixed amounts');
    return {
      amountFen: pays.amountFen,
      steps: [step(title, yuanOf(pays.amountFen), clause, pays.amountFen)],
    };
  });
  return { steps: sumSteps(parts, measure), parts };
};

/** One step per part and the sum, so that a total can be read without the tranches. */
export const sumSteps = (parts: readonly Part[], measure: Measure): readonly DerivationStep[] => {
  const amounts = parts.map(({ amountFen }) => amountFen);
  const words = { zh: '合计', en: 'Total' };
  const total = step(words, amounts.map(yuanOf).join(' + '), measure.clause, sumFen(amounts));
  return [...parts.flatMap(({ steps }) => steps), total];
};
