import { businessDate } from '#kernel/business-date.js';
import { given } from '#kernel/decider-spec.js';
import { survivorIn } from './identities.js';
import type { IdentifierClaimed, MergedInto } from './identity.events.js';
import { partyDecider } from './parties.js';
import type { PartyEvent } from './parties.events.js';
import { identifiersOf, tierOn } from './party-state.js';
import { aPerson, aUnit, OLGA, registeredAfter, VERA } from './sample-parties.js';
import type { TierRecognised } from './talent.events.js';

const passport = { kind: 'passport', value: 'X1234567' } as const;
const basis = '嘉人才〔2025〕3号';
const on = businessDate('2025-06-01');
const earlier = aPerson('party-A', 1);
const later = aPerson('party-S', 2);
const survivor = survivorIn(registeredAfter(later));
const words = { reason: 'one person', basis };

describe('another document of a person', () => {
  const claim = {
    type: 'ClaimIdentifier',
    alias: 'party-B',
    owner: survivor,
    identifier: passport,
    basis,
    actor: OLGA,
  } as const;
  const claimed: IdentifierClaimed = {
    type: 'IdentifierClaimed',
    data: { party: 'party-S', identifier: passport, basis, by: 'olga' },
  };

  it('is claimed where it would have been a party of its own, and added once', () => {
    given(partyDecider).when(claim).then(claimed);
    const add = { type: 'AddIdentifier', alias: 'party-B', identifier: passport, basis, by: 'olga' } as const;
    const added: PartyEvent = {
      type: 'IdentifierAdded',
      data: { alias: 'party-B', identifier: passport, basis, by: 'olga' },
    };
    given(partyDecider, [later]).when(add).then(added);
    given(partyDecider, [later, added]).when(add).then();
    expect(identifiersOf(registeredAfter(later, added))).toHaveLength(2);
  });

  it('is not registered as somebody else afterwards: the answer names its person', () => {
    const { type: _type, data } = earlier as Extract<PartyEvent, { type: 'PartyRegistered' }>;
    const { bornOn: _day, nationality: _nationality, county: _county, ...stated } = data;
    const refusal = given(partyDecider, [claimed])
      .when({ type: 'RegisterParty', ...stated })
      .thenRefused('party.already-registered');
    expect(refusal.facts).toEqual({ party: 'party-S' });
  });

  it.each([
    ['twice for the same person', [claimed], claim, 'identifier.already-added'],
    [
      'for two persons',
      [claimed],
      { ...claim, owner: { ...survivor, party: 'party-X' } },
      'identifier.of-another-party',
    ],
    ['of somebody who is registered', [earlier], claim, 'identifier.of-another-party'],
    [
      'for an enterprise',
      [],
      { ...claim, owner: survivorIn(registeredAfter(aUnit('enterprise'))) },
      'identifier.not-of-person',
    ],
    [
      'with another birthday (GB 11643)',
      [],
      {
        ...claim,
        identifier: { kind: 'resident-id', value: '339999196003070017' },
      },
      'party.birthday-differs',
    ],
  ] as const)('is not added %s', (_, history, command, code) => {
    given(partyDecider, history).when(command).thenRefused(code);
  });
});

describe('E55 two identities of one person', () => {
  const propose = { type: 'ProposeMerge', survivor, ...words, actor: OLGA } as const;
  const confirm = { type: 'ConfirmMerge', survivor, on, actor: VERA } as const;
  const proposed: PartyEvent = {
    type: 'MergeProposed',
    data: { into: 'party-S', ...words, proposedBy: 'olga' },
  };
  const recognised: TierRecognised = {
    type: 'TierRecognised',
    data: { tier: 'high-end', from: on, until: businessDate('2030-05-31'), basis },
  };
  const ban = { from: on, until: businessDate('2028-05-31'), reason: 'fraud', cause: 'recovery-1' };
  const merged: MergedInto = {
    type: 'MergedInto',
    data: {
      into: 'party-S',
      ...words,
      proposedBy: 'olga',
      confirmedBy: 'vera',
      on,
      brings: {
        absorbed: ['party-A'],
        identifiers: identifiersOf(registeredAfter(earlier)),
        bans: [ban],
        tier: recognised.data,
        card: null,
      },
    },
  };

  it('become one by two people, and the event says what the earlier one brings', () => {
    const history = [earlier, recognised, { type: 'PartyBanned', data: ban } as const];
    given(partyDecider, history).when(propose).then(proposed);
    given(partyDecider, [...history, proposed])
      .when(confirm)
      .then(merged);
  });

  it('do not become one by one person alone, and the attempt is kept (promise 4)', () => {
    given(partyDecider, [earlier, proposed])
      .when({ ...confirm, actor: OLGA })
      .thenRefused('duty.same-person', {
        type: 'MergeRefused',
        data: { by: 'olga', reasonCode: 'duty.same-person' },
      });
  });

  it('stay two when the second person rejects it', () => {
    given(partyDecider, [earlier, proposed])
      .when({ type: 'RejectMerge', reason: 'brothers', actor: VERA })
      .then({ type: 'MergeRejected', data: { into: 'party-S', rejectedBy: 'vera', reason: 'brothers' } });
  });

  it.each([
    ['with itself', { party: 'party-A' }, 'merge.same-party'],
    ['with an enterprise', { kind: 'enterprise' }, 'merge.not-persons'],
    ['with somebody who is being merged', { merges: true }, 'merge.survivor-merges'],
    ['with somebody born on another day', { bornOn: on }, 'merge.birthdays-differ'],
  ] as const)('is not merged %s', (_, changes, code) => {
    const other = { ...survivor, ...changes };
    given(partyDecider, [earlier])
      .when({ ...propose, survivor: other })
      .thenRefused(code);
  });

  it('is confirmed only as it was proposed, and proposed once', () => {
    given(partyDecider, [earlier]).when(confirm).thenRefused('merge.not-proposed');
    given(partyDecider, [earlier])
      .when({ type: 'RejectMerge', reason: 'x', actor: VERA })
      .thenRefused('merge.not-proposed');
    given(partyDecider, [earlier, proposed]).when(propose).thenRefused('merge.already-proposed');
  });

  it('brings bans, documents and the higher tier to the one that goes on', () => {
    const lower: PartyEvent = { ...recognised, data: { ...recognised.data, tier: 'basic' } };
    const { brings } = merged.data;
    const absorb = { type: 'AbsorbParty', from: 'party-A', brings } as const;
    const absorbed: PartyEvent = { type: 'PartyAbsorbed', data: { ...brings, from: 'party-A' } };
    given(partyDecider, [later, lower]).when(absorb).then(absorbed);
    given(partyDecider, [later, lower, absorbed]).when(absorb).then();
    const state = registeredAfter(later, lower, absorbed);
    expect(tierOn(state, on)?.tier).toBe('high-end');
    expect(state).toMatchObject({ absorbed: ['party-A'], bans: [ban] });
    expect(identifiersOf(state)).toHaveLength(2);
  });

  it('leave an id that takes only what concerns its account, and names the one to use', () => {
    const tier = { type: 'RecogniseTier', tier: 'top', from: on, basis } as const;
    const refusal = given(partyDecider, [earlier, merged]).when(tier).thenRefused('party.merged');
    expect(refusal.facts).toEqual({ party: 'party-S' });
    given(partyDecider, [earlier, merged]).when({ type: 'ExpireTier', until: on, on }).then();
    given(partyDecider, [earlier, merged])
      .when({ type: 'RejectAccount', accountId: 'a', reason: 'x', actor: VERA })
      .thenRefused('account.not-proposed');
  });
});
