import { assert, unreachable } from '#kernel/assert.js';
import { addDays, type BusinessDate } from '#kernel/business-date.js';
import type { IdentityEvent } from './identity.events.js';
import type { PartyEvent } from './parties.events.js';
import {
  accountOf,
  type ConfirmedAccount,
  latestRecognition,
  type PartyState,
  type PayeeAccount,
  type Profile,
  type Recognition,
  type RegisteredParty,
  teamOf,
} from './party-state.js';
import type { TalentEvent } from './talent.events.js';
import type { TeamChange, TeamEvent, TeamRegistered } from './team.events.js';

const NOTHING_ELSE: Omit<RegisteredParty, 'status' | 'profile'> = {
  moreIdentifiers: [],
  accounts: [],
  recognitions: [],
  tierApplication: null,
  card: null,
  bans: [],
  listings: [],
  team: null,
  forgetting: null,
  merging: null,
  mergedInto: null,
  absorbed: [],
};

/** State after one more event. */
export const evolveParty = (state: PartyState, event: PartyEvent): PartyState => {
  if (event.type === 'PartyRegistered') return registered(event.data);
  if (event.type === 'TeamRegistered') return registeredTeam(event);
  if (event.type === 'IdentifierClaimed') return { status: 'unknown', belongsTo: event.data.party };
  assert(state.status === 'registered', `${event.type} of a party that is ${state.status}`);
  if (event.type === 'PersonForgotten') return { status: 'forgotten', party: event.data.party };
  return evolveRegistered(state, event);
};

const registered = (profile: Profile): RegisteredParty => ({
  status: 'registered',
  profile,
  ...NOTHING_ELSE,
});

const registeredTeam = ({ data }: TeamRegistered): RegisteredParty => {
  const { party, name, county, host, registryNumber, leader, from, members } = data;
  const nobody = { identifier: null, bornOn: null, nationality: null };
  return {
    ...registered({ party, kind: 'team', name, county, ...nobody }),
    team: {
      host,
      registryNumber,
      leaders: [{ person: leader, from, until: null }],
      members: members.map((member) => ({ ...member, until: null })),
      changes: [],
      lastChangeNo: 0,
    },
  };
};

type Later = Exclude<
  PartyEvent,
  { type: 'PartyRegistered' | 'TeamRegistered' | 'IdentifierClaimed' | 'PersonForgotten' }
>;

const evolveRegistered = (state: RegisteredParty, event: Later): RegisteredParty => {
  switch (event.type) {
    case 'AccountProposed':
    case 'AccountConfirmed':
    case 'AccountConfirmationRefused':
    case 'AccountRejected':
    case 'AccountBlocked':
      return evolveAccounts(state, event);
    case 'TierApplied':
    case 'TierPublicised':
    case 'TierApplicationRefused':
    case 'TierRecognitionRefused':
    case 'TierRecognised':
    case 'TierRevoked':
    case 'TierExpired':
    case 'GreenCardIssued':
    case 'GreenCardRevoked':
    case 'GreenCardExpired':
      return evolveTalent(state, event);
    case 'TeamChangeProposed':
    case 'TeamChanged':
    case 'TeamChangeRefused':
    case 'TeamChangeRejected':
      return evolveTeam(state, event);
    case 'IdentifierAdded':
    case 'MergeProposed':
    case 'MergeRefused':
    case 'MergeRejected':
    case 'MergedInto':
    case 'PartyAbsorbed':
      return evolveIdentity(state, event);
    case 'AgencyListed':
      return { ...state, listings: [...state.listings, { from: event.data.from, until: null }] };
    case 'AgencyDelisted': {
      const { from, until } = event.data;
      const listings = state.listings.map((one) => (one.from === from ? { from, until } : one));
      return { ...state, listings };
    }
    case 'PartyBanned':
      return { ...state, bans: [...state.bans, event.data] };
    case 'ForgettingProposed':
      return { ...state, forgetting: event.data };
    case 'ForgettingRefused':
      return state;
    default:
      return unreachable(event);
  }
};

const evolveAccounts = (
  state: RegisteredParty,
  event: Extract<Later, { data: { accountId: string } }>,
): RegisteredParty => {
  switch (event.type) {
    case 'AccountProposed':
      return { ...state, accounts: [...state.accounts, { status: 'proposed', ...event.data }] };
    case 'AccountConfirmed': {
      const { accountId, confirmedBy, replaces, usableFrom } = event.data;
      const others = replaces
        ? changeAccount(state, replaces, (old) => ({ ...confirmed(old), status: 'replaced' }))
        : state;
      return changeAccount(others, accountId, (account) => ({
        ...account,
        status: 'in-use',
        confirmedBy,
        ...(usableFrom && { usableFrom }),
      }));
    }
    case 'AccountRejected':
      return changeAccount(state, event.data.accountId, (account) => ({ ...account, status: 'rejected' }));
    case 'AccountBlocked': {
      const { accountId, reasonCode } = event.data;
      return changeAccount(state, accountId, (account) => ({
        ...confirmed(account),
        status: 'blocked',
        reasonCode,
      }));
    }
    case 'AccountConfirmationRefused':
      return state;
    default:
      return unreachable(event);
  }
};

