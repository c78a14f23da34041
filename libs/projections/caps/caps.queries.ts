import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { type Page, pageOf, type PageRequest } from '../paging.js';
import { CapAccountRow, CapReservationRow } from './cap.entity.js';

export interface CapAccountView extends Readonly<CapAccountRow> {
  /** Calendar years with money that counts, ascending. */
  readonly yearsUsed: readonly number[];
  /** Null where years are counted. */
  readonly freeFen: bigint | null;
}

export interface CapFilter {
  /** Party or award. */
  readonly subject?: string;
  readonly capKey?: string;
  readonly window?: string;
  /** Accounts that hold more than the limit, because two identities became one or because it was taken over so. */
  readonly over?: boolean;
}

export class ListCapAccounts extends Query<Page<CapAccountView>> {
  constructor(
    readonly filter: CapFilter = {},
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

@QueryHandler(ListCapAccounts)
export class ListCapAccountsHandler implements IQueryHandler<ListCapAccounts> {
  constructor(private readonly database: DataSource) {}

  async execute({ filter, page }: ListCapAccounts): Promise<Page<CapAccountView>> {
    const query = this.database.createQueryBuilder(CapAccountRow, 'cap');
    const { subject, capKey, window, over } = filter;
    if (subject !== undefined) query.andWhere('cap.subject = :subject', { subject });
    if (capKey !== undefined) query.andWhere('cap.capKey = :capKey', { capKey });
    if (window !== undefined) query.andWhere('cap.window = :window', { window });
    if (over) query.andWhere(OVER);
    const { items, next } = await pageOf(query, ['id'], page);
    return { items: items.map(viewOf), next };
  }
}

const OVER = `(cap.used_fen > cap.limit_fen or cap.limit_years < (
  select count(*) from jsonb_each(cap.by_year) as years(year, counted) where (counted ->> 'usedFen')::bigint > 0))`;

const viewOf = (row: CapAccountRow): CapAccountView => ({
  ...row,
  yearsUsed: Object.entries(row.byYear)
    .filter(([, { usedFen }]) => usedFen > 0n)
    .map(([year]) => Number(year))
    .sort((a, b) => a - b),
  freeFen: row.limitFen === null ? null : row.limitFen - row.usedFen,
});

export type CapReservationView = Readonly<CapReservationRow>;

/** What tranches got from one account, also the requests that got nothing. */
export class ListCapReservations extends Query<Page<CapReservationView>> {
  constructor(
    readonly account: string,
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

@QueryHandler(ListCapReservations)
export class ListCapReservationsHandler implements IQueryHandler<ListCapReservations> {
  constructor(private readonly database: DataSource) {}

  execute({ account, page }: ListCapReservations): Promise<Page<CapReservationView>> {
    const query = this.database.createQueryBuilder(CapReservationRow, 'reservation');
    query.where('reservation.account = :account', { account });
    return pageOf(query, ['requestedOn', 'id'], page);
  }
}
