import type { Actor } from '#kernel/actor.js';
import { businessDate } from '#kernel/business-date.js';
import { fictitiousCreditCode, fictitiousResidentId } from '#kernel/chinese-identifiers/fictitious.js';
import { fold } from '#kernel/decider.js';
import { partyDecider } from './parties.js';
import type { PartyEvent } from './parties.events.js';
import type { RegisteredParty } from './party-state.js';

/** Parties and people for specs; nobody can be meant. */
export const OLGA: Actor = { id: 'olga', role: 'programme-officer' };
export const VERA: Actor = { id: 'vera', role: 'programme-verifier' };

const bornOn = businessDate('1990-03-07');

export const aPerson = (party = 'party-1', serial = 1): PartyEvent => ({
  type: 'PartyRegistered',
  data: {
    party,
    kind: 'person',
    name: '李明',
    identifier: { kind: 'resident-id', value: fictitiousResidentId(bornOn, serial) },
    bornOn,
    nationality: null,
    county: null,
  },
});

export const aUnit = (kind: 'enterprise' | 'institution' | 'agency', party = 'party-2'): PartyEvent => ({
  type: 'PartyRegistered',
  data: {
    party,
    kind,
    name: '嘉兴样例服务有限公司',
    identifier: { kind: 'unified-social-credit-code', value: fictitiousCreditCode(2) },
    bornOn: null,
    nationality: null,
    county: null,
  },
});

export const registeredAfter = (...events: PartyEvent[]): RegisteredParty =>
  fold(partyDecider, events) as RegisteredParty;
