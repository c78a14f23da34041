import { assert } from '#kernel/assert.js';
import { yuanOf } from '#kernel/money.js';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.js';
import type { Measure, TrancheTemplate } from '#policy/measure.js';
import type { CaseDecision } from '../award/application.js';
import { step } from '../award/derivation.js';
import type { Part, Parts } from './plan-tranches.js';
import { sumSteps } from './staged.js';
import { fenOfFact, firstFactFault } from './stated-facts.js';

/** Amounts that a deciding body set (一事一议); an amount below the floor of the clause is refused. */
export const caseFloor = (measure: Measure, decision: CaseDecision): Parts | Refusal => {
  const fault = firstFactFault(measure.decisionFacts, decision.amounts, '/caseDecision/amounts');
  if (fault) return fault;
  const parts: Part[] = [];
  for (const template of measure.tranches) {
    const part = decidedPart(template, measure, decision);
    if (isRefusal(part)) return part;
    parts.push(part);
  }
  return { steps: sumSteps(parts, measure), parts, windowYear: null };
};

const decidedPart = (
  { pays, title, clause }: TrancheTemplate,
  measure: Measure,
  decision: CaseDecision,
): Part | Refusal => {
  assert(pays.what === 'decided', 'A case-by-case measure pays decided amounts');
  const amountFen = fenOfFact(decision.amounts, pays.decisionFact);
  if (amountFen < pays.floorFen) return belowFloor(title, measure, pays, amountFen);
  const words = {
    zh: `${title.zh}：${decision.body} ${decision.documentNumber}`,
    en: `${title.en}: ${decision.body}, ${decision.documentNumber}`,
  };
  return {
    amountFen,
    steps: [step(words, `${yuanOf(amountFen)} ≥ ${yuanOf(pays.floorFen)}`, clause, amountFen)],
  };
};

const belowFloor = (
  title: TrancheTemplate['title'],
  measure: Measure,
  pays: { readonly decisionFact: string; readonly floorFen: bigint },
  amountFen: bigint,
): Refusal => {
  const [decidedYuan, floorYuan] = [yuanOf(amountFen), yuanOf(pays.floorFen)];
  return refuse(
    'award.below-floor',
    `${title.zh}不得低于 ${floorYuan} 元，现为 ${decidedYuan} 元`,
    `${title.en}: ${decidedYuan} yuan is below the floor of ${floorYuan} yuan`,
    {
      clause: measure.clause,
      pointer: `/caseDecision/amounts/${pays.decisionFact}`,
      facts: { decidedYuan, floorYuan },
    },
  );
};
