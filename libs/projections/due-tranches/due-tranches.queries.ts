import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource, In, MoreThan } from 'typeorm';
import type { BusinessDate } from '#kernel/business-date.js';
import type { Fen } from '#kernel/money.js';
import type { PartyKind } from '#parties/parties.events.js';
import { PAYEES } from '#processes/precedence.js';
import { isGranted, trancheOf } from '#programmes/award/award.js';
import { AwardRow } from '../awards/award.entity.js';
import { holdBoardOn } from '../holds/holds-in-force.js';
import { type Page, pageOf, type PageRequest } from '../paging.js';
import { ParkedEventRow } from '../parked-event.entity.js';
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
  /** `waiting` for the bank (default), `coming`: before its release, or `all` of them. */
  readonly stage?: DueStage;
  /** ISO week it is due in, for instance `2026-W47`. */
  readonly week?: string;
  /** Due on or before this day. */
  readonly dueUntil?: string;
}

/**
 * Released tranches that are in no batch, those queued for money and those that came back, longest waiting first; each with everything
 * that keeps it from being paid on a day.
 */
export class ListDueTranches extends Query<Page<DueTranche>> {
  constructor(
    readonly on: BusinessDate,
    readonly filter: DueTrancheFilter = {},
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

/** Partial index `due_tranche_waiting` names the same. */
const WAITING = "tranche.status in ('released', 'queued', 'returned')";

/** Of running awards only; the partial index `due_tranche_coming` names the same statuses. */
const COMING = `tranche.status in ('planned', 'claimed', 'refused', 'verified', 'releasing') and exists (
  select from views.award where award.id = tranche.award and award.status in ('approved', 'active', 'suspended'))`;

export const DUE_STAGES = ['waiting', 'coming', 'all'] as const;
export type DueStage = (typeof DUE_STAGES)[number];

const CONDITION_OF: Readonly<Record<DueStage, string>> = {
  waiting: WAITING,
  coming: COMING,
  all: `(${WAITING} or ${COMING})`,
};

@QueryHandler(ListDueTranches)
export class ListDueTranchesHandler implements IQueryHandler<ListDueTranches> {
  constructor(private readonly database: DataSource) {}

  async execute({ on, filter, page }: ListDueTranches): Promise<Page<DueTranche>> {
    const query = this.database
      .createQueryBuilder(DueTrancheRow, 'tranche')
      .where(CONDITION_OF[filter.stage ?? 'waiting']);
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
    return { items: await withPayees(this.database, items, on), next };
  }
}

/** One tranche of an approved award in whatever status; `blockers` as if it waited. */
export class GetDueTranche extends Query<DueTranche | undefined> {
  constructor(
    readonly award: string,
    readonly trancheNo: number,
    readonly on: BusinessDate,
  ) {
    super();
  }
}

@QueryHandler(GetDueTranche)
export class GetDueTrancheHandler implements IQueryHandler<GetDueTranche> {
  constructor(private readonly database: DataSource) {}

  async execute({ award, trancheNo, on }: GetDueTranche): Promise<DueTranche | undefined> {
    const rows = await this.database.manager.findBy(DueTrancheRow, { award, trancheNo });
    return (await withPayees(this.database, rows, on))[0];
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

/** What other read models say of the awards, payees and debts of some tranches. */
const surroundingsOf = async (database: DataSource, rows: readonly DueTrancheRow[]) => {
  const { manager } = database;
  const payees = [...new Set(rows.map(({ payee }) => payee))];
  const [partyOf, awards, debts, parked] = await Promise.all([
    partiesWithHosts(database, payees),
    manager.find(AwardRow, {
      where: { id: In([...new Set(rows.map(({ award }) => award))]) },
    }),
    manager.find(RecoveryCaseRow, {
      select: { id: true, debtor: true, outstandingFen: true },
      where: { debtor: In(payees), outstandingFen: MoreThan(0n) },
    }),
    manager.findBy(ParkedEventRow, { skipped: false }),
  ]);
  return { partyOf, awardOf: new Map(awards.map((award) => [award.id, award])), debts, parked };
};

const withPayees = async (
  database: DataSource,
  rows: readonly DueTrancheRow[],
  on: BusinessDate,
): Promise<DueTranche[]> => {
  const { partyOf, awardOf, debts, parked } = await surroundingsOf(database, rows);
  const holds = await holdBoardOn(database.manager, on);
  return rows.map((row) => {
    const payee = partyOf.get(row.payee);
    const account = partyOf.get(payee?.register?.team?.host ?? row.payee)?.accountInUse ?? null;
    const award = awardOf.get(row.award);
    const circumstances = {
      on,
      ...whatIsAwarded(award, row.trancheNo),
      account,
      holds: holds.stopping({ ...row, parties: [...(award?.parties ?? []), row.payee] }),
      parked: parked.filter((event) => holdsBack(event, row)).map(({ key }) => key),
    };
    const owedFen = debts
      .filter(({ debtor }) => debtor === row.payee)
      .map(({ outstandingFen }) => outstandingFen);
    return {
      ...row,
      payeeName: payee?.name ?? null,
      payeeKind: payee?.kind ?? null,
      bankName: account?.bankName ?? null,
      blockers: blockersOf(row, circumstances),
      notices: noticesOf(owedFen, payee?.bannedUntil ?? null),
    };
  });
};

const whatIsAwarded = (award: AwardRow | undefined, trancheNo: number) => {
  if (!award) return {};
  const granted = isGranted(award.state) ? award.state : undefined;
  const tranche = granted && trancheOf(granted, trancheNo);
  return {
    awardStatus: award.status,
    ...(granted && { passedAssessments: granted.passedAssessments }),
    ...(tranche && { tranche }),
  };
};

const holdsBack = ({ holds }: ParkedEventRow, { award, payee }: DueTrancheRow): boolean =>
  [award, payee, PAYEES].some((key) => holds.includes(key));

export interface DueWeek {
  /** ISO week, for instance `2026-W47`. */
  readonly week: string;
  readonly status: string;
  readonly count: number;
  /** What the bank would pay; zero before the release. */
  readonly netFen: Fen;
}

/** How much is due in which week, by status. */
export class ListDueWeeks extends Query<readonly DueWeek[]> {
  constructor(readonly stage: DueStage = 'waiting') {
    super();
  }
}

@QueryHandler(ListDueWeeks)
export class ListDueWeeksHandler implements IQueryHandler<ListDueWeeks> {
  constructor(private readonly database: DataSource) {}

  async execute({ stage }: ListDueWeeks): Promise<readonly DueWeek[]> {
    const rows: (Omit<DueWeek, 'netFen'> & { readonly netFen: string })[] = await this.database.query(
      `select due_week as week, status, count(*)::int as count, sum(net_fen)::text as "netFen"
       from views.due_tranche tranche where ${CONDITION_OF[stage]} group by due_week, status order by due_week, status`,
    );
    return rows.map((row) => ({ ...row, netFen: BigInt(row.netFen) }));
  }
}
