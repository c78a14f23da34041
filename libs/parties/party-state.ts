import { assert } from '#kernel/assert.js';
import { ageOn, type BusinessDate } from '#kernel/business-date.js';
import type { PartyBanned } from './ban.events.js';
import type { Identifier } from './identifier.js';
import type { MergeProposed } from './identity.events.js';
import type {
  AccountKind,
  BankAccountDetails,
  ForgettingProposed,
  PartyKind,
  PartyRegistered,
} from './parties.events.js';
import type { GreenCardIssued, TierApplied, TierPublicised, TierRecognised } from './talent.events.js';
import type { TeamChangeProposed, TeamMember, TeamRegistered } from './team.events.js';

interface ProposedAccount {
  readonly accountId: string;
  readonly account: BankAccountDetails;
  readonly accountKind?: AccountKind;
  readonly proposedBy: string;
}

export interface ConfirmedAccount extends ProposedAccount {
  readonly confirmedBy: string;
  /** Absent: at once. */
  readonly usableFrom?: BusinessDate;
}

export type PayeeAccount =
  | ({ readonly status: 'proposed' } & ProposedAccount)
  | ({ readonly status: 'rejected' } & ProposedAccount)
  | ({ readonly status: 'in-use' } & ConfirmedAccount)
  | ({ readonly status: 'replaced' } & ConfirmedAccount)
  | ({ readonly status: 'blocked'; readonly reasonCode: string } & ConfirmedAccount);

export type AccountInUse = Extract<PayeeAccount, { readonly status: 'in-use' }>;

/** `expired`: that it did is on record. The days alone decide what counted on a day. */
export type Recognition = TierRecognised['data'] & {
  readonly expired?: true;
  /** From this day on it does not count. */
  readonly revokedOn?: BusinessDate;
};

export interface TierApplication extends Readonly<TierApplied['data']> {
  readonly publicity: Pick<TierPublicised['data'], 'startsOn' | 'endsOn'> | null;
}

export type GreenCard = GreenCardIssued['data'] & { readonly expired?: true };

/** Days on a list; null: still on it. */
export interface ListingPeriod {
  readonly from: BusinessDate;
  readonly until: BusinessDate | null;
}

export interface Team extends Pick<TeamRegistered['data'], 'host' | 'registryNumber'> {
  readonly leaders: readonly (ListingPeriod & { readonly person: string })[];
  readonly members: readonly (TeamMember & { readonly until: BusinessDate | null })[];
  readonly changes: readonly TeamChangeProposed['data'][];
  readonly lastChangeNo: number;
}

export interface Profile extends Omit<PartyRegistered['data'], 'kind' | 'identifier'> {
  readonly kind: PartyKind;
  /** The first one; null for a team. */
  readonly identifier: Identifier | null;
}

export interface RegisteredParty {
  readonly status: 'registered';
  readonly profile: Profile;
  /** Those added later, the first one not included. */
  readonly moreIdentifiers: readonly Identifier[];
  /** In the order they were proposed. */
  readonly accounts: readonly PayeeAccount[];
  /** Every recognition, also expired and revoked ones, by the order they were given. */
  readonly recognitions: readonly Recognition[];
  readonly tierApplication: TierApplication | null;
  readonly card: GreenCard | null;
  readonly bans: readonly PartyBanned['data'][];
  readonly listings: readonly ListingPeriod[];
  readonly team: Team | null;
  /** Proposed, and not yet confirmed. */
  readonly forgetting: ForgettingProposed['data'] | null;
  readonly merging: MergeProposed['data'] | null;
  /** The party this one turned out to be. */
  readonly mergedInto: string | null;
  /** Other ids of the same person. */
  readonly absorbed: readonly string[];
}

/** Nothing of a forgotten person is kept, also in memory. */
export interface ForgottenParty {
  readonly status: 'forgotten';
  readonly party: string;
}

/** `belongsTo`: an added identifier whose party is another one. */
export interface UnknownParty {
  readonly status: 'unknown';
  readonly belongsTo?: string;
}

export type PartyState = UnknownParty | RegisteredParty | ForgottenParty;

export const accountOf = (state: RegisteredParty, accountId: string): PayeeAccount | undefined =>
  state.accounts.find((account) => account.accountId === accountId);

/** The one account money may go to: confirmed by a second person, not replaced and not blocked. */
export const accountInUse = (state: PartyState): AccountInUse | undefined =>
  state.status !== 'registered'
    ? undefined
    : state.accounts.find((account): account is AccountInUse => account.status === 'in-use');

/** The latest recognition, unless it was revoked; it may have expired. */
export const latestRecognition = ({ recognitions }: RegisteredParty): Recognition | undefined => {
  const latest = recognitions.at(-1);
  return latest?.revokedOn === undefined ? latest : undefined;
};

/** The recognition that counts on a day: of several the one given last. */
export const tierOn = (state: PartyState, day: BusinessDate): TierRecognised['data'] | undefined =>
  state.status !== 'registered'
    ? undefined
    : state.recognitions.findLast(
        ({ from, until, revokedOn }) =>
          from <= day && day <= until && (revokedOn === undefined || day < revokedOn),
      );

export const identifiersOf = ({ profile, moreIdentifiers }: RegisteredParty): readonly Identifier[] =>
  profile.identifier ? [profile.identifier, ...moreIdentifiers] : moreIdentifiers;

/** What an application keeps of a party; nothing personal. */
export interface PartyStanding {
  readonly party: string;
  readonly kind: PartyKind;
  readonly ageOnSelection?: number;
  readonly bannedUntil?: BusinessDate;
  /** Absent for a party that never was on the list. */
  readonly listings?: readonly ListingPeriod[];
}

/** Age is stated for a person with a known birthday when a selection day is given; the last day of the longest ban. */
export const partySnapshot = (state: RegisteredParty, selectedOn?: BusinessDate): PartyStanding => {
  const { listings, profile } = state;
  const { party, kind, bornOn } = profile;
  const bannedUntil = state.bans
    .map(({ until }) => until)
    .toSorted()
    .at(-1);
  return {
    party,
    kind,
    ...(bornOn && selectedOn && { ageOnSelection: ageOn(bornOn, selectedOn) }),
    ...(bannedUntil && { bannedUntil }),
    ...(listings.length > 0 && { listings }),
  };
};

export const teamOf = ({ team }: RegisteredParty): Team => {
  assert(team, 'The party is a team');
  return team;
};
