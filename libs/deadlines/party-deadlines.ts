import type { BusinessDate } from '#kernel/business-date.js';
import type { PartyEvent } from '#parties/parties.events.js';
import { CARD_TIERS } from '#parties/green-card.js';
import type { DeadlineChange } from './deadline.js';
import type { DeadlineRules } from './deadline-rules.js';

const tier = (party: string): string => `${party}/talent-tier`;
const publicity = (party: string): string => `${party}/tier-publicity`;
const cardIssue = (party: string): string => `${party}/green-card-issue`;
const card = (party: string): string => `${party}/green-card`;

/** Source 000: the card is issued within 20 working days after publicity. */
const CARD_ISSUE_WORKING_DAYS = 20;

/** What a party is recognised for and barred from, until the last day its event states, and what it waits for. */
export const partyDeadlines: DeadlineRules<PartyEvent> = {
  TierPublicised: ({ data: { endsOn, tier: about } }, { stream }) => [
    { does: 'open', key: publicity(stream), kind: 'tier-publicity', due: { on: endsOn }, about },
  ],
  TierApplicationRefused: (_event, { stream }) => [{ does: 'close', key: publicity(stream) }],
  // A new recognition takes the place of the earlier one, and so does its last day.
  TierRecognised: ({ data: { until, tier: about, publicisedUntil } }, { stream }) => [
    { does: 'open', key: tier(stream), kind: 'talent-tier', due: { on: until }, about },
    ...(publicisedUntil === undefined
      ? []
      : ([{ does: 'close', key: publicity(stream) }] satisfies DeadlineChange[])),
    ...(publicisedUntil === undefined || !CARD_TIERS.includes(about)
      ? []
      : ([
          {
            does: 'open',
            key: cardIssue(stream),
            kind: 'green-card-issue',
            due: { from: publicisedUntil, workingDays: CARD_ISSUE_WORKING_DAYS },
            about,
          },
        ] satisfies DeadlineChange[])),
  ],
  TierRevoked: (_event, { stream }) => [
    { does: 'close', key: tier(stream) },
    { does: 'close', key: cardIssue(stream) },
  ],
  TierExpired: ({ data: { until } }, { stream }) => [{ does: 'pass', key: tier(stream), dueOn: until }],
  GreenCardIssued: ({ data: { until, tier: about } }, { stream }) => [
    { does: 'close', key: cardIssue(stream) },
    { does: 'open', key: card(stream), kind: 'green-card', due: { on: until }, about },
  ],
  GreenCardRevoked: (_event, { stream }) => [{ does: 'close', key: card(stream) }],
  GreenCardExpired: ({ data: { until } }, { stream }) => [{ does: 'pass', key: card(stream), dueOn: until }],
  PartyBanned: ({ data: { until, cause } }, { stream }) => [banUntil(stream, until, cause)],
  // What ran for the former identity runs for the person it became.
  MergedInto: ({ data: { brings } }, { stream }) => [
    ...[tier, publicity, cardIssue, card].map((key): DeadlineChange => ({ does: 'close', key: key(stream) })),
    ...brings.bans.map(({ cause }): DeadlineChange => ({ does: 'close', key: ban(stream, cause) })),
  ],
  PartyAbsorbed: ({ data }, { stream }) => [
    ...data.bans.map(({ until, cause }) => banUntil(stream, until, cause)),
    ...(data.tier ? [running(tier(stream), 'talent-tier', data.tier)] : []),
    ...(data.card ? [running(card(stream), 'green-card', data.card)] : []),
  ],
};

const ban = (party: string, cause: string): string => `${party}/ban/${cause}`;

const banUntil = (party: string, until: BusinessDate, cause: string): DeadlineChange => ({
  does: 'open',
  key: ban(party, cause),
  kind: 'ban',
  due: { on: until },
  about: cause,
});

const running = (
  key: string,
  kind: 'talent-tier' | 'green-card',
  { until, tier: about }: { readonly until: BusinessDate; readonly tier: string },
): DeadlineChange => ({ does: 'open', key, kind, due: { on: until }, about });
