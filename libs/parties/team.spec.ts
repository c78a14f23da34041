import { businessDate } from '#kernel/business-date.js';
import { given } from '#kernel/decider-spec.js';
import { partyDecider } from './parties.js';
import type { PartyEvent } from './parties.events.js';
import { teamId } from './party-id.js';
import { aPerson, aUnit, OLGA, registeredAfter, VERA } from './sample-parties.js';
import type { ChangeTeam } from './team.js';
import type { TeamChange } from './team.events.js';

const from = businessDate('2024-01-01');
const on = businessDate('2025-06-01');
const profile = {
  party: 'party-T',
  name: '样例领军团队',
  registryNumber: null,
  leader: 'party-L',
  host: 'party-2',
  from,
  members: [
    { person: 'party-C', role: 'core', from },
    { person: 'party-M', role: 'member', from },
  ],
  county: null,
} as const;
const team: PartyEvent = { type: 'TeamRegistered', data: profile };

const change = (stated: Partial<TeamChange>): ChangeTeam => ({
  type: 'ChangeTeam',
  change: { does: 'leader-replaced', person: 'party-N', role: null, on, ...stated },
  reason: 'moved away',
  actor: OLGA,
});
const proposed: PartyEvent = {
  type: 'TeamChangeProposed',
  data: { changeNo: 1, change: change({}).change, reason: 'moved away', proposedBy: 'olga' },
};

describe('a team', () => {
  it('is told apart by its number, or else by its name and leader', () => {
    const key = new Uint8Array(32).fill(7);
    const ids = [
      profile,
      { ...profile, leader: 'party-N' },
      { ...profile, registryNumber: 'T-1' },
      { ...profile, registryNumber: 'T-1', name: '改名团队' },
    ].map((one) => teamId(one, key));
    expect(ids[2]).toBe(ids[3]);
    expect(new Set(ids).size).toBe(3);
  });

  it('is registered once, and nobody is in it twice', () => {
    const command = { type: 'RegisterTeam', ...profile } as const;
    given(partyDecider).when(command).then(team);
    given(partyDecider, [team]).when(command).thenRefused('party.already-registered');
    const members = [{ person: 'party-L', role: 'core', from }] as const;
    given(partyDecider)
      .when({ ...command, members })
      .thenRefused('team.member-already');
  });

  it('has no account: its money goes to the host (practice 2.11)', () => {
    const account = { number: '1', accountName: 'x', bankCode: '1', bankName: 'x' };
    given(partyDecider, [team])
      .when({ type: 'ProposeAccount', accountId: 'a', account, actor: OLGA })
      .thenRefused('account.of-team');
  });

  it.each([
    ['the leader is replaced', {}],
    ['a core member joins', { does: 'joined', role: 'core' }],
    ['a core member leaves, whatever role is stated', { does: 'left', person: 'party-C', role: 'member' }],
  ] as const)('E16 waits for a second person when %s', (_, stated) => {
    const { events } = partyDecider.decide(change(stated), registeredAfter(team));
    expect(events.map(({ type }) => type)).toEqual(['TeamChangeProposed']);
  });

  it('E16 changes when a second person approves, and the attempt of the same person is kept (promise 4)', () => {
    given(partyDecider, [team, proposed])
      .when({ type: 'ApproveTeamChange', changeNo: 1, actor: OLGA })
      .thenRefused('duty.same-person', {
        type: 'TeamChangeRefused',
        data: { changeNo: 1, by: 'olga', reasonCode: 'duty.same-person' },
      });
    const changed: PartyEvent = {
      type: 'TeamChanged',
      data: { changeNo: 1, change: change({}).change, by: 'vera' },
    };
    given(partyDecider, [team, proposed])
      .when({ type: 'ApproveTeamChange', changeNo: 1, actor: VERA })
      .then(changed);
    expect(registeredAfter(team, proposed).team?.leaders).toEqual([{ person: 'party-L', from, until: null }]);
    expect(registeredAfter(team, proposed, changed).team).toMatchObject({
      leaders: [
        { person: 'party-L', from, until: '2025-05-31' },
        { person: 'party-N', from: on, until: null },
      ],
      changes: [],
    });
  });

  it('E16 keeps its leader when the change is rejected', () => {
    const rejected: PartyEvent = {
      type: 'TeamChangeRejected',
      data: { changeNo: 1, reason: 'in term', by: 'vera' },
    };
    given(partyDecider, [team, proposed])
      .when({ type: 'RejectTeamChange', changeNo: 1, reason: 'in term', actor: VERA })
      .then(rejected);
    given(partyDecider, [team, proposed, rejected])
      .when({ type: 'ApproveTeamChange', changeNo: 1, actor: VERA })
      .thenRefused('team.no-such-change');
  });

  it('lets other members come and go at once', () => {
    const left = change({ does: 'left', person: 'party-M' });
    const gone: PartyEvent = {
      type: 'TeamChanged',
      data: { changeNo: null, change: { ...left.change, role: 'member' }, by: 'olga' },
    };
    given(partyDecider, [team]).when(left).then(gone);
    expect(registeredAfter(team, gone).team?.members[1]).toMatchObject({ until: on });
  });

  it.each([
    ['somebody who is no member leaves', { does: 'left' }, 'team.no-member'],
    ['a member joins again', { does: 'joined', person: 'party-C' }, 'team.member-already'],
    ['the leader replaces the leader', { person: 'party-L' }, 'team.member-already'],
    ['a leader begins before the former one', { on: from }, 'team.change-too-early'],
  ] as const)('refuses that %s', (_, stated, code) => {
    given(partyDecider, [team]).when(change(stated)).thenRefused(code);
  });

  it('is what only teams are', () => {
    given(partyDecider, [aPerson()]).when(change({})).thenRefused('team.not-a-team');
    given(partyDecider, [aUnit('enterprise')])
      .when(change({}))
      .thenRefused('team.not-a-team');
  });
});
