import type { StoredEvent } from '#event-store/envelope.js';
import { assert } from '#kernel/assert.js';
import type { PartyEvent, PartyRegistered } from '#parties/parties.events.js';
import type { Projection } from '../projection.js';
import { type KnownAccount, PartyRow } from './party.entity.js';

/** The party register. A party's stream is its id. */
export const partiesProjection: Projection<PartyEvent> = {
  name: 'parties',
  version: 2,
  tables: ['party'],
  types: {
    PartyRegistered: true,
    AccountProposed: true,
    AccountConfirmed: true,
    AccountConfirmationRefused: true,
    AccountRejected: true,
    AccountBlocked: true,
    TierRecognised: true,
    TierRevoked: true,
    TierExpired: true,
    PartyBanned: true,
    ForgettingProposed: true,
    ForgettingRefused: true,
    PersonForgotten: true,
  },
  reads: ({ stream }) => [[PartyRow, stream]],
  async apply(stored, event, rows) {
    if (event.type === 'PartyRegistered') rows.put(PartyRow, registered(stored.stream, event));
    else await rows.change(PartyRow, stored.stream, (party) => changesOf(party, event, stored));
  },
};

const registered = (id: string, { data }: PartyRegistered): PartyRow => ({
  id,
  kind: data.kind,
  name: data.name,
  identifierKind: data.identifier.kind,
  identifier: data.identifier.value,
  county: data.county,
  accounts: [],
  proposals: [],
  accountInUse: null,
  confirmedAt: null,
  tier: null,
  bans: [],
  bannedUntil: null,
  forgetting: null,
  forgotten: null,
});

type Change = Exclude<PartyEvent, PartyRegistered>;

const changesOf = (party: PartyRow, event: Change, stored: StoredEvent): Partial<PartyRow> => {
  switch (event.type) {
    case 'AccountProposed':
    case 'AccountConfirmed':
    case 'AccountConfirmationRefused':
    case 'AccountRejected':
    case 'AccountBlocked':
      return accountChanges(party, event, stored);
    case 'TierRecognised':
      return { tier: event.data };
    case 'TierRevoked':
      return { tier: null };
    case 'TierExpired':
      return { tier: party.tier && { ...party.tier, expired: true } };
    case 'ForgettingProposed':
      return { forgetting: event.data };
    case 'ForgettingRefused':
      return {};
    case 'PersonForgotten': {
      const { reason, basis, proposedBy, confirmedBy, awards } = event.data;
      const order = { reason, basis, proposedBy, confirmedBy, awards, on: stored.effectiveOn };
      return {
        forgetting: null,
        forgotten: { ...order, cause: stored.id },
        accountInUse: null,
        proposals: [],
      };
    }
    case 'PartyBanned': {
      const bans = [...party.bans, event.data];
      return {
        bans,
        bannedUntil:
          bans
            .map(({ until }) => until)
            .sort()
            .at(-1) ?? null,
      };
    }
  }
};

type AccountEvent = Extract<Change, { data: { accountId: string } }>;

const accountChanges = (party: PartyRow, event: AccountEvent, stored: StoredEvent): Partial<PartyRow> => {
  const { accountId } = event.data;
  switch (event.type) {
    case 'AccountProposed': {
      const { account, proposedBy } = event.data;
      const { number, accountName, bankCode, bankName } = account;
      const known = { accountId, number, accountName, bankCode, bankName, proposedBy };
      return {
        accounts: [...party.accounts, { ...known, status: 'proposed', decidedBy: null, reason: null }],
        proposals: [...party.proposals, { ...account, accountId, proposedBy }],
      };
    }
    case 'AccountConfirmed': {
      const { confirmedBy, replaces } = event.data;
      const proposal = party.proposals.find((one) => one.accountId === accountId);
      assert(proposal, `Account ${accountId} was confirmed, but never proposed`);
      const replaced =
        replaces === null ? party.accounts : changed(party.accounts, replaces, { status: 'replaced' });
      return {
        accounts: changed(replaced, accountId, { status: 'in-use', decidedBy: confirmedBy }),
        proposals: party.proposals.filter((one) => one !== proposal),
        accountInUse: { ...proposal, confirmedBy },
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
