import { decode } from '#event-store/decode.js';
import type { CommandExecutor } from '#event-store/execute.js';
import type { Decider } from '#kernel/decider.js';
import { survivingId } from '#parties/one-person.js';
import { partyDecider } from '#parties/parties.js';
import type { Award } from '#programmes/award/award.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import type { AwardEvent, AwardLifeEvent } from '#programmes/award/award.events.js';
import { comesToFen } from '#programmes/award/decide-replacement.js';
import type { Reaction } from '#reactions/reaction.js';
import type { Lookups } from './lookups.js';
import { stepsOf } from './steps.js';

type Approved = Extract<AwardLifeEvent, { type: 'AwardApproved' }>;

/**
 * An award whose measure takes the place of others of the same party ends what those still had to pay: rent years once a home is
 * bought (decision 20), the lower class once a project has risen (practice E10). What they paid counts in the caps both share.
 */
export const replaceAwards = (
  executor: CommandExecutor,
  awards: Decider<AwardCommand, Award, AwardEvent>,
  lookups: Lookups,
): Reaction => ({
  name: 'replace-awards',
  types: ['AwardApproved'],
  handle: async (stored) => {
    const { data } = decode<Approved>(stored);
    if (!data.replaces) return;
    await lookups.at(stored.position);
    const steps = stepsOf(executor, stored);
    for (const { party, measures, clause, zh, en, onlyIfMore } of data.replaces) {
      for (const award of await lookups.runningAwards(await identitiesOf(executor, party), measures)) {
        if (award === data.award) continue;
        await steps.order(awards, award, {
          type: 'GiveWay',
          to: data.award,
          clause,
          zh,
          en,
          fromYear: data.tranches[0]?.windowYear ?? null,
          onlyIfMoreThanFen: onlyIfMore ? comesToFen(data) : null,
          on: data.approvedOn,
        });
      }
    }
  },
});

/** Under whatever identity the party applied (practice E55). */
const identitiesOf = async (executor: CommandExecutor, party: string): Promise<readonly string[]> => {
  const now = await survivingId(executor, party);
  const { state } = await executor.load(partyDecider, now);
  return [...new Set([now, party, ...(state.status === 'registered' ? state.absorbed : [])])];
};
