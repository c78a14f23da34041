import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { fromStored, type JsonObject } from '#kernel/fen-json.js';
import type { AccountCode } from '#ledger/accounts.js';
import type { AccountingMonth } from '#ledger/periods/month.js';
import { type TrialBalance, trialBalance, type Turnover } from '#ledger/trial-balance.js';
import { BudgetLineRow } from '../budget-lines/budget-line.entity.js';
import { type Page, pageOf, type PageRequest } from '../paging.js';
import { JournalPostingRow } from './journal.entity.js';
import type { JournalPosting } from './journal.queries.js';

/** What went through every account in a month of the accounts: of a closed month, the same for ever. */
export class GetMonthTurnovers extends Query<TrialBalance> {
  constructor(readonly month: AccountingMonth) {
    super();
  }
}

@QueryHandler(GetMonthTurnovers)
export class GetMonthTurnoversHandler implements IQueryHandler<GetMonthTurnovers> {
  constructor(private readonly database: DataSource) {}

  async execute({ month }: GetMonthTurnovers): Promise<TrialBalance> {
    const rows = await this.database
      .createQueryBuilder(JournalPostingRow, 'posting')
      .select('posting.account', 'account')
      .addSelect('sum(posting.debit_fen)', 'debitFen')
      .addSelect('sum(posting.credit_fen)', 'creditFen')
      .where('posting.booked_on >= :first and posting.booked_on <= :last', {
        first: `${month}-01`,
        last: `${month}-31`,
      })
      .groupBy('posting.account')
      .getRawMany<JsonObject>();
    const turnovers = rows.map((row) => fromStored(row) as Turnover & { readonly account: AccountCode });
    return trialBalance(new Map(turnovers.map((turnover) => [turnover.account, turnover])));
  }
}

/** Postings of facts that came after their month was closed: where they count, and where they belong. */
export class ListLatePostings extends Query<Page<JournalPosting>> {
  constructor(readonly page: PageRequest = {}) {
    super();
  }
}

@QueryHandler(ListLatePostings)
export class ListLatePostingsHandler implements IQueryHandler<ListLatePostings> {
  constructor(private readonly database: DataSource) {}

  execute({ page }: ListLatePostings): Promise<Page<JournalPosting>> {
    const query = this.database
      .createQueryBuilder(JournalPostingRow, 'posting')
      .where('posting.booked_on <> posting.effective_on');
    return pageOf(query, ['bookedOn', 'id'], page);
  }
}

/** Lines that were given money in a year and whose end nobody decided. */
export class ListUndecidedLines extends Query<readonly string[]> {
  constructor(readonly year: number) {
    super();
  }
}

@QueryHandler(ListUndecidedLines)
export class ListUndecidedLinesHandler implements IQueryHandler<ListUndecidedLines> {
  constructor(private readonly database: DataSource) {}

  async execute({ year }: ListUndecidedLines): Promise<readonly string[]> {
    const rows = await this.database
      .createQueryBuilder(BudgetLineRow, 'budget')
      .where(`budget.year = :year and budget.closing ->> 'status' <> 'closed'`, { year })
      .andWhere('budget.appropriated_fen <> 0')
      .orderBy('budget.line', 'ASC')
      .getMany();
    return rows.map(({ line }) => line);
  }
}
