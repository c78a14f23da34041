import { unreachable } from '#kernel/assert.js';
import { accept, reject } from '#kernel/decider.js';
import { isRefusal, refuse } from '#kernel/refusal.js';
import type { AwardLifeCommand } from './award.commands.js';
import type { AwardDecision, Rulebook } from './rulebook.js';
import type { AwardEvent } from './award.events.js';
import { type GrantedAward, paidFen } from './award.js';
import { wrongStatus } from './decide-application.js';
import { moveAward } from './decide-move.js';
import { reduceBase } from './decide-reduction.js';
import { giveWay } from './decide-replacement.js';
import { cancelUnpaid, endAward } from './end-award.js';

type Of<Type extends AwardLifeCommand['type']> = Extract<AwardLifeCommand, { type: Type }>;

/** Assessments, suspension and the ways an award ends. */
export const decideLife = (
  command: AwardLifeCommand,
  award: GrantedAward,
  rulebook: Rulebook,
): AwardDecision => {
  switch (command.type) {
    case 'RecordAssessment':
      return ['approved', 'active', 'suspended'].includes(award.status)
        ? recordAssessment(command, award)
        : wrongStatus(award);
    case 'SuspendAward':
      return ['approved', 'active'].includes(award.status)
        ? accept({
            type: 'AwardSuspended',
            data: { award: award.award, reason: command.reason, by: command.by },
          })
        : wrongStatus(award);
    case 'ResumeAward':
      return award.status === 'suspended' ? resume(command, award) : wrongStatus(award);
    case 'TerminateAward':
      return ['approved', 'active', 'suspended', 'completed'].includes(award.status)
        ? terminate(command, award, rulebook)
        : wrongStatus(award);
    case 'LapseAward':
      return award.status === 'approved' ? lapse(command, award) : wrongStatus(award);
    case 'MoveAward':
      return moveAward(command, award, rulebook);
    case 'ReduceBase':
      return reduceBase(command, award, rulebook);
    case 'GiveWay':
      return giveWay(command, award);
    default:
      return unreachable(command);
  }
};

const recordAssessment = (command: Of<'RecordAssessment'>, award: GrantedAward): AwardDecision => {
  const { gate, assessedOn, score, document, by, rectifyBy } = command;
  const { award: id } = award;
  if (!award.tranches.some((tranche) => tranche.plan.gates.includes(gate))) {
    return reject(
      refuse('assessment.unknown', `本资助没有“${gate}”考核`, `This award has no assessment "${gate}"`, {
        pointer: '/gate',
      }),
    );
  }
  if (award.passedAssessments.some((passed) => passed.gate === gate)) {
    return reject(
      refuse('assessment.already-passed', '该考核已通过', 'This assessment has been passed already', {
        pointer: '/gate',
      }),
    );
  }
  if (command.outcome === 'passed') {
    const passed: AwardEvent = {
      type: 'AssessmentPassed',
      data: { award: id, gate, assessedOn, score, document, by },
    };
    if (award.rectifying !== gate) return accept(passed);
    return accept<AwardEvent>(passed, {
      type: 'AwardResumed',
      data: { award: id, reason: `rectified: ${gate}`, by },
    });
  }
  if (!rectifyBy) {
    return reject(
      refuse(
        'assessment.no-rectification-date',
        '考核不合格须规定整改期限',
        'A failed assessment needs a date by which it is to be rectified',
        {
          pointer: '/rectifyBy',
        },
      ),
    );
  }
  const failed: AwardEvent = {
    type: 'AssessmentFailed',
    data: { award: id, gate, assessedOn, score, document, rectifyBy, by },
  };
  if (award.status === 'suspended') return accept(failed);
  return accept<AwardEvent>(failed, {
    type: 'AwardSuspended',
    data: { award: id, reason: `assessment failed: ${gate}`, by },
  });
};

const resume = (command: Of<'ResumeAward'>, award: GrantedAward): AwardDecision => {
  if (award.rectifying) {
    return reject(
      refuse(
        'award.rectification-open',
        '整改尚未通过考核，不能恢复',
        'The award can resume only when the failed assessment is passed',
        {
          facts: { gate: award.rectifying },
        },
      ),
    );
  }
  return accept({
    type: 'AwardResumed',
    data: { award: award.award, reason: command.reason, by: command.by },
  });
};

const terminate = (command: Of<'TerminateAward'>, award: GrantedAward, rulebook: Rulebook): AwardDecision => {
  const events = endAward(command, award, rulebook);
  return isRefusal(events) ? reject(events) : accept(...events);
};

const lapse = (command: Of<'LapseAward'>, award: GrantedAward): AwardDecision => {
  if (award.tranches.some((tranche) => paidFen(tranche) > 0n)) return wrongStatus(award);
  const { reason, by, on: lapsedOn } = command;
  return accept(
    { type: 'AwardLapsed', data: { award: award.award, reason, lapsedOn, by } },
    ...cancelUnpaid(award, reason, by),
  );
};
