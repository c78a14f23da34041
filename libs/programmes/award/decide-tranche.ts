import { differentPeople, type EarlierAct } from '#access/different-people.js';
import { unreachable } from '#kernel/assert.js';
import { addDays, yearOf } from '#kernel/business-date.js';
import { accept, reject } from '#kernel/decider.js';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.js';
import type { Claim } from './application.js';
import type { TrancheCommand } from './award.commands.js';
import type { PlannedTranche } from './programme-rules.js';
import type { AwardDecision, Rulebook } from './rulebook.js';
import { awardFacts, type GrantedAward, lastAttempt, type Tranche, trancheOf } from './award.js';
import { dutyConflict, onRecord, wrongStatus } from './decide-application.js';
import { leftOfBase } from './decide-reduction.js';
import { cancellation } from './end-award.js';
import { noSuchTranche } from './missing.js';
import { paidFrom } from './payers.js';
import { leftOfTakenOver } from './taken-over.js';

type Of<Type extends TrancheCommand['type']> = Extract<TrancheCommand, { type: Type }>;

/** From evidence to the request that money be released. */
export const decideTranche = (
  command: TrancheCommand,
  award: GrantedAward,
  rulebook: Rulebook,
): AwardDecision => {
  const tranche = trancheOf(award, command.trancheNo);
  if (!tranche) return reject(noSuchTranche(command.trancheNo));
  switch (command.type) {
    case 'ClaimTranche':
      return claimTranche(command, award, tranche);
    case 'RejectEvidence':
      return rejectEvidence(command, award, tranche);
    case 'VerifyEvidence':
      return verifyEvidence(command, award, tranche, rulebook);
    case 'RequestRelease':
      return requestRelease(command, award, tranche, rulebook);
    case 'HoldTranche':
      if (tranche.held !== null || isFinal(tranche)) return wrongTrancheStatus(tranche);
      return accept({
        type: 'TrancheHeld',
        data: { ...key(award, tranche), reason: command.reason, by: command.by },
      });
    case 'LiftHold':
      if (tranche.held === null) return wrongTrancheStatus(tranche);
      return accept({
        type: 'TrancheHoldLifted',
        data: { ...key(award, tranche), reason: command.reason, by: command.by },
      });
    case 'CancelTranche':
      if (isFinal(tranche) || tranche.status === 'releasing' || tranche.status === 'in-batch')
        return wrongTrancheStatus(tranche);
      return accept(cancellation(award, tranche, command.reason, command.by));
    default:
      return unreachable(command);
  }
};

const key = (award: GrantedAward, tranche: Tranche) => ({
  award: award.award,
  trancheNo: tranche.plan.trancheNo,
});

const isFinal = (tranche: Tranche): boolean => tranche.status === 'paid' || tranche.status === 'cancelled';

export const wrongTrancheStatus = (tranche: Tranche): AwardDecision =>
  reject(
    refuse(
      'tranche.wrong-status',
      `第 ${tranche.plan.trancheNo} 期当前状态“${tranche.status}”${tranche.held ? '（已暂停支付）' : ''}不能办理此事项`,
      `Not possible while tranche ${tranche.plan.trancheNo} is ${tranche.status}${tranche.held ? ' and held' : ''}`,
      { facts: { trancheNo: tranche.plan.trancheNo, status: tranche.status, held: tranche.held } },
    ),
  );

const claimTranche = (command: Of<'ClaimTranche'>, award: GrantedAward, tranche: Tranche): AwardDecision => {
  if (award.status !== 'approved' && award.status !== 'active') return wrongStatus(award);
  if (!['planned', 'claimed', 'refused'].includes(tranche.status)) return wrongTrancheStatus(tranche);
  const refusal =
    closedGate(award, tranche) ?? tooEarly(tranche.plan, command.claim) ?? incomplete(tranche, command.claim);
  if (refusal) return reject(refusal);
  return accept({
    type: 'TrancheClaimed',
    data: { ...key(award, tranche), claim: command.claim, by: command.by },
  });
};

const closedGate = (award: GrantedAward, { plan }: Tranche): Refusal | undefined => {
  const gate = plan.gates.find((one) => !award.passedAssessments.some((passed) => passed.gate === one));
  if (!gate) return undefined;
  return refuse(
    'tranche.gate-closed',
    `须先通过考核“${gate}”`,
    `The assessment "${gate}" has to be passed first`,
    {
      clause: plan.clause,
      facts: { trancheNo: plan.trancheNo, gate },
    },
  );
};

export const tooEarly = (plan: PlannedTranche, claim: Claim): Refusal | undefined => {
  if (!plan.claimableFrom || claim.claimedOn >= plan.claimableFrom) return undefined;
  return refuse(
    'tranche.too-early',
    `${plan.claimableFrom} 起方可申领`,
    `Claimable from ${plan.claimableFrom}`,
    {
      clause: plan.clause,
      facts: { trancheNo: plan.trancheNo, claimableFrom: plan.claimableFrom },
    },
  );
};

