import { assert, InvariantBroken, unreachable } from '#kernel/assert.js';
import type { Fen } from '#kernel/money.js';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.js';
import type { FactDefinition } from '#policy/fact-definition.js';
import type { Measure } from '#policy/measure.js';
import type { TrancheTemplate } from '#policy/tranche-terms.js';
import type { Application, CaseDecision, Claim } from '../award/application.js';
import { type Derivation, derivation } from '../award/derivation.js';
import type {
  AwardFacts,
  AwardPlan,
  CapClaim,
  FixedTranche,
  PlannedTranche,
  ProgrammeRules,
} from '../award/programme-rules.js';
import { withPayers } from '../award/payers.js';
import { capClaimsOf } from './cap-claims.js';
import { caseDecision } from './case-decision.js';
import { firstUnmetCondition } from './conditions.js';
import { unmetBy } from './eligibility.js';
import { fixedByTier } from './fixed-by-tier.js';
import { gradedAward } from './graded-award.js';
import { type Parts, planParts } from './plan-tranches.js';
import { matchFault } from './match.js';
import { planRates, subsidyOf } from './rate-of-base.js';
import { recoverByTerms } from './recovery-terms.js';
import { derivationByRoute, followRoute } from './route.js';
import { scheduled } from './schedule.js';
import { spendingFault } from './spent.js';
import { staged } from './staged.js';
import { firstFactFault } from './stated-facts.js';

const planAward = (
  application: Application,
  measure: Measure,
  decision: CaseDecision | null,
): AwardPlan | Refusal => {
  const { entitlement } = measure;
  const refusal = unmetBy(application, measure)[0] ?? decisionFault(measure, decision);
  if (refusal) return refusal;
  if (entitlement.kind === 'rate-of-base') return planRates(entitlement, application, measure);
  if (entitlement.kind === 'route') {
    const opened = followRoute(entitlement, application, measure);
    const plan = planAward(opened.application, opened.measure, null);
    if (isRefusal(plan) || plan.derivation === null) return plan;
    return { ...plan, derivation: derivationByRoute(plan.derivation, opened, entitlement, measure) };
  }
  const parts = partsOf(application, measure, decision);
  return isRefusal(parts) ? parts : planParts(parts, application, measure);
};

const decisionFault = (
  { decisionFacts, clause }: Measure,
  decision: CaseDecision | null,
): Refusal | undefined => {
  const pointer = '/caseDecision';
  const isCaseByCase = decisionFacts.length > 0;
  if (isCaseByCase === (decision !== null)) return undefined;
  return isCaseByCase
    ? refuse(
        'award.decision-missing',
        '一事一议事项须有决定文件',
        'A case-by-case measure needs the decision of the deciding body',
        { clause, pointer },
      )
    : refuse(
        'award.decision-not-applicable',
        '该事项不适用一事一议',
        'The measure is not decided case by case',
        { clause, pointer },
      );
};

/** Amounts that are known at approval. */
const partsOf = (
  application: Application,
  measure: Measure,
  decision: CaseDecision | null,
): Parts | Refusal => {
  const { entitlement } = measure;
  switch (entitlement.kind) {
    case 'fixed-by-tier':
      return fixedByTier(entitlement, application, measure);
    case 'graded-award':
      return gradedAward(entitlement, application, measure);
    case 'staged':
      return staged(measure);
    case 'case-decision':
      assert(decision, 'The decision was checked');
      return caseDecision(entitlement, application, measure, decision);
    case 'rate-of-base':
    case 'route':
      throw new InvariantBroken(`The amounts of ${measure.id} are not known at approval`);
    default:
      return unreachable(entitlement);
  }
};

const fixTranche = (
  award: AwardFacts,
  tranche: PlannedTranche,
  claim: Claim,
  measure: Measure,
): FixedTranche | Refusal => {
  const { entitlement } = measure;
  if (entitlement.kind === 'route') {
    const opened = followRoute(entitlement, award.application, measure);
    const fixed = fixTranche({ ...award, application: opened.application }, tranche, claim, opened.measure);
    return isRefusal(fixed)
      ? fixed
      : { ...fixed, derivation: derivationByRoute(fixed.derivation, opened, entitlement, measure) };
  }
  const { application } = award;
  const template = templateOf(measure, application, tranche.trancheNo);
  const pointer = '/claim/facts';
  const facts = { ...application.facts, ...claim.facts };
  const parties = claim.parties ?? application.parties;
  const refusal =
    firstFactFault(template.claimFacts, claim.facts, pointer) ??
    firstUnmetCondition(template.conditions, facts, claim.claimedOn, pointer, parties) ??
    (template.spent === null ? undefined : spendingFault(template.spent, award, tranche, claim));
  if (refusal) return refusal;
  const explained = amountOfTranche(award, tranche, claim, measure);
  if (isRefusal(explained)) return explained;
  const requestedFen = explained.resultFen;
  const unmatched = measure.match && matchFault(measure.match, award, tranche, requestedFen, claim);
  if (unmatched) return unmatched;
  return {
    requestedFen,
    derivation: withPayers(explained, application, measure),
    capClaims: capClaimsOf(award, tranche, requestedFen, measure),
  };
};

const amountOfTranche = (
  award: AwardFacts,
  tranche: PlannedTranche,
  claim: Claim,
  measure: Measure,
): Derivation | Refusal => {
  const { application, caseDecision } = award;
  if (measure.entitlement.kind === 'rate-of-base') {
    return subsidyOf(measure.entitlement, application, tranche, claim, measure);
  }
  const parts = partsOf(application, measure, caseDecision);
  if (isRefusal(parts)) return parts;
  const part = parts.parts[tranche.trancheNo - 1];
  assert(
    part && part.amountFen === tranche.plannedFen,
    'An award keeps its policy version, so the plan still holds',
  );
  return derivation(measure.id, measure.policyVersion, part.steps);
};

const templateOf = (measure: Measure, application: Application, trancheNo: number): TrancheTemplate => {
  const one = scheduled(measure, application)[trancheNo - 1];
  assert(one, `${measure.id} has no tranche ${trancheNo}`);
  return one.template;
};

/** Facts to be stated with the claim of a tranche. */
export const claimFactsOf = (
  measure: Measure,
  application: Application,
  trancheNo: number,
): readonly FactDefinition[] => {
  const opened = followed(application, measure);
  return templateOf(opened.measure, opened.application, trancheNo).claimFacts;
};

/** The measure whose terms count: a route has none of its own. */
export const followed = (
  application: Application,
  measure: Measure,
): { readonly application: Application; readonly measure: Measure } =>
  measure.entitlement.kind === 'route'
    ? followRoute(measure.entitlement, application, measure)
    : { application, measure };

/** The caps that a tranche of this amount meets, before its claim is known. */
export const capsMet = (
  award: AwardFacts,
  tranche: PlannedTranche,
  amountFen: Fen,
  measure: Measure,
): readonly CapClaim[] => {
  const { application, measure: opened } = followed(award.application, measure);
  return capClaimsOf({ ...award, application }, tranche, amountFen, opened);
};

/** Facts to be stated when an award ends on this ground, beside the day it ended. */
export const recoveryFactsOf = (
  measure: Measure,
  ground: keyof Measure['recovery'],
): readonly FactDefinition[] => measure.recovery[ground]?.facts ?? [];

/**
 * Rules of a programme whose measures say everything in the policy book. A programme with a condition of its own adds it
 * in front of these.
 */
export const measureRules: Omit<ProgrammeRules, 'programme'> = {
  unmetConditions: unmetBy,
  planAward,
  fixTranche,
  recover: recoverByTerms,
};
