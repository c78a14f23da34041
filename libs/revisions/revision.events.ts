import type { Actor } from '#kernel/actor.js';
import type { DomainEvent } from '#kernel/decider.js';
import type { Fen } from '#kernel/money.js';

/** What a version that counts from before changes about one tranche that was paid. */
export interface RevisionItem {
  readonly award: string;
  readonly measure: string;
  readonly trancheNo: number;
  readonly payee: string;
  readonly kind: 'top-up' | 'recovery';
  /** The version that the award keeps. */
  readonly fromVersion: string;
  /** What the payee had of the tranche when the list was made. */
  readonly paidFen: Fen;
  /** What earlier packages had added to the tranche, or claimed back (negative). */
  readonly adjustedFen: Fen;
  readonly newFen: Fen;
  readonly amountFen: Fen;
}

/** What became of an item: the tranche that was added, the case that was opened, or why neither. */
export type ItemOutcome =
  | { readonly itemNo: number; readonly outcome: 'top-up-added'; readonly trancheNo: number }
  | { readonly itemNo: number; readonly outcome: 'recovery-found'; readonly caseId: string }
  | {
      readonly itemNo: number;
      readonly outcome: 'refused';
      readonly code: string;
      readonly zh: string;
      readonly en: string;
    };

export type PackageDrafted = DomainEvent<
  'PackageDrafted',
  {
    readonly revision: string;
    readonly book: string;
    readonly version: number;
    readonly policyVersion: string;
    readonly count: number;
    readonly topUpFen: Fen;
    readonly recoveryFen: Fen;
    /** Over all items, in their order. */
    readonly itemsHash: string;
    /** The first of them; the others follow, in the same append, as `PackageItemsAdded`. */
    readonly items: readonly RevisionItem[];
    readonly draftedBy: Actor;
  }
>;

export type PackageItemsAdded = DomainEvent<
  'PackageItemsAdded',
  {
    readonly revision: string;
    /** From 1; the items of the draft are part 0. */
    readonly part: number;
    readonly items: readonly RevisionItem[];
  }
>;

/** A second person approved the whole list. */
export type PackageApproved = DomainEvent<
  'PackageApproved',
  { readonly revision: string; readonly itemsHash: string; readonly approvedBy: string }
>;

/** One part of an approved list, to be carried out; in the same append as the approval. */
export type PackagePartApproved = DomainEvent<
  'PackagePartApproved',
  { readonly revision: string; readonly part: number }
>;

/** The drafter tried to approve alone. Refused, and kept because auditors look for it. */
export type PackageApprovalRefused = DomainEvent<
  'PackageApprovalRefused',
  { readonly revision: string; readonly by: string }
>;

export type PackageRejected = DomainEvent<
  'PackageRejected',
  { readonly revision: string; readonly reason: string; readonly by: string }
>;

/** Every item of the part was carried out or refused. */
export type PackagePartCarriedOut = DomainEvent<
  'PackagePartCarriedOut',
  { readonly revision: string; readonly part: number; readonly outcomes: readonly ItemOutcome[] }
>;

export type RevisionEvent =
  | PackageDrafted
  | PackageItemsAdded
  | PackageApproved
  | PackagePartApproved
  | PackageApprovalRefused
  | PackageRejected
  | PackagePartCarriedOut;
