import { differentPeople } from '#access/different-people.js';
import type { Actor } from '#kernel/actor.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { PartyEvent } from './parties.events.js';
import { type RegisteredParty, type Team, teamOf, type UnknownParty } from './party-state.js';
import type { TeamChange, TeamRegistered } from './team.events.js';

/** Leader, host and members are registered parties; the caller has looked. */
export type RegisterTeam = { readonly type: 'RegisterTeam' } & TeamRegistered['data'];

/** A member who is not core comes and goes at once; leader and core members wait for a second person. */
export interface ChangeTeam {
  readonly type: 'ChangeTeam';
  readonly change: TeamChange;
  readonly reason: string;
  readonly actor: Actor;
}

export interface ApproveTeamChange {
  readonly type: 'ApproveTeamChange';
  readonly changeNo: number;
  readonly actor: Actor;
}

export interface RejectTeamChange {
  readonly type: 'RejectTeamChange';
  readonly changeNo: number;
  readonly reason: string;
  readonly actor: Actor;
}

export type TeamCommand = ChangeTeam | ApproveTeamChange | RejectTeamChange;

export const registerTeam = (
  { type: _type, ...data }: RegisterTeam,
  state: UnknownParty | RegisteredParty,
): Decision<PartyEvent> => {
  if (state.status === 'registered') return reject(alreadyRegistered(data.party));
  const people = [data.leader, ...data.members.map(({ person }) => person)];
  const twice = people.find((person, index) => people.indexOf(person) !== index);
  if (twice !== undefined) return reject(memberAlready(twice));
  return accept({ type: 'TeamRegistered', data });
};

export const decideTeam = (command: TeamCommand, state: RegisteredParty): Decision<PartyEvent> => {
  if (!state.team) return reject(notATeam());
  switch (command.type) {
    case 'ChangeTeam':
      return changeTeam(command, state);
    case 'ApproveTeamChange':
      return approve(command, state);
    case 'RejectTeamChange':
      return rejectChange(command, state);
  }
};

const changeTeam = ({ change, reason, actor }: ChangeTeam, state: RegisteredParty): Decision<PartyEvent> => {
  const team = teamOf(state);
  const refusal = fault(change, team);
  if (refusal) return reject(refusal);
  const stated: TeamChange = change.does === 'left' ? { ...change, role: roleOf(change, team) } : change;
  if (stated.does !== 'leader-replaced' && stated.role !== 'core')
    return accept({ type: 'TeamChanged', data: { changeNo: null, change: stated, by: actor.id } });
  const changeNo = team.lastChangeNo + 1;
  return accept({
    type: 'TeamChangeProposed',
    data: { changeNo, change: stated, reason, proposedBy: actor.id },
  });
};

/** The attempt of whoever proposed it is kept (promise 4). */
const approve = ({ changeNo, actor }: ApproveTeamChange, state: RegisteredParty): Decision<PartyEvent> => {
  const team = teamOf(state);
  const proposal = team.changes.find((one) => one.changeNo === changeNo);
  if (!proposal) return reject(noSuchChange(changeNo));
  const same = differentPeople(actor, [{ act: 'team.change', by: proposal.proposedBy }]);
  if (same) {
    const data = { changeNo, by: actor.id, reasonCode: same.code };
    return reject(same, { type: 'TeamChangeRefused', data });
  }
  const { change } = proposal;
  const refusal = fault(change, team);
  if (refusal) return reject(refusal);
  return accept({ type: 'TeamChanged', data: { changeNo, change, by: actor.id } });
};

const rejectChange = (command: RejectTeamChange, state: RegisteredParty): Decision<PartyEvent> => {
  const { changeNo, reason, actor } = command;
  if (!teamOf(state).changes.some((one) => one.changeNo === changeNo)) return reject(noSuchChange(changeNo));
  return accept({ type: 'TeamChangeRejected', data: { changeNo, reason, by: actor.id } });
};

const roleOf = ({ person }: TeamChange, { members }: Team) =>
  members.find((one) => one.person === person && one.until === null)?.role ?? null;

/** Why a change cannot be, as the team stands. */
const fault = (change: TeamChange, team: Team): Refusal | undefined => {
  const { does, person, on } = change;
  const leader = team.leaders.find(({ until }) => until === null);
  const member = team.members.find((one) => one.person === person && one.until === null);
  if (does === 'left') {
    if (!member) return noMember(person);
    return on < member.from ? beforeItsTime(member.from) : undefined;
  }
  if (leader?.person === person) return memberAlready(person);
  if (does === 'joined') return member ? memberAlready(person) : undefined;
  return leader && on <= leader.from ? beforeItsTime(leader.from) : undefined;
};

const CLAUSE = { clause: 'practice E16' } as const;

const alreadyRegistered = (party: string): Refusal =>
  refuse('party.already-registered', `该对象已登记，编号为${party}`, `This party is registered as ${party}`, {
    facts: { party },
  });

const notATeam = (): Refusal => refuse('team.not-a-team', '该对象不是团队', 'The party is not a team');

const memberAlready = (person: string): Refusal =>
  refuse('team.member-already', '该人已在团队中', 'The person is in the team already', {
    ...CLAUSE,
    pointer: '/person',
    facts: { person },
  });

const noMember = (person: string): Refusal =>
  refuse('team.no-member', '该人不是团队现有成员', 'The person is no member of the team', {
    ...CLAUSE,
    pointer: '/person',
    facts: { person },
  });

const noSuchChange = (changeNo: number): Refusal =>
  refuse('team.no-such-change', '没有等待批准的该项变更', 'There is no such change waiting', {
    ...CLAUSE,
    facts: { changeNo },
  });

const beforeItsTime = (from: BusinessDate): Refusal =>
  refuse(
    'team.change-too-early',
    `变更日期早于现任起日${from}`,
    `The change lies before the day the present one began, ${from}`,
    { ...CLAUSE, pointer: '/on', facts: { from } },
  );
