import type { BusinessDate } from '#kernel/business-date.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { PartyEvent } from './parties.events.js';
import { type RegisteredParty, tierOn } from './party-state.js';
import type { TalentTier } from './talent.events.js';

export interface IssueGreenCard {
  readonly type: 'IssueGreenCard';
  readonly cardNumber: string;
  readonly issuedOn: BusinessDate;
}

export interface RevokeGreenCard {
  readonly type: 'RevokeGreenCard';
  readonly revokedOn: BusinessDate;
  readonly reason: string;
}

/** Given by the timer once `until` is past. */
export interface ExpireGreenCard {
  readonly type: 'ExpireGreenCard';
  readonly until: BusinessDate;
  readonly on: BusinessDate;
}

/** Source 000: 顶尖、高端、高级人才 receive the card. */
export const CARD_TIERS: readonly TalentTier[] = ['top', 'high-end', 'senior'];

/** Also replaces the card of the former tier after an upgrade. */
export const issueGreenCard = (
  { cardNumber, issuedOn }: IssueGreenCard,
  state: RegisteredParty,
): Decision<PartyEvent> => {
  const recognised = tierOn(state, issuedOn);
  if (!recognised) return reject(noTier(issuedOn));
  const { tier, until } = recognised;
  if (!CARD_TIERS.includes(tier)) return reject(tierWithoutCard(tier));
  const { card } = state;
  if (card?.tier === tier && card.until === until) return reject(alreadyIssued(card.issuedOn));
  return accept({
    type: 'GreenCardIssued',
    data: { cardNumber: cardNumber.trim(), tier, issuedOn, until },
  });
};

export const revokeGreenCard = (
  { revokedOn, reason }: RevokeGreenCard,
  state: RegisteredParty,
): Decision<PartyEvent> =>
  state.card
    ? accept({ type: 'GreenCardRevoked', data: { revokedOn, reason } })
    : reject(refuse('card.not-issued', '没有可收回的人才绿卡', 'There is no green card to revoke', CLAUSE));

export const revokedWithTier = (
  { card }: RegisteredParty,
  revokedOn: BusinessDate,
  reason: string,
): readonly PartyEvent[] => (card ? [{ type: 'GreenCardRevoked', data: { revokedOn, reason } }] : []);

/** Late, twice, or after another card took its place: nothing expires. */
export const expireGreenCard = (
  { until, on }: ExpireGreenCard,
  { card }: RegisteredParty,
): Decision<PartyEvent> =>
  card?.until === until && !card.expired && on > until
    ? accept({ type: 'GreenCardExpired', data: { until } })
    : accept();

const CLAUSE = { clause: 'measures §2 人才绿卡' } as const;

const noTier = (on: BusinessDate): Refusal =>
  refuse(
    'card.no-tier',
    `${on}没有有效的人才层次，不能发放人才绿卡`,
    `No tier counts on ${on}, so no green card is issued`,
    { ...CLAUSE, pointer: '/issuedOn', facts: { on } },
  );

const tierWithoutCard = (tier: TalentTier): Refusal =>
  refuse(
    'card.tier-without-card',
    '人才绿卡发放对象为顶尖、高端、高级人才',
    'The green card is for top, high-end and senior talents',
    { ...CLAUSE, facts: { tier } },
  );

const alreadyIssued = (issuedOn: BusinessDate): Refusal =>
  refuse(
    'card.already-issued',
    `该层次的人才绿卡已于${issuedOn}发放`,
    `The card of this tier was issued on ${issuedOn}`,
    { ...CLAUSE, facts: { issuedOn } },
  );
