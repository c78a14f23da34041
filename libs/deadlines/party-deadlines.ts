import type { PartyEvent } from '#parties/parties.events.js';
import type { DeadlineRules } from './deadline-rules.js';

const tier = (party: string): string => `${party}/talent-tier`;

/** What a party is recognised for and barred from, until the last day its event states. */
export const partyDeadlines: DeadlineRules<PartyEvent> = {
  // A new recognition takes the place of the earlier one, and so does its last day.
  TierRecognised: ({ data: { until, tier: about } }, { stream }) => [
    { does: 'open', key: tier(stream), kind: 'talent-tier', due: { on: until }, about },
  ],
  TierRevoked: (_event, { stream }) => [{ does: 'close', key: tier(stream) }],
  TierExpired: ({ data: { until } }, { stream }) => [{ does: 'pass', key: tier(stream), dueOn: until }],
  PartyBanned: ({ data: { until, cause } }, { stream }) => [
    { does: 'open', key: `${stream}/ban/${cause}`, kind: 'ban', due: { on: until }, about: cause },
  ],
};
