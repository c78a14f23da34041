import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource, type EntityManager, LessThan } from 'typeorm';
import { type DeadlineKind, MISSED_KINDS } from '#deadlines/deadline-kinds.js';
import type { DeadlineStatus } from '#deadlines/deadline.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { type Page, pageOf, type PageRequest } from '../paging.js';
import { DeadlineRow } from './deadline.entity.js';

export type DeadlineView = Readonly<DeadlineRow>;

export interface DeadlineFilter {
  /** Last day on or before this one; those without a known day are left out. */
  readonly until?: BusinessDate;
  readonly kind?: DeadlineKind;
  /** Everything that is not closed by default. */
  readonly status?: DeadlineStatus;
  readonly subject?: string;
}

/** Deadlines by last day; those whose day is not known come last. */
export class ListDeadlines extends Query<Page<DeadlineView>> {
  constructor(
    readonly filter: DeadlineFilter = {},
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

@QueryHandler(ListDeadlines)
export class ListDeadlinesHandler implements IQueryHandler<ListDeadlines> {
  constructor(private readonly database: DataSource) {}

  execute({ filter, page }: ListDeadlines): Promise<Page<DeadlineView>> {
    const { until, kind, status, subject } = filter;
    const query = this.database.createQueryBuilder(DeadlineRow, 'deadline');
    if (status === undefined) query.andWhere("deadline.status <> 'closed'");
    else query.andWhere('deadline.status = :status', { status });
    if (until !== undefined) query.andWhere('deadline.dueOn <= :until', { until });
    if (kind !== undefined) query.andWhere('deadline.kind = :kind', { kind });
    if (subject !== undefined) query.andWhere('deadline.subject = :subject', { subject });
    return pageOf(query, ['sortsAs', 'id'], page);
  }
}

/** How many run, wait for a calendar, and were missed. */
export interface DeadlineCounts {
  readonly open: number;
  readonly waiting: number;
  readonly missed: number;
}

export class CountDeadlines extends Query<DeadlineCounts> {}

@QueryHandler(CountDeadlines)
export class CountDeadlinesHandler implements IQueryHandler<CountDeadlines> {
  constructor(private readonly database: DataSource) {}

  async execute(): Promise<DeadlineCounts> {
    const rows: { status: string; missed: boolean; count: number }[] = await this.database
      .createQueryBuilder(DeadlineRow, 'deadline')
      .select('deadline.status', 'status')
      .addSelect('deadline.kind in (:...kinds)', 'missed')
      .addSelect('count(*)::integer', 'count')
      .where("deadline.status in ('open', 'waiting', 'passed')")
      .setParameter('kinds', MISSED_KINDS)
      .groupBy('1, 2')
      .getRawMany();
    const total = (matches: (row: (typeof rows)[number]) => boolean): number =>
      rows.filter(matches).reduce((sum, { count }) => sum + count, 0);
    return {
      open: total(({ status }) => status === 'open'),
      waiting: total(({ status }) => status === 'waiting'),
      missed: total(({ status, missed }) => status === 'passed' && missed),
    };
  }
}

/** Open deadlines whose last day lies before `day`, earliest first. */
export const pastDeadlines = (manager: EntityManager, day: BusinessDate): Promise<DeadlineRow[]> =>
  manager.find(DeadlineRow, {
    where: { status: 'open', dueOn: LessThan(day) },
    order: { dueOn: 'ASC', id: 'ASC' },
  });