const changeAccount = (
  state: RegisteredParty,
  accountId: string,
  changed: (account: PayeeAccount) => PayeeAccount,
): RegisteredParty => {
  const before = accountOf(state, accountId);
  return {
    ...state,
    accounts: state.accounts.map((account) => (account === before ? changed(account) : account)),
  };
};

const confirmed = (account: PayeeAccount): Extract<PayeeAccount, ConfirmedAccount> => {
  assert(
    account.status !== 'proposed' && account.status !== 'rejected',
    `${account.accountId} was never confirmed`,
  );
  return account;
};

const evolveTalent = (state: RegisteredParty, event: TalentEvent): RegisteredParty => {
  const { tierApplication, card } = state;
  switch (event.type) {
    case 'TierApplied':
      return { ...state, tierApplication: { ...event.data, publicity: null } };
    case 'TierPublicised': {
      assert(tierApplication, 'A tier is publicised after it was applied for');
      const { startsOn, endsOn } = event.data;
      return { ...state, tierApplication: { ...tierApplication, publicity: { startsOn, endsOn } } };
    }
    case 'TierApplicationRefused':
      return { ...state, tierApplication: null };
    case 'TierRecognised': {
      const recognitions = [...state.recognitions, event.data];
      return { ...state, recognitions, tierApplication: null };
    }
    case 'TierRevoked':
      return changeLatest(state, { revokedOn: event.data.revokedOn });
    case 'TierExpired':
      return changeLatest(state, { expired: true });
    case 'GreenCardIssued':
      return { ...state, card: event.data };
    case 'GreenCardRevoked':
      return { ...state, card: null };
    case 'GreenCardExpired':
      return { ...state, card: card && { ...card, expired: true } };
    case 'TierRecognitionRefused':
      return state;
    default:
      return unreachable(event);
  }
};

const changeLatest = (state: RegisteredParty, change: Partial<Recognition>): RegisteredParty => {
  const latest = latestRecognition(state);
  return {
    ...state,
    recognitions: state.recognitions.map((one) => (one === latest ? { ...one, ...change } : one)),
  };
};

const evolveTeam = (
  state: RegisteredParty,
  event: Exclude<TeamEvent, { type: 'TeamRegistered' }>,
): RegisteredParty => {
  const team = teamOf(state);
  switch (event.type) {
    case 'TeamChangeProposed': {
      const { changeNo } = event.data;
      return { ...state, team: { ...team, changes: [...team.changes, event.data], lastChangeNo: changeNo } };
    }
    case 'TeamChanged': {
      const changed = changedTeam(state, event.data.change);
      return withoutChange(changed, event.data.changeNo);
    }
    case 'TeamChangeRejected':
      return withoutChange(state, event.data.changeNo);
    case 'TeamChangeRefused':
      return state;
    default:
      return unreachable(event);
  }
};

const withoutChange = (state: RegisteredParty, changeNo: number | null): RegisteredParty => {
  const team = teamOf(state);
  return { ...state, team: { ...team, changes: team.changes.filter((one) => one.changeNo !== changeNo) } };
};

const changedTeam = (state: RegisteredParty, { does, person, role, on }: TeamChange): RegisteredParty => {
  const team = teamOf(state);
  switch (does) {
    case 'leader-replaced': {
      const leaders = [...team.leaders.map(endingOn(addDays(on, -1))), { person, from: on, until: null }];
      return { ...state, team: { ...team, leaders } };
    }
    case 'joined': {
      const joined = { person, role: role ?? 'member', from: on, until: null };
      return { ...state, team: { ...team, members: [...team.members, joined] } };
    }
    case 'left': {
      const members = team.members.map((one) =>
        one.person === person && one.until === null ? { ...one, until: on } : one,
      );
      return { ...state, team: { ...team, members } };
    }
    default:
      return unreachable(does);
  }
};

/** The day before the next leader begins is the last of the former one. */
const endingOn =
  (until: BusinessDate) =>
  <P extends { readonly until: BusinessDate | null }>(period: P): P =>
    period.until === null ? { ...period, until } : period;

const evolveIdentity = (
  state: RegisteredParty,
  event: Exclude<IdentityEvent, { type: 'IdentifierClaimed' }>,
): RegisteredParty => {
  switch (event.type) {
    case 'IdentifierAdded':
      return { ...state, moreIdentifiers: [...state.moreIdentifiers, event.data.identifier] };
    case 'MergeProposed':
      return { ...state, merging: event.data };
    case 'MergeRejected':
      return { ...state, merging: null };
    case 'MergedInto':
      return { ...state, merging: null, mergedInto: event.data.into };
    case 'PartyAbsorbed': {
      const { absorbed, identifiers, bans, tier, card } = event.data;
      const latest = latestRecognition(state);
      const isNew = tier !== null && (latest?.from !== tier.from || latest.tier !== tier.tier);
      return {
        ...state,
        absorbed: [...state.absorbed, ...absorbed],
        moreIdentifiers: [...state.moreIdentifiers, ...identifiers],
        bans: [...state.bans, ...bans],
        recognitions: isNew ? [...state.recognitions, tier] : state.recognitions,
        card,
      };
    }
    case 'MergeRefused':
      return state;
    default:
      return unreachable(event);
  }
};
