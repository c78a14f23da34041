import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { fromStored, type JsonObject } from '#kernel/fen-json.js';
import type { Fen } from '#kernel/money.js';
import { type Page, pageOf, type PageRequest } from '../paging.js';
import { BudgetLineRow, BudgetMonthRow, BudgetPromiseRow, BudgetTransferRow } from './budget-line.entity.js';

/** By what the lines of the treasury are added up. */
export const DIMENSIONS = {
  fund: 'budget.fund',
  'measure-group': 'budget.measure_group',
  year: 'budget.year::text',
  source: 'budget.source',
  'economic-class': 'budget.economic_class',
} as const;

export type Dimension = keyof typeof DIMENSIONS;

const SUMS = {
  appropriatedFen: 'appropriated_fen',
  committedFen: 'committed_fen',
  disbursedFen: 'disbursed_fen',
  openFen: 'open_fen',
  freeFen: 'free_fen',
  forwardFen: 'forward_fen',
  uncoveredFen: 'uncovered_fen',
  queuedFen: 'queued_fen',
  refundedFen: 'refunded_fen',
  transferredFen: 'transferred_fen',
  carriedInFen: 'carried_in_fen',
  carriedOutFen: 'carried_out_fen',
  givenUpFen: 'given_up_fen',
} as const;

/** The lines that have something in common. */
export type BudgetReportRow = Readonly<Record<keyof typeof SUMS, Fen>> & {
  /** Null for lines that were not classified. */
  readonly key: string | null;
  readonly lines: number;
};

/** All lines, or those of one year, added up by one dimension; every line is in exactly one row. */
export class GetBudgetReport extends Query<readonly BudgetReportRow[]> {
  constructor(
    readonly by: Dimension,
    readonly year?: number,
  ) {
    super();
  }
}

@QueryHandler(GetBudgetReport)
export class GetBudgetReportHandler implements IQueryHandler<GetBudgetReport> {
  constructor(private readonly database: DataSource) {}

  async execute({ by, year }: GetBudgetReport): Promise<readonly BudgetReportRow[]> {
    const query = this.database.createQueryBuilder(BudgetLineRow, 'budget').select(DIMENSIONS[by], 'key');
    query.addSelect('count(*)::int', 'lines').groupBy(DIMENSIONS[by]).orderBy('key', 'ASC');
    for (const [name, column] of Object.entries(SUMS)) query.addSelect(`sum(budget.${column})`, name);
    if (year !== undefined) query.where('budget.year = :year', { year });
    const rows = await query.getRawMany<JsonObject>();
    return rows.map(fromStored) as BudgetReportRow[];
  }
}

export interface PromiseFilter {
  readonly award?: string;
  readonly line?: string;
  readonly year?: number;
}

/** What lines promise approved awards, by year, line, award and tranche: the multi-year commitments. */
export class ListBudgetPromises extends Query<Page<Readonly<BudgetPromiseRow>>> {
  constructor(
    readonly filter: PromiseFilter = {},
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

@QueryHandler(ListBudgetPromises)
export class ListBudgetPromisesHandler implements IQueryHandler<ListBudgetPromises> {
  constructor(private readonly database: DataSource) {}

  execute({ filter, page }: ListBudgetPromises): Promise<Page<Readonly<BudgetPromiseRow>>> {
    const query = this.database.createQueryBuilder(BudgetPromiseRow, 'promise');
    const { award, line, year } = filter;
    if (award !== undefined) query.andWhere('promise.award = :award', { award });
    if (line !== undefined) query.andWhere('promise.line = :line', { line });
    if (year !== undefined) query.andWhere('promise.year = :year', { year });
    return pageOf(query, ['year', 'line', 'award', 'trancheNo'], page);
  }
}

/** Transfers between lines by id; a refused one says why. */
export class ListBudgetTransfers extends Query<Page<Readonly<BudgetTransferRow>>> {
  constructor(readonly page: PageRequest = {}) {
    super();
  }
}

@QueryHandler(ListBudgetTransfers)
export class ListBudgetTransfersHandler implements IQueryHandler<ListBudgetTransfers> {
  constructor(private readonly database: DataSource) {}

  execute({ page }: ListBudgetTransfers): Promise<Page<Readonly<BudgetTransferRow>>> {
    return pageOf(
      this.database.createQueryBuilder(BudgetTransferRow, 'transfer'),
      ['requestedOn', 'id'],
      page,
    );
  }
}

export class GetBudgetTransfer extends Query<Readonly<BudgetTransferRow> | undefined> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetBudgetTransfer)
export class GetBudgetTransferHandler implements IQueryHandler<GetBudgetTransfer> {
  constructor(private readonly database: DataSource) {}

  async execute({ id }: GetBudgetTransfer): Promise<Readonly<BudgetTransferRow> | undefined> {
    return (await this.database.manager.findOneBy(BudgetTransferRow, { id })) ?? undefined;
  }
}

/** A month of a line beside its plan; the totals run from the first month of the year. */
export interface SpendingMonth {
  readonly month: string;
  readonly plannedFen: Fen;
  readonly paidFen: Fen;
  readonly plannedSoFarFen: Fen;
  readonly paidSoFarFen: Fen;
  /** What was paid so far beyond what was planned so far; more than zero is a warning. */
  readonly overPlanFen: Fen;
}

/** The spending of a line in a year, month by month, beside the plan in force. */
export class GetSpending extends Query<readonly SpendingMonth[]> {
  constructor(
    readonly line: string,
    readonly year: number,
  ) {
    super();
  }
}

@QueryHandler(GetSpending)
export class GetSpendingHandler implements IQueryHandler<GetSpending> {
  constructor(private readonly database: DataSource) {}

  async execute({ line, year }: GetSpending): Promise<readonly SpendingMonth[]> {
    const where = { line, year };
    const rows = await this.database.manager.find(BudgetMonthRow, { where, order: { month: 'ASC' } });
    return besidePlan(rows);
  }
}

/** Months in order; a payment a month early is over the plan until the month it was planned for. Without a plan nothing is over it. */
export const besidePlan = (
  months: readonly Pick<BudgetMonthRow, 'month' | 'plannedFen' | 'paidFen'>[],
): readonly SpendingMonth[] => {
  const isPlanned = months.some(({ plannedFen }) => plannedFen > 0n);
  let [plannedSoFarFen, paidSoFarFen] = [0n, 0n];
  return months.map(({ month, plannedFen, paidFen }) => {
    plannedSoFarFen += plannedFen;
    paidSoFarFen += paidFen;
    const overFen = paidSoFarFen - plannedSoFarFen;
    const overPlanFen = isPlanned && overFen > 0n ? overFen : 0n;
    return { month, plannedFen, paidFen, plannedSoFarFen, paidSoFarFen, overPlanFen };
  });
};
