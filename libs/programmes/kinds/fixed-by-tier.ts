import { type Fen, parseRate, splitFen, yuanOf } from '#kernel/money.js';
import type { EntitlementOf, Measure } from '#policy/measure.js';
import type { Application } from '../award/application.js';
import { type DerivationStep, step } from '../award/derivation.js';
import type { Part, Parts } from './plan-tranches.js';
import { choiceWords, tierOf } from './tiers.js';
import { liftForYouth } from './youth-uplift.js';

/** An amount by tier, lifted for youth where the measure says so, split by the shares of the tranches. */
export const fixedByTier = (
  { tierFact, tiers }: EntitlementOf<'fixed-by-tier'>,
  application: Application,
  measure: Measure,
): Parts => {
  const { tier, amountFen } = tierOf(tiers, tierFact, application.facts);
  const first = step(
    choiceWords(measure, tierFact, tier),
    `${tier} = ${yuanOf(amountFen)}`,
    measure.clause,
    amountFen,
  );
  const lifted = liftForYouth(amountFen, application, measure);
  const steps = [first, ...lifted.steps];
  return { steps, parts: splitByShares(lifted.amountFen, steps, measure), windowYear: null };
};

/** The last tranche takes the remainder, so that the parts sum to the total (decision 1). */
export const splitByShares = (
  totalFen: Fen,
  steps: readonly DerivationStep[],
  measure: Measure,
): readonly Part[] => {
  const shares = measure.tranches.map(({ pays }) => (pays.what === 'share' ? pays.share : '0%'));
  const amounts = splitFen(totalFen, weights(shares));
  if (shares.length === 1) return [{ amountFen: totalFen, steps }];
  return measure.tranches.map(({ title, clause }, index) => {
    const amountFen = amounts[index] ?? 0n;
    const isLast = index === shares.length - 1;
    const formula = isLast
      ? remainder(totalFen, amounts.slice(0, -1))
      : `${yuanOf(totalFen)} × ${shares[index]}`;
    return { amountFen, steps: [...steps, step(title, formula, clause, amountFen)] };
  });
};

const remainder = (totalFen: Fen, earlier: readonly Fen[]): string =>
  [totalFen, ...earlier].map(yuanOf).join(' − ');

const weights = (shares: readonly string[]): readonly bigint[] => {
  const rates = shares.map(parseRate);
  const scale = rates.reduce((product, { denominator }) => product * denominator, 1n);
  return rates.map(({ numerator, denominator }) => (numerator * scale) / denominator);
};
