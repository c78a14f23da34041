import { differentPeople } from '#access/different-people.js';
import type { Act } from '#access/duties.js';
import { unreachable } from '#kernel/assert.js';
import { addDays, type BusinessDate } from '#kernel/business-date.js';
import { accept, reject } from '#kernel/decider.js';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.js';
import type { Measure } from '#policy/measure.js';
import type { Application } from './application.js';
import type { ApplicationCommand } from './award.commands.js';
import type { AwardDecision, Rulebook } from './rulebook.js';
import type { RefusalOnRecord } from './award.events.js';
import type { Award, PublicisedAward } from './award.js';
import type { Replaces } from './changed-terms.events.js';

type Known = Exclude<Award, { status: 'none' }>;
type Of<Type extends ApplicationCommand['type']> = Extract<ApplicationCommand, { type: Type }>;

/** From application to approval. */
export const decideApplication = (
  command: ApplicationCommand,
  award: Known,
  rulebook: Rulebook,
): AwardDecision => {
  switch (command.type) {
    case 'SubmitApplication':
      return wrongStatus(award);
    case 'AcceptApplication':
      return inStatus(award, ['applied'], () => acceptApplication(command, award, rulebook));
    case 'VerifyApplication':
      return inStatus(award, ['accepted'], () => verify(command, award));
    case 'RefuseApplication':
      return inStatus(award, ['applied', 'accepted', 'verified', 'publicised'], () =>
        refuseByHand(command, award),
      );
    case 'WithdrawApplication':
      return inStatus(award, ['applied', 'accepted', 'verified', 'publicised'], () =>
        accept({
          type: 'ApplicationWithdrawn',
          data: { award: award.award, reason: command.reason, by: command.by },
        }),
      );
    case 'StartPublicity':
      return inStatus(award, ['verified'], () => startPublicity(command, award, rulebook));
    case 'RaiseObjection':
      return award.status === 'publicised' ? raiseObjection(command, award, rulebook) : wrongStatus(award);
    case 'ResolveObjection':
      return award.status === 'publicised' ? resolveObjection(command, award, rulebook) : wrongStatus(award);
    case 'EndPublicity':
      return endPublicity(command, award);
    case 'ApproveAward':
      return award.status === 'publicised' ? approve(command, award, rulebook) : wrongStatus(award);
    default:
      return unreachable(command);
  }
};

const inStatus = (
  award: Known,
  statuses: readonly Known['status'][],
  decide: () => AwardDecision,
): AwardDecision => (statuses.includes(award.status) ? decide() : wrongStatus(award));

export const wrongStatus = (award: { readonly status: string }): AwardDecision =>
  reject(
    refuse(
      'award.wrong-status',
      `当前状态“${award.status}”不能办理此事项`,
      `Not possible while the award is ${award.status}`,
      {
        facts: { status: award.status },
      },
    ),
  );

/** Refuses an act of somebody who did a conflicting one, and puts the attempt on record. */
export const dutyConflict = (
  award: { readonly award: string },
  act: Act,
  by: string,
  refusal: Refusal,
): AwardDecision =>
  reject(refusal, {
    type: 'DutyConflictRecorded',
    data: { award: award.award, act, earlierAct: String(refusal.facts?.earlierAct), by },
  });

export const onRecord = ({ code, clause, zh, en }: Refusal): RefusalOnRecord => ({
  code,
  clause: clause ?? null,
  zh,
  en,
});

/** The first event of an award. */
export const submitApplication = ({
  award,
  application,
  policyVersion,
  by,
}: Of<'SubmitApplication'>): AwardDecision =>
  accept({ type: 'ApplicationSubmitted', data: { award, application, policyVersion, by } });

/** Decision 27: fraud bars a party from all support for three years. */
export const banned = (application: Application, on: BusinessDate): Refusal | undefined => {
  const party = Object.values(application.parties).find(
    ({ bannedUntil }) => bannedUntil !== undefined && bannedUntil >= on,
  );
  if (!party) return undefined;
  return refuse(
    'party.banned',
    `当事人 ${party.party} 在 ${party.bannedUntil} 之前不得享受政策`,
    `Party ${party.party} is barred from support until ${party.bannedUntil}`,
    { clause: 'decision 27', facts: { party: party.party, until: party.bannedUntil ?? null } },
  );
};

