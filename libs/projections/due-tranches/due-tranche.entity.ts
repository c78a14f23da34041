import { Entity, PrimaryColumn } from 'typeorm';
import type { TrancheStatus } from '#programmes/award/award.js';
import type { Words } from '#programmes/award/derivation.js';
import { FenColumn, IntColumn, IntOrNull, JsonColumn, TextColumn, TextOrNull } from '../columns.js';

/** One tranche of an approved award, as the desk that pays it needs it. */
@Entity({ schema: 'views', name: 'due_tranche' })
export class DueTrancheRow {
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @TextColumn('award') award: string;
  @TextColumn('programme') programme: string;
  @TextColumn('measure') measure: string;
  @IntColumn('tranche_no') trancheNo: number;
  @JsonColumn('title') title: Words;
  @TextColumn('clause') clause: string;
  @TextColumn('status') status: TrancheStatus;
  @IntColumn('attempt') attempt: number;
  @TextColumn('payee') payee: string;
  @FenColumn('gross_fen') grossFen: bigint;
  @FenColumn('set_off_fen') setOffFen: bigint;
  @FenColumn('net_fen') netFen: bigint;
  @TextColumn('budget_line') budgetLine: string;
  @IntOrNull('budget_year') budgetYear: number | null;
  @TextColumn('approved_on') approvedOn: string;
  /**
   * Since when it waits: the day of the release, of the request while it is queued, of the return. Before, since when it waits for the next
   * step: the day of its claim or verification, or the day from which it can be claimed.
   */
  @TextColumn('due_on') dueOn: string;
  /** ISO week of `dueOn`, for instance `2024-W07`. */
  @TextColumn('due_week') dueWeek: string;
  @TextOrNull('released_on') releasedOn: string | null;
  @TextOrNull('entered_by') enteredBy: string | null;
  @TextOrNull('verified_by') verifiedBy: string | null;
  @TextOrNull('released_by') releasedBy: string | null;
  @TextOrNull('held') held: string | null;
  @TextOrNull('returned_reason') returnedReason: string | null;
  /** Where in the log the money came back; an account confirmed later is the correction. */
  @TextOrNull('returned_at') returnedAt: string | null;
  @TextOrNull('batch') batch: string | null;
}
