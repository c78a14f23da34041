import type { BusinessDate } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';

/** 顶尖、高端、高级、基础人才. */
export const TALENT_TIERS = ['top', 'high-end', 'senior', 'basic'] as const;
export type TalentTier = (typeof TALENT_TIERS)[number];

export type TierApplied = DomainEvent<
  'TierApplied',
  {
    readonly tier: TalentTier;
    readonly appliedOn: BusinessDate;
    /** Number of the file. */
    readonly basis: string;
    readonly by: string;
  }
>;

export type TierPublicised = DomainEvent<
  'TierPublicised',
  {
    readonly tier: TalentTier;
    readonly startsOn: BusinessDate;
    /** Last day. */
    readonly endsOn: BusinessDate;
    readonly by: string;
  }
>;

export type TierApplicationRefused = DomainEvent<
  'TierApplicationRefused',
  { readonly tier: TalentTier; readonly reason: string; readonly by: string }
>;

/** Somebody tried to recognise what they had entered themselves. */
export type TierRecognitionRefused = DomainEvent<
  'TierRecognitionRefused',
  { readonly by: string; readonly reasonCode: string }
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
    /** Last day of the publicity; absent where another body recognised the tier and this one only records it. */
    readonly publicisedUntil?: BusinessDate;
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

/** 人才绿卡. It takes the place of an earlier card and ends with the tier. */
export type GreenCardIssued = DomainEvent<
  'GreenCardIssued',
  {
    readonly cardNumber: string;
    readonly tier: TalentTier;
    readonly issuedOn: BusinessDate;
    /** Last day: that of the tier. */
    readonly until: BusinessDate;
  }
>;

export type GreenCardRevoked = DomainEvent<
  'GreenCardRevoked',
  { readonly revokedOn: BusinessDate; readonly reason: string }
>;

export type GreenCardExpired = DomainEvent<'GreenCardExpired', { readonly until: BusinessDate }>;

export type TalentEvent =
  | TierApplied
  | TierPublicised
  | TierApplicationRefused
  | TierRecognitionRefused
  | TierRecognised
  | TierRevoked
  | TierExpired
  | GreenCardIssued
  | GreenCardRevoked
  | GreenCardExpired;
