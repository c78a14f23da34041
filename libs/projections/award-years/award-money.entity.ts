import { Entity, PrimaryColumn } from 'typeorm';
import { FenColumn, IntColumn, TextColumn } from '../columns.js';

/**
 * The money of one attempt to pay a tranche, in the fiscal year whose budget it takes. Attempt 0 is the forecast of what is not
 * released yet, in the year it becomes claimable. An award's year is the sum of its rows.
 */
@Entity({ schema: 'views', name: 'award_money' })
export class AwardMoneyRow {
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @TextColumn('award') award: string;
  @TextColumn('programme') programme: string;
  @TextColumn('measure') measure: string;
  @IntColumn('tranche_no') trancheNo: number;
  @IntColumn('attempt') attempt: number;
  @TextColumn('budget_line') budgetLine: string;
  @IntColumn('fiscal_year') fiscalYear: number;
  @FenColumn('forecast_fen') forecastFen: bigint;
  /** Granted by the caps, waiting for budget. */
  @FenColumn('reserved_fen') reservedFen: bigint;
  /** Released and not given back: paid or still to be paid. */
  @FenColumn('committed_fen') committedFen: bigint;
  /** Paid by keeping it back against a debt. */
  @FenColumn('set_off_fen') setOffFen: bigint;
  /** Paid through the bank, less what the bank returned. */
  @FenColumn('bank_fen') bankFen: bigint;
  @FenColumn('returned_fen') returnedFen: bigint;
  /** Came back from the payee, by set-off or repayment; still part of what was paid. */
  @FenColumn('recovered_fen') recoveredFen: bigint;
}
