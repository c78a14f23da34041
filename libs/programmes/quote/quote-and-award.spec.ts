import fc from 'fast-check';
import { addDays, type BusinessDate, businessDate } from '#kernel/business-date.js';
import { type Decision, fold } from '#kernel/decider.js';
import { orThrow, type Refusal } from '#kernel/refusal.js';
import { loadPolicyFiles } from '#policy/load-policy-files.js';
import type { Measure } from '#policy/measure.js';
import { parsePolicyBook } from '#policy/policy-book.js';
import { isGranted } from '../award/award.js';
import type { AwardCommand } from '../award/award.commands.js';
import { awardDecider } from '../award/award.decider.js';
import type { AwardEvent } from '../award/award.events.js';
import type { PlannedTranche } from '../award/programme-rules.js';
import { rulesFor } from '../catalogue.js';
import { type ArbitraryCase, caseOf, claimsFor } from './arbitrary-case.js';
import { type Quote, quote } from './quote.js';
import { QUOTED_AWARD, type StatedClaim } from './quote-tranches.js';

const measures = (await loadPolicyFiles()).flatMap((content) => orThrow(parsePolicyBook(content)).measures);
/** Twenty years later than anything stated, so that every tranche can be claimed. */
const LATER = businessDate('2046-01-05');
const APPLIED_ON = businessDate('2026-02-02');

/** Every working day counts, so that the day of approval is known without a calendar. */
const everyDay = {
  isWorkingDay: () => true,
  addWorkingDays: (from: BusinessDate, count: number) => addDays(from, count),
  workingDaysBetween: () => 0,
};

type Give = (command: AwardCommand) => Decision<AwardEvent>;

/** The real decider, from the application to the last tranche; every tranche is paid before the next is claimed. */
const playAward = (measure: Measure, given: Given) => {
  const decider = awardDecider({
    rulesOf: (programme) => orThrow(rulesFor(programme)),
    measure: () => measure,
    calendar: everyDay,
  });
  let events: readonly AwardEvent[] = [];
  const give: Give = (command) => {
    const decision = decider.decide(command, fold(decider, events));
    events = [...events, ...decision.events];
    return decision;
  };
  const state = () => fold(decider, events);
  const { policyVersion } = measure;
  const { application, caseDecision } = given;
  const untilApproved: readonly AwardCommand[] = [
    { type: 'SubmitApplication', award: QUOTED_AWARD, application, policyVersion, by: 'olga' },
    { type: 'AcceptApplication', by: 'olga', on: APPLIED_ON },
    { type: 'VerifyApplication', by: 'vera' },
    { type: 'StartPublicity', by: 'olga', startsOn: APPLIED_ON },
    { type: 'ApproveAward', by: 'anna', on: addDays(APPLIED_ON, 30), policyVersion, caseDecision },
  ];
  for (const command of untilApproved) {
    const { refusal } = give(command);
    if (refusal) return { refusal };
  }
  const granted = state();
  if (!isGranted(granted)) throw new Error('Not granted');
  for (const gate of new Set(granted.tranches.flatMap(({ plan }) => plan.gates)))
    give({
      type: 'RecordAssessment',
      by: 'olga',
      gate,
      outcome: 'passed',
      score: 90,
      assessedOn: APPLIED_ON,
      document: 'D',
      rectifyBy: null,
    });
  const answers = granted.tranches.map(({ plan }) =>
    playTranche(give, plan, given.claims.get(plan.trancheNo)),
  );
  const done = state();
  if (!isGranted(done)) throw new Error('Not granted');
  const releases = events.flatMap((event) => (event.type === 'TrancheReleaseRequested' ? [event.data] : []));
  return { award: done, answers, releases };
};

const playTranche = (
  give: Give,
  { trancheNo, evidence }: PlannedTranche,
  stated: StatedClaim | undefined,
): Refusal | undefined => {
  const { facts = {}, claimedOn = LATER } = stated ?? {};
  const shown = evidence.map(({ name }) => ({ name, document: 'D', issuedOn: APPLIED_ON }));
  const unpaid =
    give({ type: 'ClaimTranche', by: 'olga', trancheNo, claim: { evidence: shown, facts, claimedOn } })
      .refusal ?? give({ type: 'VerifyEvidence', by: 'vera', trancheNo }).refusal;
  return unpaid ?? payTranche(give, trancheNo);
};

