import { Entity, PrimaryColumn } from 'typeorm';
import type { PartyBanned } from '#parties/ban.events.js';
import type { BusinessDate } from '#kernel/business-date.js';
import type {
  AccountKind,
  BankAccountDetails,
  ForgettingProposed,
  PartyKind,
} from '#parties/parties.events.js';
import type { Recognition, RegisteredParty } from '#parties/party-state.js';
import { JsonColumn, JsonOrNull, TextColumn, TextOrNull } from '../columns.js';

export interface KnownAccount {
  readonly accountId: string;
  readonly status: 'proposed' | 'rejected' | 'in-use' | 'replaced' | 'blocked';
  /** Sealed, like the name. */
  readonly number: string;
  readonly accountName: string;
  readonly bankCode: string;
  readonly bankName: string;
  /** Of a unit, where it was stated. */
  readonly accountKind: AccountKind | null;
  /** After a change: first day on which money goes there. */
  readonly usableFrom: BusinessDate | null;
  readonly proposedBy: string;
  /** Confirmed or rejected it. */
  readonly decidedBy: string | null;
  /** Why it was rejected or blocked. */
  readonly reason: string | null;
}

/** Everything a payment needs, with the people who may then not approve it. */
export interface PayingAccount extends BankAccountDetails {
  readonly accountId: string;
  readonly accountKind: AccountKind | null;
  readonly usableFrom: BusinessDate | null;
  readonly proposedBy: string;
  readonly confirmedBy: string;
}

/** Why, on whose word and when a person was forgotten. `cause` is the id of the event. */
export interface ForgottenOrder extends Readonly<ForgettingProposed['data']> {
  readonly confirmedBy: string;
  readonly awards: readonly string[];
  readonly absorbed: readonly string[];
  readonly on: string;
  readonly cause: string;
}

/** What is personal stands here as it does in the log: sealed under the key of the party. */
@Entity({ schema: 'views', name: 'party' })
export class PartyRow {
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @TextColumn('kind') kind: PartyKind;
  @TextColumn('name') name: string;
  /** Null for a team, which has no document. */
  @TextOrNull('identifier_kind') identifierKind: string | null;
  @TextOrNull('identifier') identifier: string | null;
  @TextOrNull('county') county: string | null;
  @JsonColumn('accounts') accounts: readonly KnownAccount[];
  @JsonColumn('proposals') proposals: readonly (BankAccountDetails & {
    accountId: string;
    accountKind: AccountKind | null;
    proposedBy: string;
  })[];
  /** The account that is paid to; null without a confirmed one. */
  @JsonOrNull('account_in_use') accountInUse: PayingAccount | null;
  /** Where in the log that account was confirmed. */
  @TextOrNull('confirmed_at') confirmedAt: string | null;
  /** Everything else the register knows, folded by the register's own rules; without accounts, null once forgotten. */
  @JsonOrNull('register') register: RegisteredParty | null;
  /** The latest recognition, unless it was revoked. */
  @JsonOrNull('tier') tier: Recognition | null;
  @JsonColumn('bans') bans: readonly PartyBanned['data'][];
  /** Waits for its second person. */
  @JsonOrNull('forgetting') forgetting: ForgettingProposed['data'] | null;
  @JsonOrNull('forgotten') forgotten: ForgottenOrder | null;
  /** Last day of the longest ban. */
  @TextOrNull('banned_until') bannedUntil: string | null;
}