const eligibility = (
  award: Known,
  policyVersion: string,
  on: BusinessDate,
  rulebook: Rulebook,
): Refusal | undefined => {
  const { programme, measure: id } = award.application;
  const measure = rulebook.measure(policyVersion, id);
  if (isRefusal(measure)) return measure;
  const { application } = award;
  return banned(application, on) ?? rulebook.rulesOf(programme).unmetConditions(application, measure)[0];
};

const refused = (award: Known, refusal: Refusal, by: string): AwardDecision =>
  reject(refusal, {
    type: 'ApplicationRefused',
    data: { award: award.award, refusal: onRecord(refusal), by },
  });

const acceptApplication = (
  command: Of<'AcceptApplication'>,
  award: Known,
  rulebook: Rulebook,
): AwardDecision => {
  const refusal = eligibility(award, award.policyVersion, command.on, rulebook);
  if (refusal) return refused(award, refusal, command.by);
  return accept({ type: 'ApplicationAccepted', data: { award: award.award, by: command.by } });
};

const verify = (command: Of<'VerifyApplication'>, award: Known): AwardDecision => {
  const conflict = differentPeople({ id: command.by }, award.acts);
  if (conflict) return dutyConflict(award, 'award.verify', command.by, conflict);
  return accept({ type: 'ApplicationVerified', data: { award: award.award, by: command.by } });
};

const refuseByHand = (command: Of<'RefuseApplication'>, award: Known): AwardDecision => {
  const refusal = {
    code: 'application.refused',
    clause: command.clause,
    zh: command.reason,
    en: command.reason,
  };
  return accept({ type: 'ApplicationRefused', data: { award: award.award, refusal, by: command.by } });
};

const startPublicity = (command: Of<'StartPublicity'>, award: Known, rulebook: Rulebook): AwardDecision => {
  const measure = rulebook.measure(award.policyVersion, award.application.measure);
  if (isRefusal(measure)) return reject(measure);
  const workingDays = measure.publicityWorkingDays;
  // The first day of the notice counts when it is a working day (decision 24).
  const endsOn = rulebook.calendar.addWorkingDays(addDays(command.startsOn, -1), workingDays);
  if (isRefusal(endsOn)) return reject(endsOn);
  const { startsOn, by } = command;
  return accept({
    type: 'PublicityStarted',
    data: { award: award.award, startsOn, endsOn, workingDays, by },
  });
};

/** What people write who give no name. */
const NO_NAMES: ReadonlySet<string> = new Set(['', '匿名', 'anonymous', '无名氏']);

const raiseObjection = (
  command: Of<'RaiseObjection'>,
  award: PublicisedAward,
  rulebook: Rulebook,
): AwardDecision => {
  const { publicity } = award;
  if (NO_NAMES.has(command.objector.trim().toLowerCase())) {
    return reject(
      refuse(
        'publicity.anonymous-objection',
        '异议须实名提出',
        'An objection has to be raised under a real name',
        { clause: 'practice E49', pointer: '/objector' },
      ),
    );
  }
  if (publicity.workingDaysLeft === null && command.on > publicity.endsOn) {
    return reject(
      refuse(
        'publicity.over',
        `公示已于 ${publicity.endsOn} 结束`,
        `Publicity ended on ${publicity.endsOn}`,
        { clause: 'decision 24' },
      ),
    );
  }
  // The day of the objection is not a full day of publicity, so it is still to run.
  const left =
    publicity.workingDaysLeft ??
    rulebook.calendar.workingDaysBetween(addDays(command.on, -1), publicity.endsOn);
  if (isRefusal(left)) return reject(left);
  const { objector, statement, by, on: raisedOn } = command;
  const objectionNo = publicity.objections.length + 1;
  return accept({
    type: 'ObjectionRaised',
    data: { award: award.award, objectionNo, objector, statement, raisedOn, workingDaysLeft: left, by },
  });
};

