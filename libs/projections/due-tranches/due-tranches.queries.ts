import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource, In } from 'typeorm';
import { type Page, pageOf, type PageRequest } from '../paging.js';
import { PartyRow } from '../parties/party.entity.js';
import { type Blocker, blockersOf } from './blockers.js';
import { DueTrancheRow } from './due-tranche.entity.js';

export interface DueTranche extends Readonly<DueTrancheRow> {
  /** Null for a party that is not registered. */
  readonly payeeName: string | null;
  /** Empty: it can go into a batch. */
  readonly blockers: readonly Blocker[];
}

export interface DueTrancheFilter {
  readonly programme?: string;
  readonly payee?: string;
  readonly budgetLine?: string;
  readonly budgetYear?: number;
  /** Due on or before this day. */
  readonly dueUntil?: string;
}

/** Released tranches that are in no batch, those queued for money and those that came back, longest waiting first. */
export class ListDueTranches extends Query<Page<DueTranche>> {
  constructor(
    readonly filter: DueTrancheFilter = {},
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

/** Partial index `due_tranche_waiting` names the same. */
const WAITING = "tranche.status in ('released', 'queued', 'returned')";

@QueryHandler(ListDueTranches)
export class ListDueTranchesHandler implements IQueryHandler<ListDueTranches> {
  constructor(private readonly database: DataSource) {}

  async execute({ filter, page }: ListDueTranches): Promise<Page<DueTranche>> {
    const query = this.database.createQueryBuilder(DueTrancheRow, 'tranche').where(WAITING);
    const { programme, payee, budgetLine, budgetYear, dueUntil } = filter;
    if (programme !== undefined) query.andWhere('tranche.programme = :programme', { programme });
    if (payee !== undefined) query.andWhere('tranche.payee = :payee', { payee });
    if (budgetLine !== undefined) query.andWhere('tranche.budgetLine = :budgetLine', { budgetLine });
    if (budgetYear !== undefined) query.andWhere('tranche.budgetYear = :budgetYear', { budgetYear });
    if (dueUntil !== undefined) query.andWhere('tranche.dueOn <= :dueUntil', { dueUntil });
    const { items, next } = await pageOf(query, ['dueOn', 'id'], page);
    return { items: await withPayees(this.database, items), next };
  }
}

/** One tranche of an approved award in whatever status; `blockers` as if it waited. */
export class GetDueTranche extends Query<DueTranche | undefined> {
  constructor(
    readonly award: string,
    readonly trancheNo: number,
  ) {
    super();
  }
}

@QueryHandler(GetDueTranche)
export class GetDueTrancheHandler implements IQueryHandler<GetDueTranche> {
  constructor(private readonly database: DataSource) {}

  async execute({ award, trancheNo }: GetDueTranche): Promise<DueTranche | undefined> {
    const rows = await this.database.manager.findBy(DueTrancheRow, { award, trancheNo });
    return (await withPayees(this.database, rows))[0];
  }
}

const withPayees = async (database: DataSource, rows: readonly DueTrancheRow[]): Promise<DueTranche[]> => {
  const partiesOf = (ids: readonly string[]) =>
    database.manager.findBy(PartyRow, { id: In([...new Set(ids)]) });
  const payees = await partiesOf(rows.map(({ payee }) => payee));
  // A team is paid through its host.
  const hosts = await partiesOf(payees.flatMap(({ register }) => register?.team?.host ?? []));
  const byId = new Map([...hosts, ...payees].map((party) => [party.id, party]));
  return rows.map((row) => {
    const payee = byId.get(row.payee);
    const holder = byId.get(payee?.register?.team?.host ?? row.payee);
    return { ...row, payeeName: payee?.name ?? null, blockers: blockersOf(row, holder) };
  });
};
