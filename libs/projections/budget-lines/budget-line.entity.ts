import { Entity, PrimaryColumn } from 'typeorm';
import type { Closing } from '#budgets/line-closing.js';
import type { SpendingPlan } from '#budgets/spending-plan.js';
import { FenColumn, IntColumn, JsonColumn, JsonOrNull, TextColumn, TextOrNull } from '../columns.js';

/** Why a document changed what a line was given. */
export type DocumentKind =
  'appropriation' | 'adjustment' | 'transfer-out' | 'transfer-in' | 'given-back' | 'carried-in' | 'year-end';

export interface BudgetDocument {
  readonly kind: DocumentKind;
  readonly documentNumber: string;
  readonly amountFen: bigint;
  readonly effectiveOn: string;
  /** The line at the other end, or the year it came from. */
  readonly other: string | null;
  /** The commitment whose money came free after its year was closed. */
  readonly commitmentId: string | null;
}

/** One budget line in one fiscal year; the figures mean what `BudgetFigures` of the budgets says. */
@Entity({ schema: 'views', name: 'budget_line' })
export class BudgetLineRow {
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @TextColumn('line') line: string;
  @IntColumn('year') year: number;
  @FenColumn('appropriated_fen') appropriatedFen: bigint;
  @FenColumn('committed_fen') committedFen: bigint;
  @FenColumn('disbursed_fen') disbursedFen: bigint;
  @FenColumn('open_fen') openFen: bigint;
  @FenColumn('free_fen') freeFen: bigint;
  @FenColumn('queued_fen') queuedFen: bigint;
  @FenColumn('refunded_fen') refundedFen: bigint;
  @FenColumn('forward_fen') forwardFen: bigint;
  @FenColumn('uncommitted_fen') uncommittedFen: bigint;
  @FenColumn('uncovered_fen') uncoveredFen: bigint;
  /** In less out; part of what is appropriated. */
  @FenColumn('transferred_fen') transferredFen: bigint;
  /** From the year before; part of what is appropriated. */
  @FenColumn('carried_in_fen') carriedInFen: bigint;
  /** To the year after; no longer part of it. */
  @FenColumn('carried_out_fen') carriedOutFen: bigint;
  /** To the treasury at the end of the year; no longer part of it. */
  @FenColumn('given_up_fen') givenUpFen: bigint;
  @TextOrNull('fund') fund: string | null;
  @TextOrNull('measure_group') measureGroup: string | null;
  @TextOrNull('source') source: string | null;
  @TextOrNull('economic_class') economicClass: string | null;
  @JsonColumn('spending_plan') spendingPlan: SpendingPlan;
  @JsonColumn('closing') closing: Closing;
  /** What changed the appropriation, latest first. */
  @JsonColumn('documents') documents: readonly BudgetDocument[];
}

/** What a line promises one tranche of an approved award and has not set aside. */
@Entity({ schema: 'views', name: 'budget_promise' })
export class BudgetPromiseRow {
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @TextColumn('line') line: string;
  @IntColumn('year') year: number;
  @TextColumn('award') award: string;
  @IntColumn('tranche_no') trancheNo: number;
  @FenColumn('promised_fen') promisedFen: bigint;
}

/** One month of a line: what the spending plan in force says, and what was paid. */
@Entity({ schema: 'views', name: 'budget_month' })
export class BudgetMonthRow {
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @TextColumn('line') line: string;
  @IntColumn('year') year: number;
  /** `2024-03`; payments of a line may fall into the year after. */
  @TextColumn('month') month: string;
  @FenColumn('planned_fen') plannedFen: bigint;
  /** Less what came back. */
  @FenColumn('paid_fen') paidFen: bigint;
}

/** Money moved from line to line by one document. */
@Entity({ schema: 'views', name: 'budget_transfer' })
export class BudgetTransferRow {
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @TextColumn('status') status: 'requested' | 'completed' | 'refused';
  @TextColumn('from_line') fromLine: string;
  @IntColumn('from_year') fromYear: number;
  @TextColumn('to_line') toLine: string;
  @IntColumn('to_year') toYear: number;
  @FenColumn('amount_fen') amountFen: bigint;
  @TextColumn('document_number') documentNumber: string;
  @TextColumn('requested_by') requestedBy: string;
  @TextColumn('requested_on') requestedOn: string;
  @JsonOrNull('refusal') refusal: { readonly code: string; readonly zh: string; readonly en: string } | null;
}