const resolveObjection = (
  command: Of<'ResolveObjection'>,
  award: PublicisedAward,
  rulebook: Rulebook,
): AwardDecision => {
  const { publicity } = award;
  const { objectionNo, reason, by, on } = command;
  const objection = publicity.objections.find((one) => one.objectionNo === objectionNo && one.open);
  if (!objection)
    return reject(
      refuse('publicity.no-such-objection', '没有待处理的该异议', 'There is no such open objection'),
    );
  const conflict = differentPeople({ id: by }, [{ act: 'award.raise-objection', by: objection.raisedBy }]);
  if (conflict) return dutyConflict(award, 'award.resolve-objection', by, conflict);
  if (command.outcome === 'upheld') {
    const refusal = { code: 'publicity.objection-upheld', clause: 'decision 24', zh: reason, en: reason };
    return accept(
      { type: 'ObjectionUpheld', data: { award: award.award, objectionNo, reason, by } },
      { type: 'ApplicationRefused', data: { award: award.award, refusal, by } },
    );
  }
  const isLast = publicity.objections.every((one) => one === objection || !one.open);
  const endsOn = isLast ? rulebook.calendar.addWorkingDays(on, publicity.workingDaysLeft ?? 1) : null;
  if (isRefusal(endsOn)) return reject(endsOn);
  return accept({
    type: 'ObjectionDismissed',
    data: { award: award.award, objectionNo, reason, endsOn, by },
  });
};

const publicityNotOver = ({ publicity }: PublicisedAward, on: BusinessDate): Refusal | undefined => {
  if (publicity.workingDaysLeft !== null) {
    return refuse(
      'publicity.objection-open',
      '公示异议尚未处理完毕',
      'An objection raised during publicity is still open',
      { clause: 'decision 24' },
    );
  }
  if (on <= publicity.endsOn) {
    return refuse(
      'publicity.running',
      `公示至 ${publicity.endsOn} 期满，次日方可审批`,
      `Publicity runs until ${publicity.endsOn}; approval is possible from the next day`,
      { clause: 'decision 24', facts: { endsOn: publicity.endsOn } },
    );
  }
  return undefined;
};

/** A timer may fire late or twice, and after people went on: then there is nothing to put on record. */
const endPublicity = ({ endsOn, on }: Of<'EndPublicity'>, award: Known): AwardDecision => {
  if (award.status !== 'publicised') return accept();
  const { publicity } = award;
  const isThisEnd = publicity.endsOn === endsOn && !publicity.ended;
  if (!isThisEnd || publicityNotOver(award, on)) return accept();
  return accept({ type: 'PublicityEnded', data: { award: award.award, endsOn } });
};

const approve = (command: Of<'ApproveAward'>, award: PublicisedAward, rulebook: Rulebook): AwardDecision => {
  const { by, on, policyVersion, caseDecision } = command;
  const early = publicityNotOver(award, on);
  if (early) return reject(early);
  const conflict = differentPeople({ id: by }, award.acts);
  if (conflict) return dutyConflict(award, 'award.approve', by, conflict);
  // The version in force on the day of approval is the one the award keeps, so its conditions count.
  const ineligible = eligibility(award, policyVersion, on, rulebook);
  if (ineligible) return refused(award, ineligible, by);
  const { application } = award;
  const measure = rulebook.measure(policyVersion, application.measure);
  if (isRefusal(measure)) return reject(measure);
  const plan = rulebook.rulesOf(application.programme).planAward(application, measure, caseDecision);
  if (isRefusal(plan)) return reject(plan);
  return accept({
    type: 'AwardApproved',
    data: {
      award: award.award,
      application,
      policyVersion,
      caseDecision,
      ...plan,
      budgetLine: measure.budgetLine,
      approvedOn: on,
      ...replacesOf(application, measure),
      by,
    },
  });
};

const replacesOf = (
  { parties }: Application,
  { replaces }: Measure,
): { readonly replaces?: readonly Replaces[] } => {
  const found = replaces.flatMap(({ role, ...terms }) => {
    const party = parties[role]?.party;
    return party === undefined ? [] : [{ ...terms, party }];
  });
  return found.length > 0 ? { replaces: found } : {};
};
