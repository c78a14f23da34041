import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import type { BusinessDate } from '#kernel/business-date.js';
import type { AccountCode } from '#ledger/accounts.js';
import { type TrialBalance, trialBalance } from '#ledger/trial-balance.js';
import { type Page, pageOf, type PageRequest } from '../paging.js';
import { JournalPostingRow } from './journal.entity.js';
import { turnoversWithin } from './journal-balances.js';
import type { JournalLimits } from './journal-limits.js';

export type JournalPosting = Readonly<JournalPostingRow>;

export interface JournalFilter {
  /** First and last day the postings count from. */
  readonly from?: BusinessDate;
  readonly to?: BusinessDate;
  /** What was on record by the end of that day. */
  readonly knownOn?: BusinessDate;
  readonly account?: AccountCode;
  readonly award?: string;
  readonly party?: string;
  readonly fiscalYear?: number;
}

export const filteredJournal = (
  manager: EntityManager,
  { from, to, knownOn, account, award, party, fiscalYear }: JournalFilter,
): SelectQueryBuilder<JournalPostingRow> => {
  const query = manager.createQueryBuilder(JournalPostingRow, 'posting');
  if (from !== undefined) query.andWhere('posting.effectiveOn >= :from', { from });
  if (to !== undefined) query.andWhere('posting.effectiveOn <= :to', { to });
  if (knownOn !== undefined) query.andWhere('posting.recordedOn <= :knownOn', { knownOn });
  if (account !== undefined) query.andWhere('posting.account = :account', { account });
  if (award !== undefined) query.andWhere('posting.award = :award', { award });
  if (party !== undefined) query.andWhere('posting.party = :party', { party });
  if (fiscalYear !== undefined) query.andWhere('posting.fiscalYear = :fiscalYear', { fiscalYear });
  return query;
};

/** Postings by the day they count from, then in the order of the log. */
export class ListJournal extends Query<Page<JournalPosting>> {
  constructor(
    readonly filter: JournalFilter = {},
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

@QueryHandler(ListJournal)
export class ListJournalHandler implements IQueryHandler<ListJournal> {
  constructor(private readonly database: DataSource) {}

  execute({ filter, page }: ListJournal): Promise<Page<JournalPosting>> {
    return pageOf(filteredJournal(this.database.manager, filter), ['effectiveOn', 'id'], page);
  }
}

/** All accounts within the limits; everything when there are none. */
export class GetTrialBalance extends Query<TrialBalance> {
  constructor(readonly limits: JournalLimits = {}) {
    super();
  }
}

@QueryHandler(GetTrialBalance)
export class GetTrialBalanceHandler implements IQueryHandler<GetTrialBalance> {
  constructor(private readonly database: DataSource) {}

  /** In one snapshot, so that a day that grows meanwhile is not counted with one half of an entry. */
  execute({ limits }: GetTrialBalance): Promise<TrialBalance> {
    return this.database.transaction('REPEATABLE READ', async (manager) =>
      trialBalance(await turnoversWithin(manager, limits)),
    );
  }
}
