import { businessDate } from '#kernel/business-date.js';
import { given } from '#kernel/decider-spec.js';
import { partyDecider } from './parties.js';
import type { PartyEvent } from './parties.events.js';
import { partySnapshot } from './party-state.js';
import { aPerson, aUnit, registeredAfter } from './sample-parties.js';

const from = businessDate('2023-05-01');
const until = businessDate('2024-03-31');
const basis = '嘉人才办〔2023〕8号';
const agency = aUnit('agency');
const listed: PartyEvent = { type: 'AgencyListed', data: { from, basis } };
const delisted: PartyEvent = { type: 'AgencyDelisted', data: { from, until, basis } };
const list = { type: 'ListAgency', from, basis } as const;
const delist = { type: 'DelistAgency', until, basis } as const;

describe('the list of key talent agencies (decision 10)', () => {
  it.each(['agency', 'enterprise'] as const)('has units of kind %s on it', (kind) => {
    given(partyDecider, [aUnit(kind)])
      .when(list)
      .then(listed);
  });

  it('keeps the days of every period, and an application sees them', () => {
    given(partyDecider, [agency, listed]).when(delist).then(delisted);
    const again: PartyEvent = { type: 'AgencyListed', data: { from: businessDate('2024-04-01'), basis } };
    expect(partySnapshot(registeredAfter(agency, listed, delisted, again)).listings).toEqual([
      { from: '2023-05-01', until: '2024-03-31' },
      { from: '2024-04-01', until: null },
    ]);
    expect(partySnapshot(registeredAfter(agency))).not.toHaveProperty('listings');
  });

  it.each([
    ['a person on it', [aPerson()], list, 'listing.not-an-agency'],
    ['an institution on it', [aUnit('institution')], list, 'listing.not-an-agency'],
    ['periods that overlap', [agency, listed, delisted], { ...list, from: until }, 'listing.overlaps'],
    ['to take off what is not on it', [agency], delist, 'listing.not-listed'],
    [
      'a last day before the first',
      [agency, listed],
      { ...delist, until: businessDate('2023-04-30') },
      'listing.ends-before-it-begins',
    ],
  ] as const)('refuses %s', (_, history, command, code) => {
    given(partyDecider, history).when(command).thenRefused(code);
  });
});
