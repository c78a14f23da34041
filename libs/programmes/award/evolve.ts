import { assert } from '#kernel/assert.js';
import type { ApplicationEvent, AwardEvent, AwardLifeEvent } from './award.events.js';
import { type Award, type AwardAct, type GrantedAward, isGranted, type PublicisedAward } from './award.js';
import { evolveRevision } from './evolve-revision.js';
import { evolveTranche, isTrancheEvent } from './evolve-tranche.js';

/** State after one more event. Total: an event that cannot follow the state is a broken invariant. */
export const evolve = (award: Award, event: AwardEvent): Award => {
  if (event.type === 'ApplicationSubmitted') {
    const { application, policyVersion, by } = event.data;
    return {
      status: 'applied',
      award: event.data.award,
      application,
      policyVersion,
      acts: [{ act: 'award.submit', by }],
    };
  }
  assert(award.status !== 'none', `${event.type} before the application`);
  if (isTrancheEvent(event)) {
    assert(isGranted(award), `${event.type} before approval`);
    return evolveTranche(award, event);
  }
  return isGranted(award) ? evolveGranted(award, event) : evolveApplication(award, event);
};

type OpenAward = Exclude<Award, { status: 'none' } | GrantedAward>;
type LifeEvent = Exclude<ApplicationEvent, { type: 'ApplicationSubmitted' }> | AwardLifeEvent;

const withAct = <A extends OpenAward>(award: A, next: AwardAct): A => ({
  ...award,
  acts: [...award.acts, next],
});

const evolveApplication = (award: OpenAward, event: LifeEvent): Award => {
  switch (event.type) {
    case 'ApplicationAccepted':
      return { ...withAct(award, { act: 'award.accept', by: event.data.by }), status: 'accepted' } as Award;
    case 'ApplicationVerified':
      return { ...withAct(award, { act: 'award.verify', by: event.data.by }), status: 'verified' } as Award;
    case 'ApplicationRefused':
      return { ...core(award), status: 'refused', reason: event.data.refusal };
    case 'ApplicationWithdrawn':
      return { ...core(award), status: 'withdrawn', reason: event.data.reason };
    case 'PublicityStarted': {
      const { startsOn, endsOn } = event.data;
      return {
        ...core(award),
        status: 'publicised',
        publicity: { startsOn, endsOn, workingDaysLeft: null, objections: [] },
      };
    }
    case 'AwardApproved':
      return approved(award, event);
    case 'DutyConflictRecorded':
      return award;
    default:
      assert(award.status === 'publicised', `${event.type} in ${award.status}`);
      return evolvePublicity(award, event);
  }
};

const core = ({ award, application, policyVersion, acts }: OpenAward) => ({
  award,
  application,
  policyVersion,
  acts,
});

const evolvePublicity = (award: PublicisedAward, event: LifeEvent): Award => {
  const { publicity } = award;
  const close = (objectionNo: number) =>
    publicity.objections.map((objection) =>
      objection.objectionNo === objectionNo ? { ...objection, open: false } : objection,
    );
  switch (event.type) {
    case 'ObjectionRaised': {
      const { objectionNo, workingDaysLeft, by } = event.data;
      const objections = [...publicity.objections, { objectionNo, raisedBy: by, open: true }];
      return { ...award, publicity: { ...publicity, workingDaysLeft, objections } };
    }
    case 'ObjectionDismissed': {
      const { objectionNo, endsOn } = event.data;
      const resumed = endsOn ? { endsOn, workingDaysLeft: null } : {};
      return { ...award, publicity: { ...publicity, ...resumed, objections: close(objectionNo) } };
    }
    case 'PublicityEnded':
      return { ...award, publicity: { ...publicity, ended: true } };
    case 'ObjectionUpheld':
      return { ...award, publicity: { ...publicity, objections: close(event.data.objectionNo) } };
    default:
      assert(false, `${event.type} during publicity`);
  }
};

const approved = (
  award: OpenAward,
  event: Extract<AwardLifeEvent, { type: 'AwardApproved' }>,
): GrantedAward => {
  const { application, policyVersion, caseDecision, totalFen, tranches, budgetLine, approvedOn, by } =
    event.data;
  return {
    status: 'approved',
    award: award.award,
    application,
    policyVersion,
    acts: [...award.acts, { act: 'award.approve', by }],
    approvedOn,
    caseDecision,
    totalFen,
    budgetLine,
    passedAssessments: [],
    rectifying: null,
    tranches: tranches.map((plan) => ({
      status: 'planned',
      plan,
      held: null,
      releaseRequests: 0,
      attempts: [],
    })),
  };
};

const evolveGranted = (award: GrantedAward, event: LifeEvent): Award => {
  switch (event.type) {
    case 'AssessmentPassed': {
      const { gate, assessedOn, score, by } = event.data;
      const passedAssessments = [...award.passedAssessments, { gate, assessedOn, score }];
      return {
        ...award,
        passedAssessments,
        acts: [...award.acts, { act: 'award.record-assessment', by, gate }],
      };
    }
    case 'AssessmentFailed':
      return { ...award, rectifying: event.data.gate };
    case 'AwardSuspended':
      return { ...award, status: 'suspended' };
    case 'AwardResumed':
      return { ...award, status: 'active', rectifying: null };
    case 'AwardTerminated':
      return { ...award, status: 'terminated' };
    case 'AwardLapsed':
      return { ...award, status: 'lapsed' };
    case 'AwardCompleted':
      return { ...award, status: 'completed' };
    case 'AwardMoved': {
      const { to: jurisdiction, by } = event.data;
      return {
        ...award,
        application: { ...award.application, jurisdiction },
        acts: [...award.acts, { act: 'award.move', by }],
      };
    }
    case 'TopUpAdded':
    case 'OverpaymentFound':
    case 'BaseReduced':
      return evolveRevision(award, event);
    case 'AwardReplaced':
      return { ...award, replacedBy: event.data.replacedBy };
    case 'AwardTakenOver':
      return { ...award, takenOver: { paidFen: event.data.earlier.paidFen } };
    case 'DutyConflictRecorded':
      return award;
    default:
      assert(false, `${event.type} after approval`);
  }
};
