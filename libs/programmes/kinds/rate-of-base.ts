import { assert } from '#kernel/assert.js';
import { yearOf } from '#kernel/business-date.js';
import { type Fen, maxFen, parseRate, timesRate, yuanOf } from '#kernel/money.js';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.js';
import type { EntitlementOf } from '#policy/entitlement.js';
import { nameInCode } from '#policy/facts.js';
import type { Measure } from '#policy/measure.js';
import type { Application, Claim } from '../award/application.js';
import {
  capStep,
  type Derivation,
  type DerivationStep,
  derivation,
  step,
  type Words,
} from '../award/derivation.js';
import type { AwardPlan, PlannedTranche } from '../award/programme-rules.js';
import { stepsOfItems } from './item-amounts.js';
import { itemsInBase } from './itemised-base.js';
import { plannedTranche } from './plan-tranches.js';
import { scheduled, windowOfYear } from './schedule.js';
import { fenOfFact, numberOf } from './stated-facts.js';
import { tierOf } from './tiers.js';
import { liftForYouth } from './youth-uplift.js';

type RateOfBase = EntitlementOf<'rate-of-base'>;

/** Tranches whose amount is known when their base is claimed; the cap of the tier is the most they can come to. */
export const planRates = (entitlement: RateOfBase, application: Application, measure: Measure): AwardPlan => {
  const { capFen } = tierOf(entitlement.tiers, entitlement.tierFact, application.facts);
  const ceilingFen = capFen === null ? null : liftForYouth(capFen, application, measure).amountFen;
  const tranches = scheduled(measure, application).map((one, index) =>
    plannedTranche(one, application, measure, { trancheNo: index + 1, plannedFen: null, ceilingFen }),
  );
  return { totalFen: null, tranches, derivation: null };
};

/** The lower of rate × base and the cap of the tier, then the uplift (decisions 3 and 6). */
export const subsidyOf = (
  entitlement: RateOfBase,
  application: Application,
  tranche: PlannedTranche,
  claim: Claim,
  measure: Measure,
): Derivation | Refusal => {
  const base = baseSteps(entitlement, application, tranche, claim, measure);
  if (isRefusal(base)) return base;
  const { rate, capFen } = tierOf(entitlement.tiers, entitlement.tierFact, application.facts);
  const share = shareStep(base, rate, entitlement, measure);
  const shareFen = share.amountFen;
  const capWords = { zh: '最高限额', en: 'Upper limit' };
  const capped = capFen === null ? [] : capStep(shareFen, capFen, capWords, measure.clause);
  const lifted = liftForYouth(capped.at(-1)?.amountFen ?? shareFen, application, measure);
  const all = [...base.steps, share, ...capped, ...lifted.steps];
  const result = derivation(measure.id, measure.policyVersion, all);
  return tooLittle(entitlement, result.resultFen, measure) ?? result;
};

/** Rate × base, to the fen or down to a multiple: the exact share is rounded, and once. */
const shareStep = (
  { baseFen, words }: Base,
  rate: string,
  { roundDownFen }: RateOfBase,
  { clause }: Measure,
): DerivationStep => {
  const { numerator, denominator } = parseRate(rate);
  const formula = `${yuanOf(baseFen)} × ${rate}`;
  const named = { zh: `${words.zh} × 补助比例`, en: `${words.en} × rate` };
  if (roundDownFen === null)
    return step(named, formula, clause, timesRate(baseFen, { numerator, denominator }));
  const unit = yuanOf(roundDownFen);
  const rounded = {
    zh: `${named.zh}，向下取整到 ${unit} 元的整数倍`,
    en: `${named.en}, rounded down to a multiple of ${unit} yuan`,
  };
  const multiples = (baseFen * numerator) / (denominator * roundDownFen);
  return step(rounded, `⌊${formula} ÷ ${unit}⌋ × ${unit}`, clause, multiples * roundDownFen);
};

interface Base {
  readonly baseFen: Fen;
  readonly steps: readonly DerivationStep[];
  readonly words: Words;
}

/** What the rate is taken of, after the floor it must reach and less the threshold. */
const baseSteps = (
  entitlement: RateOfBase,
  application: Application,
  tranche: PlannedTranche,
  claim: Claim,
  measure: Measure,
): Base | Refusal => {
  const stated = statedBase(entitlement, application, tranche, claim, measure);
  if (isRefusal(stated)) return stated;
  const { baseFen, words } = stated;
  const low = belowFloor(entitlement, baseFen, application, measure);
  if (low) return low;
  const { thresholdFen } = entitlement;
  if (thresholdFen === null) return stated;
  const excessFen = maxFen(0n, baseFen - thresholdFen);
  const part = {
    zh: `${words.zh}超出 ${yuanOf(thresholdFen)} 元的部分`,
    en: `${words.en} above ${yuanOf(thresholdFen)} yuan`,
  };
  const excess = step(part, `${yuanOf(baseFen)} − ${yuanOf(thresholdFen)}`, measure.clause, excessFen);
  return { baseFen: excessFen, steps: [...stated.steps, excess], words: part };
};

