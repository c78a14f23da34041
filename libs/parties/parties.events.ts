import type { BusinessDate } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';
import type { PartyBanned } from './ban.events.js';
import type { Identifier } from './identifier.js';
import type { IdentityEvent } from './identity.events.js';
import type { ListingEvent } from './listing.events.js';
import type { TalentEvent } from './talent.events.js';
import type { TeamEvent } from './team.events.js';

export const PARTY_KINDS = ['person', 'enterprise', 'institution', 'team', 'agency'] as const;
export type PartyKind = (typeof PARTY_KINDS)[number];

/**
 * 基本存款账户, 一般存款账户, 专用存款账户, 临时存款账户: what sort of account a unit has. A unit has one basic account; persons have none of
 * these.
 */
export const ACCOUNT_KINDS = ['basic', 'general', 'special', 'temporary'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** An account as the bank knows it. */
export interface BankAccountDetails {
  readonly number: string;
  /** Name of the owner at the bank. */
  readonly accountName: string;
  /** CNAPS 联行号, 12 digits. */
  readonly bankCode: string;
  readonly bankName: string;
}

/** What of it is personal, and so sealed, stands in `#personal-data/personal-fields.js`; here and below. */
export type PartyRegistered = DomainEvent<
  'PartyRegistered',
  {
    readonly party: string;
    /** A team has an event of its own. */
    readonly kind: Exclude<PartyKind, 'team'>;
    readonly name: string;
    /** In its normal form. */
    readonly identifier: Identifier;
    readonly bornOn: BusinessDate | null;
    /** ISO 3166 alpha-3. */
    readonly nationality: string | null;
    readonly county: string | null;
  }
>;

export type AccountProposed = DomainEvent<
  'AccountProposed',
  {
    readonly accountId: string;
    readonly account: BankAccountDetails;
    /** Of a unit; absent where nobody stated it. */
    readonly accountKind?: AccountKind;
    readonly proposedBy: string;
  }
>;

/** The account is in use from here on, and the one named in `replaces` is not any more. */
export type AccountConfirmed = DomainEvent<
  'AccountConfirmed',
  {
    readonly accountId: string;
    readonly confirmedBy: string;
    readonly replaces: string | null;
    /** First day on which money goes there, after a change; absent: at once. */
    readonly usableFrom?: BusinessDate;
  }
>;

/** Somebody tried to confirm the account they had proposed. */
export type AccountConfirmationRefused = DomainEvent<
  'AccountConfirmationRefused',
  { readonly accountId: string; readonly by: string; readonly reasonCode: string }
>;

export type AccountRejected = DomainEvent<
  'AccountRejected',
  { readonly accountId: string; readonly rejectedBy: string; readonly reason: string }
>;

/** The bank will not pay to this account. */
export type AccountBlocked = DomainEvent<
  'AccountBlocked',
  {
    readonly accountId: string;
    /** The bank's code, for instance `AC04`. */
    readonly reasonCode: string;
    readonly reason: string;
    /** Id of the event or batch line that showed it. */
    readonly cause: string;
  }
>;

/** Somebody wants a person forgotten; a second person decides. */
export type ForgettingProposed = DomainEvent<
  'ForgettingProposed',
  { readonly reason: string; readonly basis: string; readonly proposedBy: string }
>;

/** Somebody tried to confirm what they had proposed. */
export type ForgettingRefused = DomainEvent<
  'ForgettingRefused',
  { readonly by: string; readonly reasonCode: string }
>;

/** From here on the key of the person is to be destroyed, and those of the awards, which keep what others said of the person. */
export type PersonForgotten = DomainEvent<
  'PersonForgotten',
  ForgettingProposed['data'] & {
    readonly party: string;
    readonly confirmedBy: string;
    readonly awards: readonly string[];
    /** Last day on which the records had to be kept. */
    readonly keptUntil: BusinessDate | null;
    /** Other identities of the same person, whose keys go as well. */
    readonly absorbed: readonly string[];
  }
>;

export type PartyEvent =
  | PartyRegistered
  | AccountProposed
  | AccountConfirmed
  | AccountConfirmationRefused
  | AccountRejected
  | AccountBlocked
  | TalentEvent
  | TeamEvent
  | ListingEvent
  | IdentityEvent
  | PartyBanned
  | ForgettingProposed
  | ForgettingRefused
  | PersonForgotten;
