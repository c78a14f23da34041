import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Fen } from '#kernel/money.js';
import { type Page, pageOfSums, type PageRequest } from '../paging.js';
import { AwardMoneyRow } from './award-money.entity.js';

/** The figures of the ledger; each is a sum over tranches and attempts. */
export interface MoneyFigures {
  /** Expected and not released; the ceiling where the claim decides the amount. */
  readonly forecastFen: Fen;
  readonly reservedFen: Fen;
  readonly committedFen: Fen;
  /** Set-off and bank. */
  readonly paidFen: Fen;
  readonly setOffFen: Fen;
  /** Committed and not paid. */
  readonly openFen: Fen;
  readonly returnedFen: Fen;
  readonly recoveredFen: Fen;
}

export interface AwardYear extends MoneyFigures {
  readonly award: string;
  readonly programme: string;
  readonly measure: string;
  readonly fiscalYear: number;
}

export const MONEY_COLUMNS: Readonly<Record<keyof MoneyFigures, string>> = {
  forecastFen: 'sum(money.forecast_fen)',
  reservedFen: 'sum(money.reserved_fen)',
  committedFen: 'sum(money.committed_fen)',
  paidFen: 'sum(money.set_off_fen + money.bank_fen)',
  setOffFen: 'sum(money.set_off_fen)',
  openFen: 'sum(money.committed_fen - money.set_off_fen - money.bank_fen)',
  returnedFen: 'sum(money.returned_fen)',
  recoveredFen: 'sum(money.recovered_fen)',
};

export interface AwardYearFilter {
  readonly award?: string;
  readonly programme?: string;
  readonly fiscalYear?: number;
}

/** The ledger of awards by fiscal year: by award, then year. */
export class ListAwardYears extends Query<Page<AwardYear>> {
  constructor(
    readonly filter: AwardYearFilter = {},
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

@QueryHandler(ListAwardYears)
export class ListAwardYearsHandler implements IQueryHandler<ListAwardYears> {
  constructor(private readonly database: DataSource) {}

  execute({ filter, page }: ListAwardYears): Promise<Page<AwardYear>> {
    const query = this.database.createQueryBuilder(AwardMoneyRow, 'money');
    const { award, programme, fiscalYear } = filter;
    if (award !== undefined) query.andWhere('money.award = :award', { award });
    if (programme !== undefined) query.andWhere('money.programme = :programme', { programme });
    if (fiscalYear !== undefined) query.andWhere('money.fiscalYear = :fiscalYear', { fiscalYear });
    const keys = { award: 'money.award', fiscalYear: 'money.fiscal_year' };
    const also = { programme: 'min(money.programme)', measure: 'min(money.measure)', ...MONEY_COLUMNS };
    return pageOfSums<AwardYear>(query, keys, also, page);
  }
}
