import type { BusinessDate } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';
import type { PartyBanned } from './ban.events.js';
import type { Identifier } from './identifier.js';
import type { GreenCardIssued, TierRecognised } from './talent.events.js';

/** In the stream the identifier would have had as a party of its own: from here on it leads to `party`. */
export type IdentifierClaimed = DomainEvent<
  'IdentifierClaimed',
  { readonly party: string; readonly identifier: Identifier; readonly basis: string; readonly by: string }
>;

/** The person has one more document; `alias` is the id it would have had. */
export type IdentifierAdded = DomainEvent<
  'IdentifierAdded',
  { readonly identifier: Identifier; readonly alias: string; readonly basis: string; readonly by: string }
>;

/** Somebody says that this party and `into` are one person; a second person decides (practice E55). */
export type MergeProposed = DomainEvent<
  'MergeProposed',
  {
    readonly into: string;
    readonly reason: string;
    readonly basis: string;
    readonly proposedBy: string;
  }
>;

/** Somebody tried to confirm the merge they had proposed. */
export type MergeRefused = DomainEvent<'MergeRefused', { readonly by: string; readonly reasonCode: string }>;

export type MergeRejected = DomainEvent<
  'MergeRejected',
  { readonly into: string; readonly rejectedBy: string; readonly reason: string }
>;

/** What one identity brings into the person it becomes. */
export interface BroughtIn {
  /** Ids of parties: this one and those it had absorbed. */
  readonly absorbed: readonly string[];
  readonly identifiers: readonly Identifier[];
  readonly bans: readonly PartyBanned['data'][];
  readonly tier: TierRecognised['data'] | null;
  readonly card: GreenCardIssued['data'] | null;
}

/** This identity ends; everything it had is the survivor's. Its accounts stay, because its running awards are paid to them. */
export type MergedInto = DomainEvent<
  'MergedInto',
  MergeProposed['data'] & {
    readonly confirmedBy: string;
    readonly on: BusinessDate;
    readonly brings: BroughtIn;
  }
>;

/** The survivor's side. `tier` and `card` are those that count for the person from here on. */
export type PartyAbsorbed = DomainEvent<'PartyAbsorbed', BroughtIn & { readonly from: string }>;

export type IdentityEvent =
  | IdentifierClaimed
  | IdentifierAdded
  | MergeProposed
  | MergeRefused
  | MergeRejected
  | MergedInto
  | PartyAbsorbed;
