import { Entity, PrimaryColumn } from 'typeorm';
import type { AccountCode } from '#ledger/accounts.js';
import type { Facts } from '#ledger/facts.js';
import type { AccountingMonth } from '#ledger/periods/month.js';
import { FenColumn, IntColumn, IntOrNull, JsonColumn, TextColumn, TextOrNull } from '../columns.js';

/** How far the months of the accounts are closed. */
export interface PeriodFacts {
  readonly kind: 'periods';
  readonly closedThrough: AccountingMonth;
}

/** One side of an entry: what an event put on an account. */
@Entity({ schema: 'views', name: 'journal_posting' })
export class JournalPostingRow {
  /** Position and number of the posting; text order is the order of the journal. */
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @TextColumn('position') position: string;
  @TextColumn('event_id') eventId: string;
  @TextColumn('event_type') eventType: string;
  @TextColumn('stream') stream: string;
  /** The day it counts from. */
  @TextColumn('effective_on') effectiveOn: string;
  /** The day it counts on in the accounts: the first of the first open month, where the month of its own day was closed. */
  @TextColumn('booked_on') bookedOn: string;
  /** The day it was written. */
  @TextColumn('recorded_on') recordedOn: string;
  @TextColumn('account') account: AccountCode;
  @FenColumn('debit_fen') debitFen: bigint;
  @FenColumn('credit_fen') creditFen: bigint;
  @TextOrNull('award') award: string | null;
  @IntOrNull('tranche_no') trancheNo: number | null;
  @IntOrNull('attempt') attempt: number | null;
  @TextOrNull('party') party: string | null;
  @TextOrNull('budget_line') budgetLine: string | null;
  @IntColumn('fiscal_year') fiscalYear: number;
  @TextOrNull('recovery_case') recoveryCase: string | null;
  @TextOrNull('batch_line') batchLine: string | null;
}

/**
 * What went through an account in one fiscal year with one pair of days. Balances on any day of either axis are sums of these few
 * rows, and of no posting; the positions say which rows a position cuts in two.
 */
@Entity({ schema: 'views', name: 'journal_day' })
export class JournalDayRow {
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @TextColumn('account') account: AccountCode;
  @IntColumn('fiscal_year') fiscalYear: number;
  @TextColumn('effective_on') effectiveOn: string;
  @TextColumn('recorded_on') recordedOn: string;
  @FenColumn('debit_fen') debitFen: bigint;
  @FenColumn('credit_fen') creditFen: bigint;
  @TextColumn('first_position') firstPosition: string;
  @TextColumn('last_position') lastPosition: string;
}

/** What is known of a payment or a case, for the keys of the postings that follow; and of the periods, for their days. */
@Entity({ schema: 'views', name: 'journal_facts' })
export class JournalFactsRow {
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @JsonColumn('facts') facts: Facts | PeriodFacts;
}
