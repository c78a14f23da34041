import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource, type EntityManager } from 'typeorm';
import { addDays, type BusinessDate } from '#kernel/business-date.js';
import { fromStored, type JsonObject } from '#kernel/fen-json.js';
import type { Fen } from '#kernel/money.js';
import type { AccountCode } from '#ledger/accounts.js';
import { balanceFen, plus, type Turnover } from '#ledger/trial-balance.js';
import { type Page, pageOf, type PageRequest } from '../paging.js';
import { turnoversWithin } from './journal-balances.js';
import { filteredJournal, type JournalPosting } from './journal.queries.js';

export interface StatementLine extends JournalPosting {
  /** Of the account after this posting, on the side the account is kept on. */
  readonly balanceFen: Fen;
}

export interface AccountStatement extends Page<StatementLine>, Turnover {
  readonly account: AccountCode;
  /** Before the first day of the period. */
  readonly openingFen: Fen;
  /** After the last day of the period. */
  readonly closingFen: Fen;
}

export interface StatementPeriod {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  /** As it was on record by the end of that day. */
  readonly knownOn?: BusinessDate;
  readonly fiscalYear?: number;
}

/** One account over a period, with the balance after every posting. */
export class GetAccountStatement extends Query<AccountStatement> {
  constructor(
    readonly account: AccountCode,
    readonly period: StatementPeriod,
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

const NOTHING: Turnover = { debitFen: 0n, creditFen: 0n };

@QueryHandler(GetAccountStatement)
export class GetAccountStatementHandler implements IQueryHandler<GetAccountStatement> {
  constructor(private readonly database: DataSource) {}

  execute({ account, period, page }: GetAccountStatement): Promise<AccountStatement> {
    return this.database.transaction('REPEATABLE READ', async (manager) => {
      const { from, to, ...limits } = period;
      const before = await turnoverUpTo(manager, account, addDays(from, -1), limits);
      const until = await turnoverUpTo(manager, account, to, limits);
      const query = filteredJournal(manager, { account, ...period });
      const { items, next } = await pageOf(query, ['effectiveOn', 'id'], page);
      return {
        account,
        openingFen: balanceFen(account, before),
        closingFen: balanceFen(account, until),
        debitFen: until.debitFen - before.debitFen,
        creditFen: until.creditFen - before.creditFen,
        items: await withBalances(manager, account, period, items),
        next,
      };
    });
  }
}

type Limits = Omit<StatementPeriod, 'from' | 'to'>;

const turnoverUpTo = async (
  manager: EntityManager,
  account: AccountCode,
  effectiveTo: BusinessDate,
  limits: Limits,
): Promise<Turnover> =>
  (await turnoversWithin(manager, { ...limits, effectiveTo }, account)).get(account) ?? NOTHING;

/** A page starts with what the days before it left and what came before it on its first day, so that none before is read. */
const withBalances = async (
  manager: EntityManager,
  account: AccountCode,
  { knownOn, fiscalYear }: StatementPeriod,
  items: readonly JournalPosting[],
): Promise<readonly StatementLine[]> => {
  const [first] = items;
  if (!first) return [];
  const limits = { ...(knownOn && { knownOn }), ...(fiscalYear !== undefined && { fiscalYear }) };
  const day = first.effectiveOn as BusinessDate;
  const earlier = await turnoverUpTo(manager, account, addDays(day, -1), limits);
  const sameDay = await filteredJournal(manager, { account, from: day, to: day, ...limits })
    .andWhere('posting.id < :id', { id: first.id })
    .select('coalesce(sum(posting.debit_fen), 0)', 'debitFen')
    .addSelect('coalesce(sum(posting.credit_fen), 0)', 'creditFen')
    .getRawOne<JsonObject>();
  let turnover = plus(earlier, sameDay ? (fromStored(sameDay) as Turnover) : NOTHING);
  return items.map((posting) => {
    turnover = plus(turnover, posting);
    return { ...posting, balanceFen: balanceFen(account, turnover) };
  });
};