const payTranche = (give: Give, trancheNo: number): undefined => {
  const attempt = 1;
  const asked = give({ type: 'RequestRelease', by: 'max', trancheNo, on: LATER });
  if (asked.refusal) throw new Error(asked.refusal.code);
  const requested = asked.events.find((event) => event.type === 'TrancheReleaseRequested');
  const amountFen = requested?.data.requestedFen ?? 0n;
  give({
    type: 'ReleaseTranche',
    trancheNo,
    attempt,
    grantedFen: amountFen,
    cuts: [],
    reservations: [],
    budgetStream: 'budget-X-2046',
    commitmentId: `c/${trancheNo}/1`,
    fiscalYear: 2046,
    on: LATER,
  });
  give({ type: 'PutInBatch', trancheNo, attempt, batch: 'batch-1' });
  give({
    type: 'RecordPayment',
    trancheNo,
    attempt,
    batch: 'batch-1',
    amountFen,
    paidOn: LATER,
    bankReference: 'B',
  });
};

type Given = ArbitraryCase & { readonly claims: ReadonlyMap<number, StatedClaim> };

const essence = (refusal: Refusal | undefined | null) =>
  refusal && {
    code: refusal.code,
    clause: refusal.clause,
    pointer: refusal.pointer,
    zh: refusal.zh,
    en: refusal.en,
  };

const sameAs = (measure: Measure, given: Given, quoted: Quote): 'refused' | 'granted' => {
  const played = playAward(measure, given);
  if (!played.award) {
    expect(essence(quoted.reasons[0] ?? quoted.stillNeeded[0])).toEqual(essence(played.refusal));
    return 'refused';
  }
  expect(quoted).toMatchObject({ eligible: true, reasons: [], stillNeeded: [] });
  const { award, answers, releases } = played;
  if (award.totalFen !== null) expect(quoted.totalFen).toBe(award.totalFen);
  const ofAward = award.tranches.map((tranche, index) => ({
    plan: tranche.plan,
    amountFen: 'requestedFen' in tranche ? tranche.requestedFen : 0n,
    derivation: 'derivation' in tranche ? tranche.derivation : null,
    capClaims: 'capClaims' in tranche ? tranche.capClaims : [],
    refusal: essence(answers[index]),
  }));
  const ofQuote = quoted.tranches.map(
    ({ basis: _basis, claimFacts: _facts, amountFen, derivation, capClaims, refusal, ...plan }) => ({
      plan,
      amountFen,
      derivation,
      capClaims,
      refusal: essence(refusal) ?? undefined,
    }),
  );
  expect(ofQuote).toEqual(ofAward);
  for (const release of releases) {
    const { budgetLine, payers } = quoted.paidBy;
    const shares = payers.map(({ amountFen: _amount, ...payer }) => payer);
    expect([release.budgetLine, release.payers ?? shares.slice(0, 1)]).toEqual([budgetLine, shares]);
  }
  return 'granted';
};

const RUNS = 60;
const seen = new Map<string, { granted: number; paid: number }>();

describe('a quote and the later award never differ', () => {
  it.each(measures.map((measure) => [measure.id, measure] as const))('for %s', (id, measure) => {
    const rules = orThrow(rulesFor(measure.programme));
    const count = { granted: 0, paid: 0 };
    fc.assert(
      fc.property(caseOf(measure, APPLIED_ON), (drawn) => {
        const request = { application: drawn.application, caseDecision: drawn.caseDecision, on: APPLIED_ON };
        const { tranches } = quote(rules, measure, { ...request, claims: new Map() });
        const claims = claimsFor(measure, drawn, tranches, LATER);
        const quoted = quote(rules, measure, { ...request, claims });
        if (sameAs(measure, { ...drawn, claims }, quoted) === 'granted') count.granted += 1;
        if (quoted.tranches.some(({ basis }) => basis === 'claimed')) count.paid += 1;
      }),
      { numRuns: RUNS, seed: 20260201 },
    );
    seen.set(id, count);
  });

  it('was shown on awards that were granted and paid, under every measure', () => {
    const unproven = measures.filter(({ id }) => (seen.get(id)?.paid ?? 0) === 0).map(({ id }) => id);
    expect(unproven).toEqual([]);
  });
});
