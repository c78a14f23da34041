import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { type Page, pageOf, type PageRequest } from '../paging.js';
import { BudgetLineRow } from './budget-line.entity.js';

export type BudgetLineView = Readonly<BudgetLineRow>;

export interface BudgetLineFilter {
  readonly line?: string;
  readonly year?: number;
}

/** Budget lines by year, then line. */
export class ListBudgetLines extends Query<Page<BudgetLineView>> {
  constructor(
    readonly filter: BudgetLineFilter = {},
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

@QueryHandler(ListBudgetLines)
export class ListBudgetLinesHandler implements IQueryHandler<ListBudgetLines> {
  constructor(private readonly database: DataSource) {}

  execute({ filter, page }: ListBudgetLines): Promise<Page<BudgetLineView>> {
    const query = this.database.createQueryBuilder(BudgetLineRow, 'budget');
    if (filter.line !== undefined) query.andWhere('budget.line = :line', { line: filter.line });
    if (filter.year !== undefined) query.andWhere('budget.year = :year', { year: filter.year });
    return pageOf(query, ['year', 'line', 'id'], page);
  }
}

export class GetBudgetLine extends Query<BudgetLineView | undefined> {
  constructor(
    readonly line: string,
    readonly year: number,
  ) {
    super();
  }
}

@QueryHandler(GetBudgetLine)
export class GetBudgetLineHandler implements IQueryHandler<GetBudgetLine> {
  constructor(private readonly database: DataSource) {}

  async execute({ line, year }: GetBudgetLine): Promise<BudgetLineView | undefined> {
    return (await this.database.manager.findOneBy(BudgetLineRow, { line, year })) ?? undefined;
  }
}