const statedBase = (
  entitlement: RateOfBase,
  application: Application,
  tranche: PlannedTranche,
  claim: Claim,
  measure: Measure,
): Base | Refusal => {
  const refusal =
    otherYear(entitlement, tranche, claim) ?? yearNotOver(entitlement, application, tranche, claim, measure);
  if (refusal) return refusal;
  const { base } = entitlement;
  const words = wordsOf(base.fact, tranche, measure);
  if (base.from === 'fact') return { baseFen: fenOfFact(claim.facts, base.fact), steps: [], words };
  const items = itemsInBase(base, application, tranche, claim, measure);
  if (isRefusal(items)) return items;
  const steps = stepsOfItems(items, base, application, claim, measure, words, tranche.clause);
  return isRefusal(steps) ? steps : { baseFen: steps.at(-1)?.amountFen ?? 0n, steps, words };
};

const wordsOf = (fact: string, { windowYear }: PlannedTranche, { tranches }: Measure): Words => {
  const found = tranches[0]?.claimFacts.find(({ name }) => name === fact);
  assert(found, 'The base is a claim fact');
  if (windowYear === null) return found;
  return { zh: `${windowYear}年度：${found.zh}`, en: `${windowYear}: ${found.en}` };
};

const otherYear = ({ yearFact }: RateOfBase, tranche: PlannedTranche, claim: Claim): Refusal | undefined => {
  if (yearFact === null) return undefined;
  const year = numberOf(claim.facts, yearFact);
  const pointer = `/claim/facts/${yearFact}`;
  const { clause, windowYear } = tranche;
  if (year > yearOf(claim.claimedOn)) {
    return refuse('claim.year-in-future', `${year}年尚未开始`, `The year ${year} has not begun`, {
      clause,
      pointer,
      facts: { year },
    });
  }
  if (year === windowYear) return undefined;
  return refuse(
    'claim.other-year',
    `本期为${windowYear}年度，不是${year}年度`,
    `This tranche is for ${windowYear}, not for ${year}`,
    { clause, pointer, facts: { year, windowYear } },
  );
};

/** One figure for a whole year cannot be known before the year has ended; dated items count up to the day of the claim. */
const yearNotOver = (
  { base, yearFact }: RateOfBase,
  { facts }: Application,
  { windowYear, clause }: PlannedTranche,
  { claimedOn }: Claim,
  measure: Measure,
): Refusal | undefined => {
  if (base.from !== 'fact' || yearFact === null || windowYear === null) return undefined;
  const { to } = windowOfYear(measure, facts, windowYear);
  if (claimedOn > to) return undefined;
  return refuse(
    'claim.year-not-over',
    `该年度至 ${to} 方结束，其后方可申领`,
    `The year ends on ${to}; it can be claimed from the next day on`,
    { clause, pointer: `/claim/facts/${yearFact}`, facts: { endsOn: to } },
  );
};

const belowFloor = (
  { baseFloor, base }: RateOfBase,
  baseFen: Fen,
  { facts }: Application,
  measure: Measure,
): Refusal | undefined => {
  if (baseFloor === null) return undefined;
  const { amountFen, above, earlierFact } = baseFloor;
  const isStated = earlierFact !== null && facts[nameInCode(earlierFact)] !== undefined;
  const reachedFen = baseFen + (isStated ? fenOfFact(facts, earlierFact) : 0n);
  if (above ? reachedFen > amountFen : reachedFen >= amountFen) return undefined;
  const [baseYuan, floorYuan] = [yuanOf(reachedFen), yuanOf(amountFen)];
  return refuse(
    'claim.base-below-floor',
    `计算基数为 ${baseYuan} 元，须${above ? '超过' : '达到'} ${floorYuan} 元`,
    `The base of ${baseYuan} yuan must be ${above ? 'more than' : 'at least'} ${floorYuan} yuan`,
    { clause: measure.clause, pointer: `/claim/facts/${base.fact}`, facts: { baseYuan, floorYuan } },
  );
};

const tooLittle = (
  { minimumFen, base }: RateOfBase,
  resultFen: Fen,
  measure: Measure,
): Refusal | undefined => {
  const pointer = `/claim/facts/${base.fact}`;
  const { clause } = measure;
  if (minimumFen !== null && resultFen < minimumFen) {
    const [resultYuan, minimumYuan] = [yuanOf(resultFen), yuanOf(minimumFen)];
    return refuse(
      'claim.under-minimum',
      `按比例计算为 ${resultYuan} 元，低于最低资助额 ${minimumYuan} 元`,
      `The claim comes to ${resultYuan} yuan, less than the minimum of ${minimumYuan} yuan`,
      { clause, pointer, facts: { resultYuan, minimumYuan } },
    );
  }
  if (resultFen > 0n) return undefined;
  return refuse(
    'claim.nothing-to-pay',
    '符合条件，但计算结果为 0 元，不产生拨付',
    'Eligible, but the amount is 0 yuan, so no payment is created',
    { clause, pointer },
  );
};
