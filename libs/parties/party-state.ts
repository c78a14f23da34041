import { assert, unreachable } from '#kernel/assert.js';
import { ageOn, type BusinessDate } from '#kernel/business-date.js';
import type {
  BankAccountDetails,
  ForgettingProposed,
  PartyBanned,
  PartyEvent,
  PartyKind,
  PartyRegistered,
  TierRecognised,
} from './parties.events.js';

interface ProposedAccount {
  readonly accountId: string;
  readonly account: BankAccountDetails;
  readonly proposedBy: string;
}

interface ConfirmedAccount extends ProposedAccount {
  readonly confirmedBy: string;
}

export type PayeeAccount =
  | ({ readonly status: 'proposed' } & ProposedAccount)
  | ({ readonly status: 'rejected' } & ProposedAccount)
  | ({ readonly status: 'in-use' } & ConfirmedAccount)
  | ({ readonly status: 'replaced' } & ConfirmedAccount)
  | ({ readonly status: 'blocked'; readonly reasonCode: string } & ConfirmedAccount);

export type AccountInUse = Extract<PayeeAccount, { readonly status: 'in-use' }>;

/** `expired`: that it did is on record. The days alone decide what counted on a day. */
export type Recognition = TierRecognised['data'] & { readonly expired?: true };

export interface RegisteredParty {
  readonly status: 'registered';
  readonly profile: PartyRegistered['data'];
  /** In the order they were proposed. */
  readonly accounts: readonly PayeeAccount[];
  /** The latest recognition, unless it was revoked; it may have expired. */
  readonly recognition: Recognition | null;
  readonly bans: readonly PartyBanned['data'][];
  /** Proposed, and not yet confirmed. */
  readonly forgetting: ForgettingProposed['data'] | null;
}

/** Nothing of a forgotten person is kept, also in memory. */
export interface ForgottenParty {
  readonly status: 'forgotten';
  readonly party: string;
}

export type PartyState = { readonly status: 'unknown' } | RegisteredParty | ForgottenParty;

export const accountOf = (state: RegisteredParty, accountId: string): PayeeAccount | undefined =>
  state.accounts.find((account) => account.accountId === accountId);

/** The one account money may go to: confirmed by a second person, not replaced and not blocked. */
export const accountInUse = (state: PartyState): AccountInUse | undefined =>
  state.status !== 'registered'
    ? undefined
    : state.accounts.find((account): account is AccountInUse => account.status === 'in-use');

/** The recognition that counts on a day. */
export const tierOn = (state: PartyState, day: BusinessDate): TierRecognised['data'] | undefined => {
  if (state.status !== 'registered' || !state.recognition) return undefined;
  const { from, until } = state.recognition;
  return from <= day && day <= until ? state.recognition : undefined;
};

/** What an application keeps of a party; nothing personal. */
export interface PartyStanding {
  readonly party: string;
  readonly kind: PartyKind;
  readonly ageOnSelection?: number;
  readonly bannedUntil?: BusinessDate;
}

/** Age is stated for a person with a known birthday when a selection day is given; the last day of the longest ban. */
export const partySnapshot = (state: RegisteredParty, selectedOn?: BusinessDate): PartyStanding => {
  const { party, kind, bornOn } = state.profile;
  const bannedUntil = state.bans
    .map(({ until }) => until)
    .toSorted()
    .at(-1);
  return {
    party,
    kind,
    ...(bornOn && selectedOn && { ageOnSelection: ageOn(bornOn, selectedOn) }),
    ...(bannedUntil && { bannedUntil }),
  };
};

const change = (
  state: RegisteredParty,
  accountId: string,
  changed: (account: PayeeAccount) => PayeeAccount,
): RegisteredParty => ({
  ...state,
  accounts: state.accounts.map((account) => (account.accountId === accountId ? changed(account) : account)),
});

const confirmed = (account: PayeeAccount): Extract<PayeeAccount, ConfirmedAccount> => {
  assert(
    account.status !== 'proposed' && account.status !== 'rejected',
    `${account.accountId} was never confirmed`,
  );
  return account;
};

const evolveRegistered = (
  state: RegisteredParty,
  event: Exclude<PartyEvent, { type: 'PartyRegistered' | 'PersonForgotten' }>,
): RegisteredParty => {
  switch (event.type) {
    case 'AccountProposed':
      return { ...state, accounts: [...state.accounts, { status: 'proposed', ...event.data }] };
    case 'AccountConfirmed': {
      const { accountId, confirmedBy, replaces } = event.data;
      const others = replaces
        ? change(state, replaces, (old) => ({ ...confirmed(old), status: 'replaced' }))
        : state;
      return change(others, accountId, (account) => ({ ...account, status: 'in-use', confirmedBy }));
    }
    case 'AccountRejected':
      return change(state, event.data.accountId, (account) => ({ ...account, status: 'rejected' }));
    case 'AccountBlocked': {
      const { accountId, reasonCode } = event.data;
      return change(state, accountId, (account) => ({
        ...confirmed(account),
        status: 'blocked',
        reasonCode,
      }));
    }
    case 'TierRecognised':
      return { ...state, recognition: event.data };
    case 'TierRevoked':
      return { ...state, recognition: null };
    case 'TierExpired':
      return { ...state, recognition: state.recognition && { ...state.recognition, expired: true } };
    case 'PartyBanned':
      return { ...state, bans: [...state.bans, event.data] };
    case 'ForgettingProposed':
      return { ...state, forgetting: event.data };
    case 'AccountConfirmationRefused':
    case 'ForgettingRefused':
      return state;
    default:
      return unreachable(event);
  }
};

export const evolveParty = (state: PartyState, event: PartyEvent): PartyState => {
  if (event.type === 'PartyRegistered') {
    const nothingElse = { accounts: [], recognition: null, bans: [], forgetting: null };
    return { status: 'registered', profile: event.data, ...nothingElse };
  }
  assert(state.status === 'registered', `${event.type} of a party that is ${state.status}`);
  if (event.type === 'PersonForgotten') return { status: 'forgotten', party: event.data.party };
  return evolveRegistered(state, event);
};
