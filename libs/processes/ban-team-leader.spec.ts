import { businessDate } from '#kernel/business-date.js';
import { partyDecider } from '#parties/parties.js';
import { aPerson } from '#parties/sample-parties.js';
import { type SampleOffice, sampleOffice } from './sample-office.js';

const [TEAM, FIRST, SECOND] = ['party-TEAM', 'party-FIRST', 'party-SECOND'];
const ban = {
  from: businessDate('2024-02-01'),
  until: businessDate('2027-01-31'),
  reason: 'fraud',
  cause: 'recovery-1',
};

const register = async ({ give }: SampleOffice, party: string, serial: number): Promise<void> => {
  const event = aPerson(party, serial);
  if (event.type !== 'PartyRegistered') throw new Error('Not a person');
  const { nationality: _none, county: _nowhere, bornOn: _inNumber, ...stated } = event.data;
  await give(partyDecider, party, { type: 'RegisterParty', ...stated });
};

const bansOf = async ({ executor }: SampleOffice, party: string) => {
  const { state } = await executor.load(partyDecider, party);
  return state.status === 'registered' ? state.bans : [];
};

describe.each([
  ['handed over once', false],
  ['handed over twice', true],
])('A ban of a team (decision 27), %s', (_how, redeliver) => {
  const withTeam = async (): Promise<SampleOffice> => {
    const office = sampleOffice({ redeliver });
    await register(office, FIRST, 1);
    await register(office, SECOND, 2);
    await office.give(partyDecider, TEAM, {
      type: 'RegisterTeam',
      party: TEAM,
      name: '样例团队',
      registryNumber: 'TD-1',
      leader: FIRST,
      host: 'party-ENTERPRISE',
      members: [{ person: SECOND, role: 'core', from: businessDate('2023-01-01') }],
      county: null,
      from: businessDate('2023-01-01'),
    });
    return office;
  };

  it('reaches its leader, and no member', async () => {
    const office = await withTeam();
    await office.give(partyDecider, TEAM, { type: 'ImposeBan', ...ban });
    expect(await bansOf(office, TEAM)).toEqual([ban]);
    expect(await bansOf(office, FIRST)).toEqual([ban]);
    expect(await bansOf(office, SECOND)).toEqual([]);
  });

  it('adds nothing for a leader who is banned for the same cause', async () => {
    const office = await withTeam();
    await office.give(partyDecider, FIRST, { type: 'ImposeBan', ...ban });
    await office.give(partyDecider, TEAM, { type: 'ImposeBan', ...ban });
    expect(await bansOf(office, FIRST)).toEqual([ban]);
  });
});
