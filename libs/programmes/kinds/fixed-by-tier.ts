import { assert } from '#kernel/assert.js';
import { type Fen, parseRate, splitFen, timesRate, yuanOf } from '#kernel/money.js';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.js';
import type { EntitlementOf } from '#policy/entitlement.js';
import type { Measure } from '#policy/measure.js';
import type { Application } from '../award/application.js';
import { capStep, type DerivationStep, step } from '../award/derivation.js';
import type { Part, Parts } from './plan-tranches.js';
import { isYearly, scheduled } from './schedule.js';
import { fenOfFact, numberOf } from './stated-facts.js';
import { choiceWords, tierOf } from './tiers.js';
import { liftForYouth } from './youth-uplift.js';

type Fixed = EntitlementOf<'fixed-by-tier'>;

/**
 * An amount by tier, by the number of heads and lifted for youth where the measure says so; split by the shares of the tranches, or
 * paid in full every year.
 */
export const fixedByTier = (fixed: Fixed, application: Application, measure: Measure): Parts | Refusal => {
  const first = tierStep(fixed, fixed.tierFact, application, measure);
  const both = fixed.joint === null ? [first] : jointSteps(fixed, fixed.joint, first, application, measure);
  const amountFen = both.at(-1)?.amountFen ?? 0n;
  const heads = timesHeads(fixed, amountFen, application, measure);
  if (isRefusal(heads)) return heads;
  const lifted = liftForYouth(heads.at(-1)?.amountFen ?? amountFen, application, measure);
  const most = atMost(fixed, lifted.amountFen, application, measure);
  const steps = [...both, ...heads, ...lifted.steps, ...most];
  const totalFen = most.at(-1)?.amountFen ?? lifted.amountFen;
  return isYearly(measure)
    ? everyYear(totalFen, steps, application, measure)
    : { steps, parts: splitByShares(totalFen, steps, measure) };
};

const tierStep = (
  { tiers }: Fixed,
  tierFact: string | null,
  { facts }: Application,
  measure: Measure,
): DerivationStep => {
  const { tier, amountFen } = tierOf(tiers, tierFact, facts);
  const formula = tierFact === null ? yuanOf(amountFen) : `${tier} = ${yuanOf(amountFen)}`;
  return step(choiceWords(measure, tierFact, tier), formula, measure.clause, amountFen);
};

/** The higher of the amounts of two, and a share of the lower. */
const jointSteps = (
  fixed: Fixed,
  { tierFact, lowerShare }: NonNullable<Fixed['joint']>,
  first: DerivationStep,
  application: Application,
  measure: Measure,
): readonly DerivationStep[] => {
  const second = tierStep(fixed, tierFact, application, measure);
  const [higher, lower] = first.amountFen >= second.amountFen ? [first, second] : [second, first];
  const totalFen = higher.amountFen + timesRate(lower.amountFen, parseRate(lowerShare));
  const words = { zh: '高者全额加低者的一部分', en: 'The higher in full and a share of the lower' };
  const formula = `${yuanOf(higher.amountFen)} + ${yuanOf(lower.amountFen)} × ${lowerShare}`;
  return [first, second, step(words, formula, measure.clause, totalFen)];
};

const atMost = (
  { mostFact }: Fixed,
  amountFen: Fen,
  { facts }: Application,
  measure: Measure,
): readonly DerivationStep[] => {
  const fact = measure.facts.find(({ name }) => name === mostFact);
  if (mostFact === null || !fact) return [];
  const words = { zh: `不超过${fact.zh}`, en: `At most: ${fact.en}` };
  return capStep(amountFen, fenOfFact(facts, mostFact), words, measure.clause);
};

const timesHeads = (
  { perHead }: Fixed,
  amountFen: Fen,
  { facts }: Application,
  measure: Measure,
): readonly DerivationStep[] | Refusal => {
  if (perHead === null) return [];
  const { fact, beyond } = perHead;
  const stated = numberOf(facts, fact);
  const heads = stated - beyond;
  if (heads <= 0) return noHeads(fact, beyond, measure);
  const words = { zh: '按人数计算', en: 'By the number of heads' };
  const count = beyond === 0 ? String(heads) : `(${stated} − ${beyond})`;
  return [step(words, `${yuanOf(amountFen)} × ${count}`, measure.clause, amountFen * BigInt(heads))];
};

const noHeads = (fact: string, beyond: number, { clause }: Measure): Refusal =>
  refuse(
    'award.no-heads',
    `人数须多于 ${beyond}，否则没有资助`,
    `There is nothing to pay unless the number is more than ${beyond}`,
    { clause, pointer: `/facts/${fact}` },
  );

const everyYear = (
  amountFen: Fen,
  steps: readonly DerivationStep[],
  application: Application,
  measure: Measure,
): Parts => {
  const parts = scheduled(measure, application).map(({ windowYear, template: { title, clause } }): Part => {
    const words = { zh: `${windowYear}年：${title.zh}`, en: `${windowYear}: ${title.en}` };
    return { amountFen, steps: [...steps, step(words, yuanOf(amountFen), clause, amountFen)] };
  });
  const count = parts.length;
  const words = { zh: `${count}个年度合计`, en: `Total of ${count} years` };
  const total = step(words, `${yuanOf(amountFen)} × ${count}`, measure.clause, amountFen * BigInt(count));
  return { steps: [...steps, total], parts };
};

/** The last tranche takes the remainder, so that the parts sum to the total (decision 1). */
export const splitByShares = (
  totalFen: Fen,
  steps: readonly DerivationStep[],
  measure: Measure,
): readonly Part[] => {
  const shares = measure.tranches.map(({ pays }) => {
    assert(pays.what === 'share', 'A fixed amount is paid by shares');
    return pays.share;
  });
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

export const weights = (shares: readonly string[]): readonly bigint[] => {
  const rates = shares.map(parseRate);
  const scale = rates.reduce((product, { denominator }) => product * denominator, 1n);
  return rates.map(({ numerator, denominator }) => (numerator * scale) / denominator);
};
