import { parseRate, yuanOf } from '#kernel/money.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { EntitlementOf } from '#policy/entitlement.js';
import type { Measure } from '#policy/measure.js';
import type { Application, Facts } from '../award/application.js';
import { step } from '../award/derivation.js';
import { splitByShares } from './fixed-by-tier.js';
import type { Parts } from './plan-tranches.js';
import { numberOf } from './stated-facts.js';

type Graded = EntitlementOf<'graded-award'>;

/**
 * Places in the top share: whole ones only, so four assessed at 20 % have none. Equal scores share the best rank, so
 * all who tie for the last place are in.
 */
export const placesOf = ({ topShare }: Graded, assessedCount: number): number => {
  const { numerator, denominator } = parseRate(topShare);
  return Number((BigInt(assessedCount) * numerator) / denominator);
};

/** Score and place must both be met; the refusal names the part that was missed (decision 22). */
export const firstGradeFault = (graded: Graded, facts: Facts, clause: string): Refusal | undefined => {
  const [score, rank, count] = [graded.scoreFact, graded.rankFact, graded.countFact].map((name) =>
    numberOf(facts, name),
  );
  if (score === undefined || rank === undefined || count === undefined) return undefined;
  const places = placesOf(graded, count);
  if (rank > count) {
    return refuse(
      'grade.rank-beyond-count',
      `名次 ${rank} 超过参评总数 ${count}`,
      `Rank ${rank} of ${count} assessed cannot be`,
      {
        clause,
        pointer: `/facts/${graded.rankFact}`,
        facts: { rank, count },
      },
    );
  }
  if (score < graded.minScore) {
    return refuse(
      'grade.score-too-low',
      `考核得分 ${score}，未达到 ${graded.minScore} 分`,
      `The score of ${score} is below ${graded.minScore}`,
      { clause, pointer: `/facts/${graded.scoreFact}`, facts: { score, minScore: graded.minScore } },
    );
  }
  if (rank > places) {
    return refuse(
      'grade.outside-top-share',
      `名次 ${rank} 不在前 ${graded.topShare} 之内（参评 ${count} 家，名额 ${places} 个）`,
      `Rank ${rank} is outside the top ${graded.topShare}: ${places} places for ${count} assessed`,
      { clause, pointer: `/facts/${graded.rankFact}`, facts: { rank, places, count } },
    );
  }
  return undefined;
};

/** The full amount for the grade, paid for the year assessed. */
export const gradedAward = (graded: Graded, { facts }: Application, measure: Measure): Parts => {
  const [score, rank, count] = [graded.scoreFact, graded.rankFact, graded.countFact].map((name) =>
    numberOf(facts, name),
  );
  const { amountFen, minScore, topShare } = graded;
  const formula = `${score} ≥ ${minScore}, ${rank}/${count} ≤ ${topShare} → ${yuanOf(amountFen)}`;
  const steps = [step(measure.title, formula, measure.clause, amountFen)];
  return {
    steps,
    parts: splitByShares(amountFen, steps, measure),
  };
};
