import type { CommandExecutor } from '#event-store/execute.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { survivingId } from './one-person.js';
import { partyDecider } from './parties.js';
import { type PartyStanding, partySnapshot, tierOn } from './party-state.js';
import type { TalentTier } from './talent.events.js';

/** What changes with the days: tier, bans and lists. */
export interface StandingOnDay extends Pick<PartyStanding, 'bannedUntil' | 'listings'> {
  readonly tier?: TalentTier;
}

/** Of whoever the party is by now; undefined for somebody who was forgotten, or whom nobody registered here. */
export const standingOn = async (
  executor: CommandExecutor,
  party: string,
  day: BusinessDate,
): Promise<StandingOnDay | undefined> => {
  const { state } = await executor.load(partyDecider, await survivingId(executor, party));
  if (state.status !== 'registered') return undefined;
  const { bannedUntil, listings } = partySnapshot(state);
  const tier = tierOn(state, day)?.tier;
  return { ...(bannedUntil && { bannedUntil }), ...(listings && { listings }), ...(tier && { tier }) };
};
