import { businessDate } from '#kernel/business-date.js';
import { given } from '#kernel/decider-spec.js';
import { partyDecider } from './parties.js';
import type { PartyEvent } from './parties.events.js';
import { tierOn } from './party-state.js';
import { aPerson, OLGA, registeredAfter, VERA } from './sample-parties.js';
import type { TalentTier } from './talent.events.js';

const basis = '嘉人才〔2024〕3号';
const startsOn = businessDate('2024-06-03');
const endsOn = businessDate('2024-06-07');
const from = businessDate('2024-06-08');
const until = businessDate('2029-06-07');
const person = aPerson();
const applied: PartyEvent = {
  type: 'TierApplied',
  data: { tier: 'senior', appliedOn: businessDate('2024-05-20'), basis, by: 'olga' },
};
const publicised: PartyEvent = {
  type: 'TierPublicised',
  data: { tier: 'senior', startsOn, endsOn, by: 'olga' },
};
const recognised = (tier: TalentTier = 'senior'): PartyEvent => ({
  type: 'TierRecognised',
  data: { tier, from, until, basis, publicisedUntil: endsOn },
});
const recognise = { type: 'RecogniseTier', tier: 'senior', from, basis, actor: VERA } as const;
const issuedOn = businessDate('2024-06-20');
const issue = { type: 'IssueGreenCard', cardNumber: 'LK-1', issuedOn } as const;
const issued: PartyEvent = {
  type: 'GreenCardIssued',
  data: { cardNumber: 'LK-1', tier: 'senior', issuedOn, until },
};

describe('an application for a tier', () => {
  it('is entered, publicised and recognised for five years by a second person', () => {
    const apply = {
      type: 'ApplyForTier',
      tier: 'senior',
      appliedOn: businessDate('2024-05-20'),
      basis,
    } as const;
    given(partyDecider, [person])
      .when({ ...apply, actor: OLGA })
      .then(applied);
    given(partyDecider, [person, applied])
      .when({ type: 'PubliciseTier', startsOn, endsOn, actor: OLGA })
      .then(publicised);
    given(partyDecider, [person, applied, publicised]).when(recognise).then(recognised());
    given(partyDecider, [person, applied])
      .when({ ...apply, actor: OLGA })
      .thenRefused('tier.application-open');
  });

  it('is not recognised by who entered it, and the attempt is kept (promise 4)', () => {
    given(partyDecider, [person, applied, publicised])
      .when({ ...recognise, actor: OLGA })
      .thenRefused('duty.same-person', {
        type: 'TierRecognitionRefused',
        data: { by: 'olga', reasonCode: 'duty.same-person' },
      });
  });

  it.each([
    ['before publicity', [person, applied], recognise, 'tier.not-publicised'],
    [
      'on the last day of publicity (decision 24)',
      [person, applied, publicised],
      { ...recognise, from: endsOn },
      'tier.publicity-running',
    ],
    [
      'for another tier',
      [person, applied, publicised],
      { ...recognise, tier: 'top' },
      'tier.other-tier-applied',
    ],
  ] as const)('is not recognised %s', (_, history, command, code) => {
    given(partyDecider, history).when(command).thenRefused(code);
  });

  it('is publicised once, and ends when it is refused', () => {
    const publicise = { type: 'PubliciseTier', startsOn, endsOn, actor: OLGA } as const;
    const refuse = { type: 'RefuseTier', reason: 'not met', actor: VERA } as const;
    const refused: PartyEvent = {
      type: 'TierApplicationRefused',
      data: { tier: 'senior', reason: 'not met', by: 'vera' },
    };
    given(partyDecider, [person, applied, publicised]).when(publicise).thenRefused('tier.already-publicised');
    given(partyDecider, [person, applied]).when(refuse).then(refused);
    given(partyDecider, [person, applied, refused]).when(publicise).thenRefused('tier.no-application');
    given(partyDecider, [person]).when(refuse).thenRefused('tier.no-application');
  });
});

describe('the tier of the day', () => {
  const higher: PartyEvent = {
    type: 'TierRecognised',
    data: { tier: 'high-end', from: businessDate('2026-01-01'), until: businessDate('2030-12-31'), basis },
  };
  const revoked: PartyEvent = {
    type: 'TierRevoked',
    data: { tier: 'high-end', revokedOn: businessDate('2027-01-01'), reason: 'false papers' },
  };

  it.each([
    ['2024-06-07', undefined],
    ['2025-12-31', 'senior'],
    ['2026-01-01', 'high-end'],
    ['2026-12-31', 'high-end'],
    ['2027-01-01', 'senior'],
    ['2029-06-07', 'senior'],
    ['2029-06-08', undefined],
  ])('on %s, after an upgrade and its revocation, is %s', (day, tier) => {
    const state = registeredAfter(person, recognised(), higher, revoked);
    expect(tierOn(state, businessDate(day))?.tier).toBe(tier);
  });
});

describe('the green card (measures §2)', () => {
  it.each(['top', 'high-end', 'senior'] as const)('is for the tier %s and ends with it', (tier) => {
    given(partyDecider, [person, recognised(tier)])
      .when(issue)
      .then({ type: 'GreenCardIssued', data: { cardNumber: 'LK-1', tier, issuedOn, until } });
  });

  it.each([
    ['of the basic tier', [person, recognised('basic')], 'card.tier-without-card'],
    ['without a tier', [person], 'card.no-tier'],
    ['a second time for the same tier', [person, recognised(), issued], 'card.already-issued'],
  ] as const)('is not issued to somebody %s', (_, history, code) => {
    given(partyDecider, history).when(issue).thenRefused(code);
  });

  it('is revoked with the tier, or alone', () => {
    const revokedOn = businessDate('2025-01-01');
    const gone: PartyEvent = { type: 'GreenCardRevoked', data: { revokedOn, reason: 'fraud' } };
    given(partyDecider, [person, recognised(), issued])
      .when({ type: 'RevokeTier', revokedOn, reason: 'fraud' })
      .then({ type: 'TierRevoked', data: { tier: 'senior', revokedOn, reason: 'fraud' } }, gone);
    const revoke = { type: 'RevokeGreenCard', revokedOn, reason: 'fraud' } as const;
    given(partyDecider, [person, recognised(), issued]).when(revoke).then(gone);
    given(partyDecider, [person, recognised(), issued, gone]).when(revoke).thenRefused('card.not-issued');
  });

  it('expires once, after its last day', () => {
    const expired: PartyEvent = { type: 'GreenCardExpired', data: { until } };
    const expire = { type: 'ExpireGreenCard', until, on: businessDate('2029-06-08') } as const;
    given(partyDecider, [person, recognised(), issued]).when(expire).then(expired);
    given(partyDecider, [person, recognised(), issued])
      .when({ ...expire, on: until })
      .then();
    given(partyDecider, [person, recognised(), issued, expired]).when(expire).then();
  });
});
