import { assert } from '#kernel/assert.js';
import { businessDate } from '#kernel/business-date.js';
import { type Fen, yuanOf } from '#kernel/money.js';
import { isRefusal, type Refusal } from '#kernel/refusal.js';
import { type CheckedFacts, checkFacts } from '#policy/facts.js';
import type { FactDefinition } from '#policy/fact-definition.js';
import type { Measure } from '#policy/measure.js';
import type { Application, Claim, Facts, PartySnapshot } from '../award/application.js';
import { tooEarly } from '../award/decide-tranche.js';
import type { AwardFacts, CapClaim, ProgrammeRules } from '../award/programme-rules.js';
import { claimFactsOf } from '../kinds/measure-rules.js';

/** Facts as an application states them: amounts are yuan strings under names in `Yuan`. */
export type Stated = Readonly<Record<string, unknown>>;

/** One application with one of its tranches claimed; what is not said is as the table says. */
export interface Stage {
  readonly parties?: Readonly<Record<string, PartySnapshot>>;
  readonly facts?: Stated;
  /** Amounts of the deciding body, by case-by-case measures. */
  readonly decided?: Stated;
  readonly claim?: Stated;
  readonly no?: number;
  readonly appliedOn?: string;
  readonly claimedOn?: string;
  /** Another award of the same parties. */
  readonly award?: string;
  /** Another measure, with all it needs said in the step. */
  readonly measure?: string;
}

/** `is`: what is paid, in yuan, or the code that refuses. */
export type Step = Stage & { readonly is: string };

/** Steps of one row share the cap accounts, in their order. `covers` names the tiers and limits it shows. */
export interface CaseRow {
  readonly covers: readonly string[];
  readonly steps: readonly Step[];
}

export interface CaseTable extends Stage {
  readonly rows: readonly CaseRow[];
}

/** `covers` lists what the row shows, joined by ` + `. */
export const row = (covers: string, ...steps: readonly Step[]): CaseRow => ({
  covers: covers.split(' + '),
  steps,
});

/** A cap reached and passed: the last step asks for more than is left, those before it use the cap up. */
export const capped = (key: string, ...steps: readonly Step[]): CaseRow =>
  row(`cap ${key} at + cap ${key} past`, ...steps);

const NO_TRANCHE = 'no-such-tranche';

/** Pays what the caps leave of a request, or says which of them refuses. */
interface CapAccounts {
  pay(measure: string, requestedFen: Fen, claims: readonly CapClaim[]): Fen | Refusal;
}

/** What the rules answer to one step: the amount paid after the caps, in yuan, or the code of the refusal. */
export const answerTo = (step: Stage, rules: ProgrammeRules, measure: Measure, caps: CapAccounts): string => {
  const facts = read(measure.facts, step.facts);
  if (isRefusal(facts)) return facts.code;
  const application: Application = {
    programme: rules.programme,
    measure: measure.id,
    jurisdiction: measure.jurisdiction,
    parties: step.parties ?? {},
    facts,
    appliedOn: businessDate(step.appliedOn ?? '2024-06-01'),
  };
  const award = awardOf(application, step, rules, measure);
  if (isRefusal(award)) return award.code;
  const tranche = award.tranches.find(({ trancheNo }) => trancheNo === (step.no ?? 1));
  if (!tranche) return NO_TRANCHE;
  const claimFacts = read(claimFactsOf(measure, application, tranche.trancheNo), step.claim);
  if (isRefusal(claimFacts)) return claimFacts.code;
  const claimedOn = businessDate(step.claimedOn ?? '2026-03-01');
  const claim: Claim = { evidence: [], facts: claimFacts, claimedOn };
  const fixed = tooEarly(tranche, claim) ?? rules.fixTranche(award, tranche, claim, measure);
  if (isRefusal(fixed)) return fixed.code;
  const paid = caps.pay(measure.id, fixed.requestedFen, fixed.capClaims);
  return isRefusal(paid) ? paid.code : yuanOf(paid);
};

const awardOf = (
  application: Application,
  { decided, award = 'W1' }: Stage,
  rules: ProgrammeRules,
  measure: Measure,
): AwardFacts | Refusal => {
  const [unmet] = rules.unmetConditions(application, measure);
  if (unmet) return unmet;
  const amounts = decided === undefined ? undefined : read(measure.decisionFacts, decided);
  if (isRefusal(amounts)) return amounts;
  const decidedOn = businessDate('2024-02-01');
  const caseDecision = amounts
    ? { body: '人才工作领导小组', documentNumber: '〔2024〕1号', decidedOn, amounts }
    : null;
  const plan = rules.planAward(application, measure, caseDecision);
  if (isRefusal(plan)) return plan;
  const tranches = plan.tranches.map((one) => ({ ...one, status: 'planned', paidFen: 0n }));
  const approvedOn = businessDate('2024-07-01');
  return { award, application, caseDecision, approvedOn, passedAssessments: [], tranches };
};

const read = (definitions: readonly FactDefinition[], stated: Stated = {}): Facts | Refusal => {
  const checked = checkFacts(definitions, stated);
  if (!isFaults(checked)) return checked;
  const [first] = checked;
  assert(first, 'Facts are refused for a reason');
  return first;
};

const isFaults = (checked: CheckedFacts | readonly Refusal[]): checked is readonly Refusal[] =>
  Array.isArray(checked);