const incomplete = ({ plan }: Tranche, claim: Claim): Refusal | undefined => {
  const missing = plan.evidence.find(
    (required) => !claim.evidence.some((item) => item.name === required.name),
  );
  if (missing) {
    return refuse('evidence.missing', `缺少材料：${missing.zh}`, `Evidence is missing: ${missing.en}`, {
      clause: missing.clause,
      pointer: '/evidence',
      facts: { evidence: missing.name },
    });
  }
  const unknown = claim.evidence.findIndex(
    (item) => !plan.evidence.some((required) => required.name === item.name),
  );
  if (unknown >= 0) {
    const name = claim.evidence[unknown]?.name ?? '';
    return refuse(
      'evidence.unknown',
      `本期不需要材料“${name}”`,
      `This tranche asks for no evidence called "${name}"`,
      {
        pointer: `/evidence/${unknown}/name`,
      },
    );
  }
  const future = claim.evidence.findIndex((item) => item.issuedOn > claim.claimedOn);
  if (future < 0) return tooOld(plan, claim);
  return refuse('evidence.dated-later', '材料日期晚于申领日', 'The evidence is dated after the claim', {
    pointer: `/evidence/${future}/issuedOn`,
  });
};

/** The day of the document and the day of the claim are so many days apart at most: at 30, 1 to 31 March. */
const tooOld = (plan: PlannedTranche, claim: Claim): Refusal | undefined => {
  for (const [index, { name, issuedOn }] of claim.evidence.entries()) {
    const required = plan.evidence.find((one) => one.name === name);
    const days = required?.maxAgeDays;
    if (required && days !== undefined && addDays(issuedOn, days) < claim.claimedOn) {
      return refuse(
        'evidence.too-old',
        `材料超过 ${days} 天：${required.zh}（${issuedOn}）`,
        `The evidence is older than ${days} days: ${required.en} (${issuedOn})`,
        { clause: required.clause, pointer: `/evidence/${index}/issuedOn`, facts: { issuedOn, days } },
      );
    }
  }
  return undefined;
};

const rejectEvidence = (
  command: Of<'RejectEvidence'>,
  award: GrantedAward,
  tranche: Tranche,
): AwardDecision => {
  if (tranche.status !== 'claimed') return wrongTrancheStatus(tranche);
  return accept({
    type: 'EvidenceRejected',
    data: { ...key(award, tranche), reason: command.reason, by: command.by },
  });
};

/** Who prepared what the verifier is about to confirm. */
const preparers = (award: GrantedAward, tranche: Extract<Tranche, { claimedBy: string }>): EarlierAct[] => [
  { act: 'award.enter-evidence', by: tranche.claimedBy },
  ...award.acts.filter(({ gate }) => gate !== undefined && tranche.plan.gates.includes(gate)),
];

const verifyEvidence = (
  command: Of<'VerifyEvidence'>,
  award: GrantedAward,
  tranche: Tranche,
  rulebook: Rulebook,
): AwardDecision => {
  const { by } = command;
  if (award.status !== 'approved' && award.status !== 'active') return wrongStatus(award);
  if (tranche.status !== 'claimed') return wrongTrancheStatus(tranche);
  const conflict = differentPeople({ id: by }, preparers(award, tranche));
  if (conflict) return dutyConflict(award, 'award.verify-evidence', by, conflict);
  const { programme, measure: id } = award.application;
  const measure = rulebook.measure(award.policyVersion, id);
  if (isRefusal(measure)) return reject(measure);
  const fixed = rulebook
    .rulesOf(programme)
    .fixTranche(awardFacts(award), tranche.plan, tranche.claim, measure);
  if (isRefusal(fixed)) {
    return reject(fixed, {
      type: 'TrancheRefused',
      data: { ...key(award, tranche), refusal: onRecord(fixed), by },
    });
  }
  return accept({ type: 'TrancheVerified', data: { ...key(award, tranche), ...fixed, by } });
};

const requestRelease = (
  command: Of<'RequestRelease'>,
  award: GrantedAward,
  tranche: Tranche,
  rulebook: Rulebook,
): AwardDecision => {
  const { by, on } = command;
  if (award.status !== 'active' && !(award.status === 'completed' && tranche.status === 'returned'))
    return wrongStatus(award);
  if ((tranche.status !== 'verified' && tranche.status !== 'returned') || tranche.held)
    return wrongTrancheStatus(tranche);
  const earlier: EarlierAct[] = [
    ...preparers(award, tranche),
    { act: 'award.verify-evidence', by: tranche.verifiedBy },
    ...award.acts.filter(({ act }) => act === 'award.approve'),
  ];
  const conflict = differentPeople({ id: by }, earlier);
  if (conflict) return dutyConflict(award, 'tranche.release', by, conflict);
  const measure = rulebook.measure(award.policyVersion, award.application.measure);
  if (isRefusal(measure)) return reject(measure);
  // After a return only what came back is asked for again.
  const dueFen = lastAttempt(tranche)?.returnedFen ?? tranche.requestedFen;
  const openFen = leftOfTakenOver(award, tranche, dueFen);
  if (isRefusal(openFen)) return reject(openFen);
  const requestedFen = leftOfBase(award, openFen);
  if (isRefusal(requestedFen)) return reject(requestedFen);
  return accept({
    type: 'TrancheReleaseRequested',
    data: {
      ...key(award, tranche),
      attempt: tranche.releaseRequests + 1,
      requestedFen,
      capClaims: tranche.capClaims,
      measure: measure.id,
      clause: tranche.plan.clause,
      payee: tranche.plan.payee,
      ...paidFrom(measure, award.application, award.budgetLine),
      fiscalYear: yearOf(on),
      approvedOn: award.approvedOn,
      requestedOn: on,
      by,
    },
  });
};
