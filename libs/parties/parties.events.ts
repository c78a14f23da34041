import type { BusinessDate } from '#kernel/business-date.js';
import type { IdentifierKind } from '#kernel/chinese-identifiers/identifier-kind.js';
import type { DomainEvent } from '#kernel/decider.js';

export type PartyKind = 'person' | 'enterprise' | 'institution';

export interface Identifier {
  readonly kind: IdentifierKind;
  readonly value: string;
}

/** An account as the bank knows it. */
export interface BankAccountDetails {
  readonly number: string;
  /** Name of the owner at the bank. */
  readonly accountName: string;
  /** CNAPS 联行号, 12 digits. */
  readonly bankCode: string;
  readonly bankName: string;
}

/** 顶尖、高端、高级、基础人才. */
export const TALENT_TIERS = ['top', 'high-end', 'senior', 'basic'] as const;
export type TalentTier = (typeof TALENT_TIERS)[number];

/** What of it is personal, and so sealed, stands in `#personal-data/personal-fields.js`; here and below. */
export type PartyRegistered = DomainEvent<
  'PartyRegistered',
  {
    readonly party: string;
    readonly kind: PartyKind;
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
  { readonly accountId: string; readonly account: BankAccountDetails; readonly proposedBy: string }
>;

/** The account is in use from here on, and the one named in `replaces` is not any more. */
export type AccountConfirmed = DomainEvent<
  'AccountConfirmed',
  { readonly accountId: string; readonly confirmedBy: string; readonly replaces: string | null }
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

export type TierRecognised = DomainEvent<
  'TierRecognised',
  {
    readonly tier: TalentTier;
    readonly from: BusinessDate;
    /** Last day. */
    readonly until: BusinessDate;
    /** Number of the document it rests on. */
    readonly basis: string;
  }
>;

export type TierRevoked = DomainEvent<
  'TierRevoked',
  { readonly tier: TalentTier; readonly revokedOn: BusinessDate; readonly reason: string }
>;

/** The last day of the recognition is over. */
export type TierExpired = DomainEvent<
  'TierExpired',
  { readonly tier: TalentTier; readonly until: BusinessDate }
>;

export type PartyBanned = DomainEvent<
  'PartyBanned',
  {
    readonly from: BusinessDate;
    /** Last day. */
    readonly until: BusinessDate;
    readonly reason: string;
    /** The award or recovery case it follows from. */
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
  }
>;

export type PartyEvent =
  | PartyRegistered
  | AccountProposed
  | AccountConfirmed
  | AccountConfirmationRefused
  | AccountRejected
  | AccountBlocked
  | TierRecognised
  | TierRevoked
  | TierExpired
  | PartyBanned
  | ForgettingProposed
  | ForgettingRefused
  | PersonForgotten;
