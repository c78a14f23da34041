import type { BusinessDate } from '#kernel/business-date.js';
import type { Fen } from '#kernel/money.js';
import { isRefusal, type Refusal } from '#kernel/refusal.js';
import type { Measure } from '#policy/measure.js';
import type { Application, CaseDecision, Claim, Facts } from '../award/application.js';
import { tooEarly } from '../award/decide-tranche.js';
import type { Derivation } from '../award/derivation.js';
import type {
  AwardFacts,
  AwardPlan,
  CapClaim,
  PlannedTranche,
  ProgrammeRules,
  TrancheFacts,
} from '../award/programme-rules.js';
import { capsMet, claimFactsOf } from '../kinds/measure-rules.js';

/** What would be stated when a tranche is claimed; the first possible day when none is given. */
export interface StatedClaim {
  readonly facts: Facts;
  readonly claimedOn?: BusinessDate;
}

export interface QuotedTranche extends PlannedTranche {
  /**
   * Where the amount comes from: the stated claim; the plan; the ceiling, because no claim was stated; nothing, because not even a
   * ceiling is known; or the claim would be refused and comes to nothing.
   */
  readonly basis: 'claimed' | 'planned' | 'at-most' | 'unknown' | 'refused';
  readonly amountFen: Fen | null;
  readonly derivation: Derivation | null;
  readonly refusal: Refusal | null;
  /** Facts that its claim has to state. */
  readonly claimFacts: readonly string[];
  /** Caps it would meet, in order; what they have left is not known here. */
  readonly capClaims: readonly CapClaim[];
}

interface Request {
  readonly application: Application;
  readonly caseDecision: CaseDecision | null;
  readonly claims: ReadonlyMap<number, StatedClaim>;
  readonly on: BusinessDate;
}

/** No award has this name; caps whose subject is the award are therefore unused. */
export const QUOTED_AWARD = 'quote';

/** Every tranche in turn, those before it taken as paid. */
export const quoteTranches = (
  rules: ProgrammeRules,
  measure: Measure,
  plan: AwardPlan,
  request: Request,
): readonly QuotedTranche[] => {
  const quoted: QuotedTranche[] = [];
  for (const tranche of plan.tranches) {
    const award = awardSoFar(plan, quoted, request);
    quoted.push(quoteTranche(rules, measure, award, tranche, request));
  }
  return quoted;
};

const awardSoFar = (
  plan: AwardPlan,
  quoted: readonly QuotedTranche[],
  { application, caseDecision, on }: Request,
): AwardFacts => ({
  award: QUOTED_AWARD,
  application,
  caseDecision,
  approvedOn: on,
  passedAssessments: [],
  tranches: plan.tranches.map((tranche, index): TrancheFacts => {
    const paidFen = quoted[index]?.amountFen ?? 0n;
    return { ...tranche, status: paidFen > 0n ? 'paid' : 'planned', paidFen };
  }),
});

const quoteTranche = (
  rules: ProgrammeRules,
  measure: Measure,
  award: AwardFacts,
  tranche: PlannedTranche,
  { application, claims, on }: Request,
): QuotedTranche => {
  const definitions = claimFactsOf(measure, application, tranche.trancheNo);
  const claimFacts = definitions.map(({ name }) => name);
  const stated = claims.get(tranche.trancheNo);
  if (!stated && definitions.some(({ required }) => required))
    return { ...tranche, claimFacts, ...beforeClaim(award, tranche, measure) };
  const { claimableFrom } = tranche;
  const earliest = claimableFrom !== null && claimableFrom > on ? claimableFrom : on;
  const claim: Claim = {
    evidence: [],
    facts: stated?.facts ?? {},
    claimedOn: stated?.claimedOn ?? earliest,
  };
  const fixed = tooEarly(tranche, claim) ?? rules.fixTranche(award, tranche, claim, measure);
  const said = isRefusal(fixed)
    ? ({ basis: 'refused', amountFen: 0n, derivation: null, refusal: fixed, capClaims: [] } as const)
    : ({ basis: 'claimed', amountFen: fixed.requestedFen, ...fixed, refusal: null } as const);
  const { basis, amountFen, derivation, refusal, capClaims } = said;
  return { ...tranche, claimFacts, basis, amountFen, derivation, refusal, capClaims };
};

/** What can be said of a tranche whose claim nobody has stated. */
const beforeClaim = (
  award: AwardFacts,
  tranche: PlannedTranche,
  measure: Measure,
): Pick<QuotedTranche, 'basis' | 'amountFen' | 'derivation' | 'refusal' | 'capClaims'> => {
  const { plannedFen, ceilingFen } = tranche;
  const amountFen = plannedFen ?? ceilingFen;
  const basis = plannedFen !== null ? 'planned' : ceilingFen !== null ? 'at-most' : 'unknown';
  const capClaims = capsMet(award, tranche, amountFen ?? 0n, measure);
  return { basis, amountFen, derivation: null, refusal: null, capClaims };
};
