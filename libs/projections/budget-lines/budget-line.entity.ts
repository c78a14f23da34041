import { Entity, PrimaryColumn } from 'typeorm';
import { FenColumn, IntColumn, JsonColumn, TextColumn } from '../columns.js';

export interface BudgetDocument {
  readonly documentNumber: string;
  readonly amountFen: bigint;
  readonly effectiveOn: string;
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
  /** Appropriations and adjustments, latest first. */
  @JsonColumn('documents') documents: readonly BudgetDocument[];
}
