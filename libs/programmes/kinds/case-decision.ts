import { assert } from '#kernel/assert.js';
import { type Fen, maxFen, splitFen, yuanOf } from '#kernel/money.js';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.js';
import type { EntitlementOf } from '#policy/entitlement.js';
import type { Measure } from '#policy/measure.js';
import type { TrancheTemplate } from '#policy/tranche-terms.js';
import type { Application, CaseDecision } from '../award/application.js';
import { step } from '../award/derivation.js';
import type { Part, Parts } from './plan-tranches.js';
import { weights } from './fixed-by-tier.js';
import { scheduled } from './schedule.js';
import { sumSteps } from './staged.js';
import { fenOfFact, firstFactFault } from './stated-facts.js';

type CaseKind = EntitlementOf<'case-decision'>;

/** Amounts that a deciding body set (一事一议), inside the floor and the ceiling of the clause where it has them. */
export const caseDecision = (
  kind: CaseKind,
  application: Application,
  measure: Measure,
  decision: CaseDecision,
): Parts | Refusal => {
  const fault = firstFactFault(measure.decisionFacts, decision.amounts, '/caseDecision/amounts');
  if (fault) return fault;
  const parts: Part[] = [];
  for (const { template } of scheduled(measure, application)) {
    const part = decidedPart(template, kind, application, measure, decision);
    if (isRefusal(part)) return part;
    parts.push(part);
  }
  return { steps: sumSteps(parts, measure), parts };
};

const decidedPart = (
  template: TrancheTemplate,
  { sourceIsSilent }: CaseKind,
  application: Application,
  measure: Measure,
  decision: CaseDecision,
): Part | Refusal => {
  const { pays, title, clause } = template;
  assert(pays.what === 'decided', 'A case-by-case measure pays decided amounts');
  const amountFen = fenOfFact(decision.amounts, pays.decisionFact);
  const statedFloorFen = pays.floorFact === null ? 0n : fenOfFact(application.facts, pays.floorFact);
  const bounds = { floorFen: maxFen(statedFloorFen, pays.floorFen ?? 0n), ceilingFen: pays.ceilingFen };
  const refusal = outOfBounds(template, bounds, measure, amountFen);
  if (refusal) return refusal;
  const silent = sourceIsSilent
    ? { zh: '（政策原文未规定金额）', en: ' (the source names no amount)' }
    : { zh: '', en: '' };
  const words = {
    zh: `${title.zh}：${decision.body} ${decision.documentNumber}${silent.zh}`,
    en: `${title.en}: ${decision.body}, ${decision.documentNumber}${silent.en}`,
  };
  const partFen = partOf(amountFen, template, measure);
  const whole = step(words, within(amountFen, bounds), clause, amountFen);
  if (pays.share === '100%') return { amountFen, steps: [whole] };
  const part = step(title, `${yuanOf(amountFen)} × ${pays.share}`, clause, partFen);
  return { amountFen: partFen, steps: [whole, part] };
};

/** The part of a decided amount that one tranche pays; the last one takes the remainder. */
const partOf = (amountFen: Fen, template: TrancheTemplate, { tranches }: Measure): Fen => {
  const parts = tranches.flatMap((one) =>
    one.pays.what === 'decided' &&
    template.pays.what === 'decided' &&
    one.pays.decisionFact === template.pays.decisionFact
      ? [{ one, share: one.pays.share }]
      : [],
  );
  const amounts = splitFen(amountFen, weights(parts.map(({ share }) => share)));
  return amounts[parts.findIndex(({ one }) => one === template)] ?? 0n;
};

interface Bounds {
  /** Zero where the clause has none. */
  readonly floorFen: Fen;
  readonly ceilingFen: Fen | null;
}

const within = (amountFen: Fen, { floorFen, ceilingFen }: Bounds): string =>
  [
    yuanOf(amountFen),
    ...(floorFen === 0n ? [] : [`≥ ${yuanOf(floorFen)}`]),
    ...(ceilingFen === null ? [] : [`≤ ${yuanOf(ceilingFen)}`]),
  ].join(' ');

const outOfBounds = (
  { title, pays }: TrancheTemplate,
  { floorFen, ceilingFen }: Bounds,
  { clause }: Measure,
  amountFen: Fen,
): Refusal | undefined => {
  const decidedYuan = yuanOf(amountFen);
  const pointer = `/caseDecision/amounts/${pays.what === 'decided' ? pays.decisionFact : ''}`;
  if (amountFen < floorFen) {
    const floorYuan = yuanOf(floorFen);
    return refuse(
      'award.below-floor',
      `${title.zh}不得低于 ${floorYuan} 元，现为 ${decidedYuan} 元`,
      `${title.en}: ${decidedYuan} yuan is below the floor of ${floorYuan} yuan`,
      { clause, pointer, facts: { decidedYuan, floorYuan } },
    );
  }
  if (ceilingFen === null || amountFen <= ceilingFen) return undefined;
  const ceilingYuan = yuanOf(ceilingFen);
  return refuse(
    'award.above-ceiling',
    `${title.zh}不得高于 ${ceilingYuan} 元，现为 ${decidedYuan} 元`,
    `${title.en}: ${decidedYuan} yuan is above the ceiling of ${ceilingYuan} yuan`,
    { clause, pointer, facts: { decidedYuan, ceilingYuan } },
  );
};
