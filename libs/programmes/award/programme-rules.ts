import type { BusinessDate } from '#kernel/business-date.js';
import type { Fen } from '#kernel/money.js';
import type { Refusal } from '#kernel/refusal.js';
import type { Measure } from '#policy/measure.js';
import type { Application, CaseDecision, Claim, Facts } from './application.js';
import type { Derivation, Words } from './derivation.js';

/** What a tranche is paid for and what has to be shown first. Fixed at approval. */
export interface PlannedTranche {
  readonly trancheNo: number;
  readonly title: Words;
  readonly clause: string;
  /** Party that receives the money. */
  readonly payee: string;
  readonly payeeRole: string;
  /** Present where the measure pays a unit to its basic account only. */
  readonly basicAccount?: true;
  /** Amount fixed at approval, or null when the claim decides it (a share of the salary paid). */
  readonly plannedFen: Fen | null;
  /** The most the tranche can come to; what a forecast uses while `plannedFen` is null. */
  readonly ceilingFen: Fen | null;
  /** Calendar year the tranche is about, for yearly measures; it picks the yearly caps. */
  readonly windowYear: number | null;
  /** Not claimable before this day. */
  readonly claimableFrom: BusinessDate | null;
  readonly evidence: readonly EvidenceRequirement[];
  /** Assessments that must have been passed, in order: `opening-report`, `midterm`, `final-acceptance`. */
  readonly gates: readonly string[];
}

export interface EvidenceRequirement extends Words {
  readonly name: string;
  readonly clause: string;
  /** Not issued more days before the claim than this. */
  readonly maxAgeDays?: number | undefined;
}

export interface AwardPlan {
  /** Total of the award, or null when yearly claims decide it. */
  readonly totalFen: Fen | null;
  readonly tranches: readonly PlannedTranche[];
  readonly derivation: Derivation | null;
}

/** One cap account a tranche must pass before it is released; tried in order. */
export interface CapClaim {
  readonly capKey: string;
  /** Party or award the cap belongs to. */
  readonly subject: string;
  /** `2024` or `lifetime`. */
  readonly window: string;
  readonly title: Words;
  readonly clause: string;
  readonly limit:
    | { readonly kind: 'amount'; readonly limitFen: Fen; readonly excludedBy?: readonly string[] }
    | { readonly kind: 'years'; readonly limitYears: number }
    | { readonly kind: 'higher-of' };
  /** Calendar year the money is for; null where the cap has no years. */
  readonly year: number | null;
  /** The measure whose money it is in the account, where that is another one than of the award: what a county adds to it. */
  readonly countsAs?: string;
}

export interface FixedTranche {
  readonly requestedFen: Fen;
  readonly derivation: Derivation;
  readonly capClaims: readonly CapClaim[];
}

export interface PassedAssessment {
  readonly gate: string;
  readonly assessedOn: BusinessDate;
  readonly score: number | null;
}

/** What rules may know of an award beyond its application. */
export interface AwardFacts {
  readonly award: string;
  readonly application: Application;
  readonly caseDecision: CaseDecision | null;
  readonly approvedOn: BusinessDate;
  readonly passedAssessments: readonly PassedAssessment[];
  readonly tranches: readonly TrancheFacts[];
}

export interface TrancheFacts extends PlannedTranche {
  readonly status: string;
  /** What reached the payee so far, set-off included, less what came back. */
  readonly paidFen: Fen;
}

export const RECOVERY_GROUNDS = [
  'left-early',
  'failed-acceptance',
  'false-evidence',
  'base-reduced',
  'moved-away',
] as const;
export type RecoveryGround = (typeof RECOVERY_GROUNDS)[number];

/** The share of the paid tranches that must come back; amounts by tranche sum to the derivation's result. */
export interface RecoveryClaim {
  readonly derivation: Derivation;
  /** What the award comes to in all on the base as it is now; only where the base shrank. */
  readonly payableFen?: Fen;
  /** Years for which everybody in the award is barred from support, once the claim is demanded. */
  readonly banYears?: number;
  readonly byTranche: readonly { readonly trancheNo: number; readonly amountFen: Fen }[];
}

/**
 * All that makes a programme different from the others. Pure: the measure of the policy version that counts arrives as
 * an argument. A refusal names the clause.
 */
export interface ProgrammeRules {
  readonly programme: string;
  /** Conditions of the measure that are not met, in order of precedence: the first one refuses, a quote shows all. */
  unmetConditions(application: Application, measure: Measure): readonly Refusal[];
  /** Amounts and tranches at approval; `decision` is required by case-by-case measures and refused elsewhere. */
  planAward(application: Application, measure: Measure, decision: CaseDecision | null): AwardPlan | Refusal;
  /** Amount of a claimed tranche with its caps; evidence and gates have been checked by the caller. */
  fixTranche(
    award: AwardFacts,
    tranche: PlannedTranche,
    claim: Claim,
    measure: Measure,
  ): FixedTranche | Refusal;
  /** What to claim back when the award ends badly; zero means that nothing is owed. */
  recover(
    award: AwardFacts,
    ground: RecoveryGround,
    facts: Facts & { readonly endedOn: BusinessDate },
    measure: Measure,
  ): RecoveryClaim | Refusal;
}
