import { differentPeople } from '#access/different-people.js';
import type { Actor } from '#kernel/actor.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { PartyEvent } from './parties.events.js';
import type { RegisteredParty } from './party-state.js';

/** What the read models know of a person when somebody wants the person forgotten. */
export interface PersonStanding {
  readonly today: BusinessDate;
  /** Last day on which the records have to be kept; null for a person who never had an award. */
  readonly keptUntil: BusinessDate | null;
  /** All awards the person is part of, and those that still run. */
  readonly awards: readonly string[];
  readonly runningAwards: readonly string[];
  /** Tranches on their way to the person, as `award/number`. */
  readonly dueTranches: readonly string[];
  /** Recovery cases in which the person still owes, or may come to owe. */
  readonly openCases: readonly string[];
}

export interface ProposeForgetting {
  readonly type: 'ProposeForgetting';
  readonly reason: string;
  /** Number of the document it rests on. */
  readonly basis: string;
  readonly actor: Actor;
  readonly standing: PersonStanding;
}

/** By a second person; what would stand against it is looked at once more. */
export interface ConfirmForgetting {
  readonly type: 'ConfirmForgetting';
  readonly actor: Actor;
  readonly standing: PersonStanding;
}

export const proposeForgetting = (
  { reason, basis, actor, standing }: ProposeForgetting,
  state: RegisteredParty,
): Decision<PartyEvent> => {
  const refusal = obstacle(state, standing);
  if (refusal) return reject(refusal);
  if (state.forgetting) return reject(alreadyProposed());
  return accept({ type: 'ForgettingProposed', data: { reason, basis, proposedBy: actor.id } });
};

export const confirmForgetting = (
  { actor, standing }: ConfirmForgetting,
  state: RegisteredParty,
): Decision<PartyEvent> => {
  const { forgetting, profile, absorbed } = state;
  if (!forgetting) return reject(notProposed());
  const same = differentPeople(actor, [{ act: 'person.propose-forgetting', by: forgetting.proposedBy }]);
  if (same) {
    const data = { by: actor.id, reasonCode: same.code };
    return reject(same, { type: 'ForgettingRefused', data });
  }
  const refusal = obstacle(state, standing);
  if (refusal) return reject(refusal);
  const { party } = profile;
  const { awards, keptUntil } = standing;
  const data = { party, ...forgetting, confirmedBy: actor.id, awards, keptUntil, absorbed };
  return accept({ type: 'PersonForgotten', data });
};

/** Why a person may not be forgotten yet; the first reason counts. */
const obstacle = ({ profile, bans }: RegisteredParty, standing: PersonStanding): Refusal | undefined => {
  const { today, keptUntil, runningAwards, dueTranches, openCases } = standing;
  if (profile.kind !== 'person') return notAPerson();
  if (runningAwards.length > 0) return awardRuns(runningAwards);
  if (dueTranches.length > 0) return moneyDue(dueTranches);
  if (openCases.length > 0) return debtOpen(openCases);
  const banned = bans.find(({ until }) => today <= until);
  if (banned) return banRuns(banned.until);
  if (keptUntil !== null && today <= keptUntil) return mustBeKept(keptUntil);
  return undefined;
};

const CLAUSE = { clause: 'promise 10' } as const;

const notAPerson = (): Refusal =>
  refuse(
    'person.not-a-person',
    '只有个人可以被遗忘；单位的信息是公开信息',
    'Only a person can be forgotten; what is known of an organisation is public',
    CLAUSE,
  );

const awardRuns = (awards: readonly string[]): Refusal =>
  refuse('person.award-running', '该个人还有正在办理的资助', 'An award of this person is still running', {
    ...CLAUSE,
    facts: { awards: awards.join(',') },
  });

const moneyDue = (tranches: readonly string[]): Refusal =>
  refuse('person.money-due', '还有款项应付给该个人', 'Money is still on its way to this person', {
    ...CLAUSE,
    facts: { tranches: tranches.join(',') },
  });

const debtOpen = (cases: readonly string[]): Refusal =>
  refuse('person.debt-open', '该个人还有未了结的追缴案件', 'A recovery case of this person is still open', {
    ...CLAUSE,
    facts: { cases: cases.join(',') },
  });

const banRuns = (until: BusinessDate): Refusal =>
  refuse(
    'person.ban-running',
    `该个人被限制申报至${until}，期满前不能遗忘`,
    `This person is banned until ${until} and cannot be forgotten before`,
    { ...CLAUSE, facts: { until } },
  );

const mustBeKept = (until: BusinessDate): Refusal =>
  refuse(
    'person.retention-term',
    `保管期限至${until}，期满前不能销毁`,
    `The records have to be kept until ${until}; nothing may be destroyed before`,
    { ...CLAUSE, facts: { until } },
  );

const alreadyProposed = (): Refusal =>
  refuse(
    'person.forgetting-proposed',
    '已提出遗忘，等待他人确认',
    'Forgetting was proposed and waits for a second person',
    CLAUSE,
  );

const notProposed = (): Refusal =>
  refuse('person.forgetting-not-proposed', '没有等待确认的遗忘', 'Nothing waits to be confirmed', CLAUSE);

export const partyForgotten = (): Refusal =>
  refuse(
    'party.forgotten',
    '该个人的数据已按规定销毁',
    'The data of this person was destroyed, as the rules have it',
    {
      ...CLAUSE,
      pointer: '/party',
    },
  );
