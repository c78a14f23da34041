import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource, In, MoreThan } from 'typeorm';
import type { PartyKind } from '#parties/parties.events.js';
import { AwardRow } from '../awards/award.entity.js';
import { type Page, pageOf, type PageRequest } from '../paging.js';
import { PartyRow } from '../parties/party.entity.js';
import { RecoveryCaseRow } from '../recovery-cases/recovery-case.entity.js';
import { type Blocker, blockersOf, noticesOf } from './blockers.js';
import { DueTrancheRow } from './due-tranche.entity.js';

export interface DueTranche extends Readonly<DueTrancheRow> {
  /** Null for a party that is not registered. */
  readonly payeeName: string | null;
  readonly payeeKind: PartyKind | null;
  /** Of the account in use. */
  readonly bankName: string | null;
  /** Empty: it can go into a batch. */
  readonly blockers: readonly Blocker[];
  /** What whoever pays should know, and what does not stop the payment. */
  readonly notices: readonly Blocker[];
}

export interface DueTrancheFilter {
  readonly programme?: string;
  readonly payee?: string;
  readonly budgetLine?: string;
  readonly budgetYear?: number;
  readonly payeeKind?: PartyKind;
  /** ISO week it is due in, for instance `2026-W47`. */
  readonly week?: string;
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
    const { programme, payee, payeeKind, week, budgetLine, budgetYear, dueUntil } = filter;
    if (programme !== undefined) query.andWhere('tranche.programme = :programme', { programme });
    if (payee !== undefined) query.andWhere('tranche.payee = :payee', { payee });
    if (week !== undefined) query.andWhere('tranche.dueWeek = :week', { week });
    if (payeeKind !== undefined)
      query.andWhere(
        'exists (select from views.party where party.id = tranche.payee and party.kind = :payeeKind)',
        { payeeKind },
      );
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

/** By id. A team is paid through its host, who comes with it. */
const partiesWithHosts = async (
  database: DataSource,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PartyRow>> => {
  const payees = await database.manager.findBy(PartyRow, { id: In([...ids]) });
  const hosts = await database.manager.findBy(PartyRow, {
    id: In([...new Set(payees.flatMap(({ register }) => register?.team?.host ?? []))]),
  });
  return new Map([...hosts, ...payees].map((party) => [party.id, party]));
};

const withPayees = async (database: DataSource, rows: readonly DueTrancheRow[]): Promise<DueTranche[]> => {
  const payees = [...new Set(rows.map(({ payee }) => payee))];
  const [partyOf, awards, debts] = await Promise.all([
    partiesWithHosts(database, payees),
    database.manager.find(AwardRow, {
      select: { id: true, status: true },
      where: { id: In([...new Set(rows.map(({ award }) => award))]) },
    }),
    database.manager.find(RecoveryCaseRow, {
      select: { id: true, debtor: true, outstandingFen: true },
      where: { debtor: In(payees), outstandingFen: MoreThan(0n) },
    }),
  ]);
  const statusOf = new Map(awards.map(({ id, status }) => [id, status]));
  return rows.map((row) => {
    const payee = partyOf.get(row.payee);
    const holder = partyOf.get(payee?.register?.team?.host ?? row.payee);
    const owedFen = debts
      .filter(({ debtor }) => debtor === row.payee)
      .map(({ outstandingFen }) => outstandingFen);
    return {
      ...row,
      payeeName: payee?.name ?? null,
      payeeKind: payee?.kind ?? null,
      bankName: holder?.accountInUse?.bankName ?? null,
      blockers: blockersOf(row, holder, statusOf.get(row.award)),
      notices: noticesOf(owedFen, payee?.bannedUntil ?? null),
    };
  });
};
