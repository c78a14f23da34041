import { assert } from '#kernel/assert.js';
import { yearOf } from '#kernel/business-date.js';
import { type Fen, parseRate, timesRate, yuanOf } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { EntitlementOf, Measure, TrancheTemplate } from '#policy/measure.js';
import type { Application, Claim } from '../award/application.js';
import { capStep, type Derivation, derivation, step } from '../award/derivation.js';
import type { AwardPlan, PlannedTranche } from '../award/programme-rules.js';
import { plannedTranche } from './plan-tranches.js';
import { dateOf, fenOfFact, numberOf } from './stated-facts.js';
import { tierOf } from './tiers.js';
import { liftForYouth } from './youth-uplift.js';

type SalaryShare = EntitlementOf<'salary-share'>;

/** One tranche for each calendar year; what it comes to is known when the salary has been paid. */
export const planYears = (
  entitlement: SalaryShare,
  application: Application,
  measure: Measure,
): AwardPlan => {
  const { yearlyCapFen } = tierOf(entitlement.tiers, entitlement.tierFact, application.facts);
  const ceilingFen = liftForYouth(yearlyCapFen, application, measure).amountFen;
  const template = yearTemplate(measure);
  const tranches = plannedYears(entitlement, application).map((windowYear, index) =>
    plannedTranche(template, application, { trancheNo: index + 1, plannedFen: null, ceilingFen, windowYear }),
  );
  return { totalFen: null, tranches, derivation: null };
};

/** Consecutive calendar years; a partial first year uses one (decision 4). */
const plannedYears = ({ years }: SalaryShare, { facts }: Application): readonly number[] => {
  const first = yearOf(dateOf(facts, years.from === 'date' ? years.fact : years.fromFact));
  const count =
    years.from === 'date'
      ? years.count
      : Math.min(years.most, yearOf(dateOf(facts, years.toFact)) - first + 1);
  return Array.from({ length: count }, (_, index) => first + index);
};

export const yearTemplate = ({ tranches: [template] }: Measure): TrancheTemplate => {
  assert(template, 'A yearly subsidy has one template');
  return template;
};

/** The lower of rate × salary and the yearly cap, then the uplift (decisions 3 and 6). */
export const subsidyOfYear = (
  entitlement: SalaryShare,
  application: Application,
  tranche: PlannedTranche,
  claim: Claim,
  measure: Measure,
): Derivation | Refusal => {
  const refusal = otherYear(entitlement, tranche, claim);
  if (refusal) return refusal;
  const { rate, yearlyCapFen } = tierOf(entitlement.tiers, entitlement.tierFact, application.facts);
  const salaryFen = fenOfFact(claim.facts, entitlement.salaryFact);
  const shareFen = timesRate(salaryFen, parseRate(rate));
  const words = {
    zh: `${tranche.windowYear}年实发薪酬 × 补助比例`,
    en: `Salary paid in ${tranche.windowYear} × rate`,
  };
  const first = step(words, `${yuanOf(salaryFen)} × ${rate}`, measure.clause, shareFen);
  const capped = capStep(shareFen, yearlyCapFen, { zh: '年度上限', en: 'Yearly cap' }, measure.clause);
  const lifted = liftForYouth(capped.at(-1)?.amountFen ?? shareFen, application, measure);
  const result = derivation(measure.id, measure.policyVersion, [first, ...capped, ...lifted.steps]);
  return tooLittle(entitlement, result.resultFen, measure) ?? result;
};

const otherYear = (
  { payYearFact }: SalaryShare,
  tranche: PlannedTranche,
  claim: Claim,
): Refusal | undefined => {
  const payYear = numberOf(claim.facts, payYearFact);
  const pointer = `/claim/facts/${payYearFact}`;
  const { clause, windowYear } = tranche;
  if (payYear > yearOf(claim.claimedOn)) {
    return refuse('claim.year-in-future', `${payYear}年尚未开始`, `The year ${payYear} has not begun`, {
      clause,
      pointer,
      facts: { payYear },
    });
  }
  if (payYear === windowYear) return undefined;
  return refuse(
    'claim.other-year',
    `本期为${windowYear}年度，不是${payYear}年度`,
    `This tranche is for ${windowYear}, not for ${payYear}`,
    {
      clause,
      pointer,
      facts: { payYear, windowYear },
    },
  );
};

const tooLittle = (
  { minimumFen, salaryFact }: SalaryShare,
  resultFen: Fen,
  measure: Measure,
): Refusal | undefined => {
  const leastFen = minimumFen ?? 1n;
  if (resultFen >= leastFen) return undefined;
  const [resultYuan, minimumYuan] = [yuanOf(resultFen), yuanOf(leastFen)];
  return refuse(
    'claim.under-minimum',
    `按比例计算为 ${resultYuan} 元，低于最低资助额 ${minimumYuan} 元`,
    `The year comes to ${resultYuan} yuan, less than the minimum of ${minimumYuan} yuan`,
    { clause: measure.clause, pointer: `/claim/facts/${salaryFact}`, facts: { resultYuan, minimumYuan } },
  );
};
