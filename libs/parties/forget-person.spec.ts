import type { Actor } from '#kernel/actor.js';
import { businessDate } from '#kernel/business-date.js';
import { fictitiousCreditCode, fictitiousResidentId } from '#kernel/chinese-identifiers/fictitious.js';
import { fold } from '#kernel/decider.js';
import { given } from '#kernel/decider-spec.js';
import type { PersonStanding } from './forget-person.js';
import { partyDecider } from './parties.js';
import type { PartyEvent, PartyRegistered } from './parties.events.js';

const bornOn = businessDate('1960-03-07');
const profile = {
  party: 'party-1',
  kind: 'person',
  name: '李明',
  identifier: { kind: 'resident-id', value: fictitiousResidentId(bornOn, 1) },
  bornOn,
  nationality: 'CHN',
  county: null,
} as const satisfies PartyRegistered['data'];
const person: PartyEvent = { type: 'PartyRegistered', data: profile };
const firm: PartyEvent = {
  type: 'PartyRegistered',
  data: {
    ...profile,
    kind: 'enterprise',
    identifier: { kind: 'unified-social-credit-code', value: fictitiousCreditCode(1) },
  },
};
const officer: Actor = { id: 'officer', role: 'programme-officer' };
const verifier: Actor = { id: 'verifier', role: 'programme-verifier' };
const words = { reason: 'ten years are over', basis: '嘉财档〔2034〕1号' };

/** The last award ended on 2024-06-30 and is kept for ten years. */
const standing: PersonStanding = {
  today: businessDate('2034-07-01'),
  keptUntil: businessDate('2034-06-30'),
  awards: ['postdoc-1'],
  runningAwards: [],
  dueTranches: [],
  openCases: [],
};
const propose = (changes: Partial<PersonStanding> = {}) =>
  ({ type: 'ProposeForgetting', ...words, actor: officer, standing: { ...standing, ...changes } }) as const;
const confirm = (actor = verifier, changes: Partial<PersonStanding> = {}) =>
  ({ type: 'ConfirmForgetting', actor, standing: { ...standing, ...changes } }) as const;
const proposed: PartyEvent = { type: 'ForgettingProposed', data: { ...words, proposedBy: 'officer' } };
const forgotten: PartyEvent = {
  type: 'PersonForgotten',
  data: {
    party: 'party-1',
    ...words,
    proposedBy: 'officer',
    confirmedBy: 'verifier',
    awards: ['postdoc-1'],
    keptUntil: businessDate('2034-06-30'),
    absorbed: [],
  },
};

describe('A person (promise 10)', () => {
  it('is forgotten by two people, once the term is over', () => {
    given(partyDecider, [person]).when(propose()).then(proposed);
    given(partyDecider, [person, proposed]).when(confirm()).then(forgotten);
  });

  it('who never had an award need not be kept', () => {
    given(partyDecider, [person])
      .when(propose({ keptUntil: null, awards: [] }))
      .then(proposed);
  });

  it('is not forgotten by one person alone, and the attempt is on record (promise 4)', () => {
    given(partyDecider, [person, proposed])
      .when(confirm(officer))
      .thenRefused('duty.same-person', {
        type: 'ForgettingRefused',
        data: { by: 'officer', reasonCode: 'duty.same-person' },
      });
  });

  it.each([
    ['on the last day of the term', { today: businessDate('2034-06-30') }, 'person.retention-term'],
    ['while an award runs', { runningAwards: ['postdoc-1'] }, 'person.award-running'],
    ['while money is due', { dueTranches: ['postdoc-1/2'] }, 'person.money-due'],
    ['while a debt is open', { openCases: ['recovery-1'] }, 'person.debt-open'],
  ] as const)('is not forgotten %s, neither proposed nor confirmed', (_, changes, code) => {
    given(partyDecider, [person]).when(propose(changes)).thenRefused(code);
    given(partyDecider, [person, proposed]).when(confirm(verifier, changes)).thenRefused(code);
  });

  it('is not forgotten while a ban runs, because it would be forgotten too (decision 27)', () => {
    const [from, until] = [businessDate('2032-01-01'), businessDate('2034-12-31')];
    const banned: PartyEvent = { type: 'PartyBanned', data: { from, until, reason: 'fraud', cause: 'c' } };
    given(partyDecider, [person, banned]).when(propose()).thenRefused('person.ban-running');
  });

  it('is proposed once and confirmed only after it was proposed', () => {
    given(partyDecider, [person, proposed]).when(propose()).thenRefused('person.forgetting-proposed');
    given(partyDecider, [person]).when(confirm()).thenRefused('person.forgetting-not-proposed');
  });

  it('once forgotten leaves nothing in memory and takes no command any more', () => {
    const history = [person, proposed, forgotten];
    expect(fold(partyDecider, history)).toEqual({ status: 'forgotten', party: 'party-1' });
    const { bornOn: _birthday, nationality: _nationality, county: _county, ...stated } = profile;
    given(partyDecider, history)
      .when({ type: 'RegisterParty', ...stated })
      .thenRefused('party.forgotten');
    given(partyDecider, history).when(propose()).thenRefused('party.forgotten');
  });

  it('once forgotten is not stirred by what the service finds out later', () => {
    const block = {
      type: 'BlockAccount',
      accountId: 'a',
      reasonCode: 'AC04',
      reason: 'r',
      cause: 'c',
    } as const;
    given(partyDecider, [person, proposed, forgotten]).when(block).then();
  });

  it('is no organisation: what is known of those is public', () => {
    given(partyDecider, [firm]).when(propose()).thenRefused('person.not-a-person');
  });
});
