import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { type Page, pageOf, type PageRequest } from '../paging.js';
import { AwardEventRow, AwardRow } from './award.entity.js';
import { type AwardSummary, type AwardView, awardViewOf, summaryOf } from './award-view.js';

export interface AwardFilter {
  readonly programme?: string;
  readonly status?: string;
  readonly measure?: string;
  /** In any role. */
  readonly party?: string;
}

/** Awards by application date. */
export class ListAwards extends Query<Page<AwardSummary>> {
  constructor(
    readonly filter: AwardFilter = {},
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

@QueryHandler(ListAwards)
export class ListAwardsHandler implements IQueryHandler<ListAwards> {
  constructor(private readonly database: DataSource) {}

  async execute({ filter, page }: ListAwards): Promise<Page<AwardSummary>> {
    const query = this.database.createQueryBuilder(AwardRow, 'award');
    const { programme, status, measure, party } = filter;
    if (programme !== undefined) query.andWhere('award.programme = :programme', { programme });
    if (status !== undefined) query.andWhere('award.status = :status', { status });
    if (measure !== undefined) query.andWhere('award.measure = :measure', { measure });
    if (party !== undefined) query.andWhere('award.parties @> array[:party]::text[]', { party });
    const { items, next } = await pageOf(query, ['appliedOn', 'id'], page);
    return { items: items.map(summaryOf), next };
  }
}

export class GetAward extends Query<AwardView | undefined> {
  constructor(readonly award: string) {
    super();
  }
}

@QueryHandler(GetAward)
export class GetAwardHandler implements IQueryHandler<GetAward> {
  constructor(private readonly database: DataSource) {}

  async execute({ award }: GetAward): Promise<AwardView | undefined> {
    const row = await this.database.manager.findOneBy(AwardRow, { id: award });
    return row ? awardViewOf(row) : undefined;
  }
}

export type AwardHistoryEntry = Readonly<AwardEventRow>;

/** Every event of an award in order: what, who, counting from when, written when. */
export class GetAwardHistory extends Query<Page<AwardHistoryEntry>> {
  constructor(
    readonly award: string,
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

@QueryHandler(GetAwardHistory)
export class GetAwardHistoryHandler implements IQueryHandler<GetAwardHistory> {
  constructor(private readonly database: DataSource) {}

  execute({ award, page }: GetAwardHistory): Promise<Page<AwardHistoryEntry>> {
    const query = this.database
      .createQueryBuilder(AwardEventRow, 'entry')
      .where('entry.award = :award', { award });
    return pageOf(query, ['position', 'id'], page);
  }
}
