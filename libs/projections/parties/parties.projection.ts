import type { StoredEvent } from '#event-store/envelope.js';
import { assert } from '#kernel/assert.js';
import { evolveParty } from '#parties/evolve-party.js';
import { latestRecognition, type PartyState, type RegisteredParty } from '#parties/party-state.js';
import type { PartyEvent, PartyRegistered } from '#parties/parties.events.js';
import type { TeamRegistered } from '#parties/team.events.js';
import type { Projection } from '../projection.js';
import { type KnownAccount, PartyRow } from './party.entity.js';

/** The party register. A party's stream is its id. */
export const partiesProjection: Projection<PartyEvent> = {
  name: 'parties',
  version: 4,
  tables: ['party'],
  types: {
    PartyRegistered: true,
    AccountProposed: true,
    AccountConfirmed: true,
    AccountConfirmationRefused: true,
    AccountRejected: true,
    AccountBlocked: true,
    TeamRegistered: true,
    TeamChangeProposed: true,
    TeamChanged: true,
    TeamChangeRefused: true,
    TeamChangeRejected: true,
    AgencyListed: true,
    AgencyDelisted: true,
    TierApplied: true,
    TierPublicised: true,
    TierApplicationRefused: true,
    TierRecognitionRefused: true,
    TierRecognised: true,
    TierRevoked: true,
    TierExpired: true,
    GreenCardIssued: true,
    GreenCardRevoked: true,
    GreenCardExpired: true,
    IdentifierClaimed: true,
    IdentifierAdded: true,
    MergeProposed: true,
    MergeRefused: true,
    MergeRejected: true,
    MergedInto: true,
    PartyAbsorbed: true,
    PartyBanned: true,
    ForgettingProposed: true,
    ForgettingRefused: true,
    PersonForgotten: true,
  },
  reads: ({ stream }) => [[PartyRow, stream]],
  async apply(stored, event, rows) {
    if (event.type === 'PartyRegistered' || event.type === 'TeamRegistered')
      rows.put(PartyRow, registered(stored.stream, event));
    // The stream of an added identifier is no party; its person shows it.
    else if (event.type !== 'IdentifierClaimed')
      await rows.change(PartyRow, stored.stream, (party) => changesOf(party, event, stored));
  },
};

type Registering = PartyRegistered | TeamRegistered;

const registered = (id: string, event: Registering): PartyRow => {
  const register = folded(evolveParty({ status: 'unknown' }, event));
  const { kind, name, identifier, county } = register.profile;
  return {
    id,
    kind,
    name,
    identifierKind: identifier?.kind ?? null,
    identifier: identifier?.value ?? null,
    county,
    accounts: [],
    proposals: [],
    accountInUse: null,
    confirmedAt: null,
    register,
    tier: null,
    bans: [],
    bannedUntil: null,
    forgetting: null,
    forgotten: null,
  };
};

const folded = (state: PartyState): RegisteredParty => {
  assert(state.status === 'registered', `The register folds to a party that is ${state.status}`);
  return state;
};

type Change = Exclude<PartyEvent, Registering | { type: 'IdentifierClaimed' }>;

const changesOf = (party: PartyRow, event: Change, stored: StoredEvent): Partial<PartyRow> => {
  switch (event.type) {
    case 'AccountProposed':
    case 'AccountConfirmed':
    case 'AccountConfirmationRefused':
    case 'AccountRejected':
    case 'AccountBlocked':
      return accountChanges(party, event, stored);
    case 'ForgettingProposed':
      return { forgetting: event.data };
    case 'ForgettingRefused':
      return {};
    case 'PersonForgotten': {
      const { reason, basis, proposedBy, confirmedBy, awards, absorbed } = event.data;
      const order = { reason, basis, proposedBy, confirmedBy, awards, absorbed, on: stored.effectiveOn };
      return {
        forgetting: null,
        forgotten: { ...order, cause: stored.id },
        accountInUse: null,
        proposals: [],
      };
    }
    default:
      return registerChanges(party, event);
  }
};

const registerChanges = (party: PartyRow, event: Change): Partial<PartyRow> => {
  assert(party.register, `${event.type} of a party that is not in the register`);
  const register = folded(evolveParty(party.register, event));
  const { bans } = register;
  const bannedUntil = bans
    .map(({ until }) => until)
    .toSorted()
    .at(-1);
  return { register, tier: latestRecognition(register) ?? null, bans, bannedUntil: bannedUntil ?? null };
};

type AccountEvent = Extract<Change, { data: { accountId: string } }>;

const accountChanges = (party: PartyRow, event: AccountEvent, stored: StoredEvent): Partial<PartyRow> => {
  const { accountId } = event.data;
  switch (event.type) {
    case 'AccountProposed': {
      const { account, proposedBy, accountKind = null } = event.data;
      const { number, accountName, bankCode, bankName } = account;
      const known = { accountId, number, accountName, bankCode, bankName, accountKind, proposedBy };
      const undecided = { status: 'proposed', usableFrom: null, decidedBy: null, reason: null } as const;
      return {
        accounts: [...party.accounts, { ...known, ...undecided }],
        proposals: [...party.proposals, { ...account, accountId, accountKind, proposedBy }],
      };
    }
    case 'AccountConfirmed': {
      const { confirmedBy, replaces, usableFrom = null } = event.data;
      const proposal = party.proposals.find((one) => one.accountId === accountId);
      assert(proposal, `Account ${accountId} was confirmed, but never proposed`);
      const replaced =
        replaces === null ? party.accounts : changed(party.accounts, replaces, { status: 'replaced' });
      return {
        accounts: changed(replaced, accountId, { status: 'in-use', decidedBy: confirmedBy, usableFrom }),
        proposals: party.proposals.filter((one) => one !== proposal),
        accountInUse: { ...proposal, confirmedBy, usableFrom },
        confirmedAt: stored.position,
      };
    }
    case 'AccountRejected': {
      const { rejectedBy, reason } = event.data;
      return {
        accounts: changed(party.accounts, accountId, { status: 'rejected', decidedBy: rejectedBy, reason }),
        proposals: party.proposals.filter((one) => one.accountId !== accountId),
      };
    }
    case 'AccountBlocked': {
      const reason = `${event.data.reasonCode} ${event.data.reason}`;
      const accounts = changed(party.accounts, accountId, { status: 'blocked', reason });
      const wasInUse = party.accountInUse?.accountId === accountId;
      return wasInUse ? { accounts, accountInUse: null, confirmedAt: null } : { accounts };
    }
    case 'AccountConfirmationRefused':
      return {};
  }
};

const changed = (
  accounts: readonly KnownAccount[],
  accountId: string,
  change: Partial<KnownAccount>,
): readonly KnownAccount[] =>
  accounts.map((account) => (account.accountId === accountId ? { ...account, ...change } : account));
