import { decode } from '#event-store/decode.js';
import type { CommandExecutor } from '#event-store/execute.js';
import type { PartyBanned } from '#parties/ban.events.js';
import { survivingId } from '#parties/one-person.js';
import { partyDecider } from '#parties/parties.js';
import type { Reaction } from '#reactions/reaction.js';
import { stepsOf } from './steps.js';

/**
 * A ban of a team reaches whoever leads it on its first day, so that nobody goes on with another team (decision 27). Where the leader is
 * banned for the same cause already, nothing is added.
 */
export const banTeamLeader = (executor: CommandExecutor): Reaction => ({
  name: 'ban-team-leader',
  types: ['PartyBanned'],
  handle: async (stored) => {
    const { state } = await executor.load(partyDecider, stored.stream);
    if (state.status !== 'registered' || !state.team) return;
    const { data: ban } = decode<PartyBanned>(stored);
    const leaders = state.team.leaders.filter(
      ({ from, until }) => from <= ban.from && (until === null || ban.from <= until),
    );
    for (const { person } of leaders) {
      const leader = await survivingId(executor, person);
      await stepsOf(executor, stored).ask(partyDecider, leader, { type: 'ImposeBan', ...ban }, leader);
    }
  },
});
