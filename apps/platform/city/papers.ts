import type { BusinessDate } from '#kernel/business-date.js';
import { type Fen, maxFen, yuan } from '#kernel/money.js';
import { isRefusal, type Refusal } from '#kernel/refusal.js';
import type { Seeded } from '#kernel/seeded.js';
import { nameInCode } from '#policy/facts.js';
import type { Measure } from '#policy/measure.js';
import type { Application, CaseDecision, Claim, Facts } from '#programmes/award/application.js';
import { awardFacts, type GrantedAward, paidFen } from '#programmes/award/award.js';
import type { PlannedTranche, ProgrammeRules, RecoveryGround } from '#programmes/award/programme-rules.js';
import { followed, recoveryFactsOf } from '#programmes/kinds/measure-rules.js';
import { scheduled } from '#programmes/kinds/schedule.js';
import { fenOfFact } from '#programmes/kinds/stated-facts.js';
import { applicationHints, claimHints } from './measure-hints.js';
import { stateFacts } from './stated-values.js';

const TRIES = 80;

/** Facts that the rules have nothing against: what they object to is stated anew. Undefined when nothing helps. */
const agreed = (state: () => Facts, judge: (facts: Facts) => readonly Refusal[]): Facts | undefined => {
  let facts = state();
  for (let tried = 0; tried < TRIES; tried += 1) {
    const refusals = judge(facts);
    if (refusals.length === 0) return facts;
    const fresh = state();
    // Every other time all of it, because some conditions are about two facts and name one.
    facts = tried % 2 === 1 ? fresh : { ...facts, ...namedIn(refusals, fresh) };
  }
  return undefined;
};

const namedIn = (refusals: readonly Refusal[], fresh: Facts): Facts => {
  const names = refusals.map(({ pointer = '' }) =>
    nameInCode(pointer.replace(/^\/(claim\/)?facts\//, '').split('/')[0] ?? ''),
  );
  return Object.fromEntries(Object.entries(fresh).filter(([name]) => names.includes(name)));
};

export interface StatedApplication {
  readonly application: Application;
  readonly caseDecision: CaseDecision | null;
}

/**
 * An application that would be granted, and the decision it would need.
 * @param tiers the only ones it may be for; all of them where they are not given.
 */
export const statedApplication = (
  rules: ProgrammeRules,
  measure: Measure,
  rest: Omit<Application, 'facts'>,
  random: Seeded,
  tiers?: readonly string[],
): StatedApplication | undefined => {
  const { appliedOn: on } = rest;
  const circumstances = { on, random, ...applicationHints(measure, on, random, tiers) };
  const judge = (facts: Facts): readonly Refusal[] => {
    const application = { ...rest, facts };
    const unmet = rules.unmetConditions(application, measure);
    if (unmet.length > 0) return unmet;
    const plan = rules.planAward(application, measure, decisionOn(application, measure, on, random));
    return isRefusal(plan) ? [plan] : [];
  };
  const facts = agreed(() => stateFacts(measure.facts, measure.conditions, circumstances), judge);
  if (!facts) return undefined;
  const application = { ...rest, facts };
  return { application, caseDecision: decisionOn(application, measure, on, random) };
};

/** What the deciding body sets: inside floor and ceiling where there are any. */
export const decisionOn = (
  application: Application,
  measure: Measure,
  on: BusinessDate,
  random: Seeded,
): CaseDecision | null => {
  if (measure.decisionFacts.length === 0) return null;
  const amounts = stateFacts(measure.decisionFacts, [], {
    on,
    random,
    span: { from: on, to: on },
    choices: {},
    numbers: {},
    amounts: {},
  });
  const decided = measure.tranches.flatMap(({ pays }) => {
    if (pays.what !== 'decided') return [];
    const statedFen = pays.floorFact === null ? 0n : fenOfFact(application.facts, pays.floorFact);
    const floorFen = maxFen(pays.floorFen ?? 0n, statedFen);
    const ceilingFen = pays.ceilingFen ?? (floorFen === 0n ? yuan(800_000) : floorFen * 2n);
    const share = BigInt(random.below(11));
    return [[nameInCode(pays.decisionFact), amountBetween(floorFen, ceilingFen, share)] as const];
  });
  return {
    body: '嘉兴市人才工作领导小组',
    documentNumber: `嘉人才办〔${on.slice(0, 4)}〕${1 + random.below(90)}号`,
    decidedOn: on,
    amounts: { ...amounts, ...Object.fromEntries(decided) },
  };
};

/** So many tenths of the way, in whole yuan, and never nothing. */
const amountBetween = (leastFen: Fen, mostFen: Fen, tenths: bigint): Fen =>
  maxFen(leastFen + (((mostFen - leastFen) * tenths) / 10n / 100n) * 100n, yuan(1));

/** A claim that the rules would pay something for, with all evidence. */
export const statedClaim = (
  rules: ProgrammeRules,
  award: GrantedAward,
  tranche: PlannedTranche,
  stated: Measure,
  on: BusinessDate,
  random: Seeded,
): Claim | undefined => {
  const { application, measure } = followed(award.application, stated);
  const template = scheduled(measure, application)[tranche.trancheNo - 1]?.template;
  if (!template) return undefined;
  const evidence = tranche.evidence.map(({ name }, index) => ({
    name,
    document: `DOC-${award.award.slice(-6)}-${tranche.trancheNo}-${index + 1}`,
    issuedOn: on,
  }));
  const known = awardFacts(award);
  const judge = (facts: Facts): readonly Refusal[] => {
    const fixed = rules.fixTranche(known, tranche, { evidence, facts, claimedOn: on }, stated);
    return isRefusal(fixed) ? [fixed] : [];
  };
  const facts = agreed(
    () =>
      stateFacts(template.claimFacts, template.conditions, {
        on,
        random,
        ...claimHints(measure, application, tranche, on, random),
      }),
    judge,
  );
  return facts && { evidence, facts, claimedOn: on };
};

/** What is stated when an award ends on a ground. */
export const statedEnding = (
  award: GrantedAward,
  ground: RecoveryGround,
  measure: Measure,
  on: BusinessDate,
  random: Seeded,
): Facts => {
  const definitions = recoveryFactsOf(measure, ground);
  const paid = award.tranches.reduce((sum, tranche) => sum + paidFen(tranche), 0n);
  return stateFacts(definitions, [], {
    on,
    random,
    span: { from: award.approvedOn, to: on },
    choices: {},
    numbers: {},
    amounts: Object.fromEntries(definitions.map(({ name }) => [name, paid])),
  });
};
