import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { VoucherAnswer, VoucherBudget } from '#payments/vouchers/voucher.js';

/** What the views add to a line of a batch for its voucher; the line itself is in its stream. */
export interface VoucherLine {
  readonly lineId: string;
  readonly budget: VoucherBudget;
  readonly answer: VoucherAnswer;
}

/** In the order of line ids. */
export class ListVoucherLines extends Query<readonly VoucherLine[]> {
  /** @param after only lines after this one; @param lineId only this one. */
  constructor(
    readonly batch: string,
    readonly limit: number,
    readonly only: { readonly after?: string; readonly lineId?: string } = {},
  ) {
    super();
  }
}

type Row = Omit<VoucherAnswer & VoucherBudget, 'line'> & { readonly lineId: string; readonly line: string };

const LINES = `
  select line.line_id as "lineId", line.outcome, line.answered_on as "answeredOn", line.bank_reference as "bankReference",
    line.reason, tranche.budget_line as line, coalesce(tranche.budget_year, 0) as year, budget.source,
    budget.economic_class as "economicClass"
  from views.batch_line line
  join views.due_tranche tranche on tranche.id = line.award || '/' || line.tranche_no
  left join views.budget_line budget on budget.line = tranche.budget_line and budget.year = tranche.budget_year
  where line.batch = $1 and line.outcome <> 'removed' and line.line_id > $2 and ($3::text is null or line.line_id = $3)
  order by line.line_id limit $4`;

@QueryHandler(ListVoucherLines)
export class ListVoucherLinesHandler implements IQueryHandler<ListVoucherLines> {
  constructor(private readonly database: DataSource) {}

  async execute({ batch, limit, only }: ListVoucherLines): Promise<readonly VoucherLine[]> {
    const parameters = [batch, only.after ?? '', only.lineId ?? null, limit];
    const rows: readonly Row[] = await this.database.query(LINES, parameters);
    return rows.map(({ lineId, line, year, source, economicClass, ...answer }) => ({
      lineId,
      budget: { line, year, source, economicClass },
      answer,
    }));
  }
}
