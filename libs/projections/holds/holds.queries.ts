import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { HoldScope } from '#payments/holds/hold.events.js';
import { type Page, pageOf, type PageRequest } from '../paging.js';
import { HoldRow, type HoldStatus } from './hold.entity.js';

export type HoldView = Readonly<HoldRow>;

export interface HoldFilter {
  readonly status?: HoldStatus;
  readonly scope?: HoldScope;
}

/** Holds by the day they began. */
export class ListHolds extends Query<Page<HoldView>> {
  constructor(
    readonly filter: HoldFilter = {},
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

@QueryHandler(ListHolds)
export class ListHoldsHandler implements IQueryHandler<ListHolds> {
  constructor(private readonly database: DataSource) {}

  execute({ filter, page }: ListHolds): Promise<Page<HoldView>> {
    const query = this.database.createQueryBuilder(HoldRow, 'hold');
    const { status, scope } = filter;
    if (status !== undefined) query.andWhere('hold.status = :status', { status });
    if (scope !== undefined)
      query.andWhere('hold.scopeKind = :kind and hold.scopeId = :id', { kind: scope.kind, id: scope.id });
    return pageOf(query, ['from', 'id'], page);
  }
}

export class GetHold extends Query<HoldView | undefined> {
  constructor(readonly hold: string) {
    super();
  }
}

@QueryHandler(GetHold)
export class GetHoldHandler implements IQueryHandler<GetHold> {
  constructor(private readonly database: DataSource) {}

  async execute({ hold }: GetHold): Promise<HoldView | undefined> {
    return (await this.database.manager.findOneBy(HoldRow, { id: hold })) ?? undefined;
  }
}
