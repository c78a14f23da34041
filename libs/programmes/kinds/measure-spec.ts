import { businessDate } from '#kernel/business-date.js';
import { isRefusal, orThrow, type Refusal } from '#kernel/refusal.js';
import { loadPolicyFiles } from '#policy/load-policy-files.js';
import type { Measure } from '#policy/measure.js';
import { parsePolicyBook } from '#policy/policy-book.js';
import type { Application, CaseDecision, Claim, Facts, PartySnapshot } from '../award/application.js';
import type {
  AwardFacts,
  FixedTranche,
  ProgrammeRules,
  RecoveryClaim,
  RecoveryGround,
} from '../award/programme-rules.js';

const books = (await loadPolicyFiles()).map((content) => orThrow(parsePolicyBook(content)));

/** The measure as it ships, for specs that work through its figures. */
export const shippedMeasure = (id: string): Measure => {
  const measure = books.flatMap(({ measures }) => measures).find((one) => one.id === id);
  if (!measure) throw new Error(`No measure ${id}`);
  return measure;
};

export const person = (ageOnSelection?: number): PartySnapshot => ({
  party: 'P1',
  kind: 'person',
  ...(ageOnSelection === undefined ? {} : { ageOnSelection }),
});
export const enterprise: PartySnapshot = { party: 'E1', kind: 'enterprise' };
export const ofTier = (tier: NonNullable<PartySnapshot['tier']>): PartySnapshot => ({ ...person(), tier });
export const team: PartySnapshot = { party: 'T1', kind: 'team' };
export const agency: PartySnapshot = { party: 'A1', kind: 'agency' };
export const institution: PartySnapshot = { party: 'I1', kind: 'institution' };

/** One shipped measure of one programme under test: every function goes through the programme's rules. */
export const specOf = (
  rules: ProgrammeRules,
  id: string,
  parties: Application['parties'],
  appliedOn?: string,
) => specOfMeasure(rules, shippedMeasure(id), parties, appliedOn);

/** The same for a measure of any book. */
export const specOfMeasure = (
  rules: ProgrammeRules,
  measure: Measure,
  parties: Application['parties'],
  appliedOn = '2024-06-01',
) => {
  const { id } = measure;
  const application = (facts: Facts, others: Application['parties'] = parties): Application => ({
    programme: rules.programme,
    measure: id,
    jurisdiction: measure.jurisdiction,
    parties: others,
    facts,
    appliedOn: businessDate(appliedOn),
  });
  const eligibility = (facts: Facts, others?: Application['parties']) =>
    rules.unmetConditions(application(facts, others), measure)[0];
  const plan = (facts: Facts, others?: Application['parties'], decision: CaseDecision | null = null) =>
    rules.planAward(application(facts, others), measure, decision);
  const award = (
    facts: Facts,
    others?: Application['parties'],
    caseDecision: CaseDecision | null = null,
  ): AwardFacts => ({
    award: 'W1',
    application: application(facts, others),
    caseDecision,
    approvedOn: businessDate('2024-07-01'),
    passedAssessments: [],
    tranches: orThrow(plan(facts, others, caseDecision)).tranches.map((tranche) => ({
      ...tranche,
      status: 'planned',
      paidFen: 0n,
    })),
  });
  const fix = (
    given: AwardFacts,
    trancheNo: number,
    facts: Facts,
    claimedOn = '2026-03-01',
  ): FixedTranche | Refusal => {
    const tranche = given.tranches.find((one) => one.trancheNo === trancheNo);
    if (!tranche) throw new Error(`No tranche ${trancheNo}`);
    const claim: Claim = { evidence: [], facts, claimedOn: businessDate(claimedOn) };
    return rules.fixTranche(given, tranche, claim, measure);
  };
  const paid = (given: AwardFacts, ...amounts: readonly bigint[]): AwardFacts => ({
    ...given,
    tranches: given.tranches.map((tranche, index) => ({
      ...tranche,
      status: 'paid',
      paidFen: amounts[index] ?? 0n,
    })),
  });
  const recover = (
    given: AwardFacts,
    ground: RecoveryGround,
    facts: Facts = {},
    endedOn = '2025-01-31',
  ): RecoveryClaim | Refusal =>
    rules.recover(given, ground, { ...facts, endedOn: businessDate(endedOn) }, measure);
  return { measure, application, eligibility, plan, award, fix, paid, recover };
};

/** The code of a refusal, or undefined when nothing was refused. */
export const codeOf = (answer: unknown): string | undefined => (isRefusal(answer) ? answer.code : undefined);
