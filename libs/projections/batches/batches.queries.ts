import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { masked } from '#personal-data/sealed-text.js';
import { type Page, pageOf, type PageRequest } from '../paging.js';
import { BatchLineRow, BatchRow } from './batch.entity.js';

export type BatchView = Readonly<Omit<BatchRow, 'id'>> & {
  /** How many candidates were left out; `leftOut` names the first of them. */
  readonly leftOutCount: number;
};

const LEFT_OUT_SHOWN = 200;

const viewOf = ({ id: _stream, leftOut, ...batch }: BatchRow): BatchView => ({
  ...batch,
  leftOut: leftOut.slice(0, LEFT_OUT_SHOWN),
  leftOutCount: leftOut.length,
});

export class ListBatches extends Query<Page<BatchView>> {
  constructor(
    readonly filter: { readonly status?: string } = {},
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

@QueryHandler(ListBatches)
export class ListBatchesHandler implements IQueryHandler<ListBatches> {
  constructor(private readonly database: DataSource) {}

  async execute({ filter, page }: ListBatches): Promise<Page<BatchView>> {
    const query = this.database.createQueryBuilder(BatchRow, 'batch');
    if (filter.status !== undefined) query.andWhere('batch.status = :status', { status: filter.status });
    const { items, next } = await pageOf(query, ['draftedAt', 'id'], page);
    return { items: items.map(viewOf), next };
  }
}

export class GetBatch extends Query<BatchView | undefined> {
  constructor(readonly batch: string) {
    super();
  }
}

@QueryHandler(GetBatch)
export class GetBatchHandler implements IQueryHandler<GetBatch> {
  constructor(private readonly database: DataSource) {}

  async execute({ batch }: GetBatch): Promise<BatchView | undefined> {
    const row = await this.database.manager.findOneBy(BatchRow, { batch });
    return row ? viewOf(row) : undefined;
  }
}

/** A line as screens show it: the account number masked, once it is opened. */
export type BatchLineView = Readonly<Omit<BatchLineRow, 'id' | 'account'>> & {
  readonly account: {
    readonly accountId: string;
    readonly maskedNumber: string;
    readonly accountName: string;
    readonly bankName: string;
  };
};

const lineViewOf = ({ id: _key, account, ...line }: BatchLineRow): BatchLineView => {
  const { accountId, number, accountName, bankName } = account;
  return { ...line, account: { accountId, maskedNumber: masked(number), accountName, bankName } };
};

export class ListBatchLines extends Query<Page<BatchLineView>> {
  constructor(
    readonly batch: string,
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

@QueryHandler(ListBatchLines)
export class ListBatchLinesHandler implements IQueryHandler<ListBatchLines> {
  constructor(private readonly database: DataSource) {}

  async execute({ batch, page }: ListBatchLines): Promise<Page<BatchLineView>> {
    const query = this.database
      .createQueryBuilder(BatchLineRow, 'line')
      .where('line.batch = :batch', { batch });
    const { items, next } = await pageOf(query, ['id'], page);
    return { items: items.map(lineViewOf), next };
  }
}

/** The batch that was sent to the bank under a message id. */
export class FindBatchOfMessage extends Query<BatchView | undefined> {
  constructor(readonly messageId: string) {
    super();
  }
}

@QueryHandler(FindBatchOfMessage)
export class FindBatchOfMessageHandler implements IQueryHandler<FindBatchOfMessage> {
  constructor(private readonly database: DataSource) {}

  async execute({ messageId }: FindBatchOfMessage): Promise<BatchView | undefined> {
    const row = await this.database.manager.findOneBy(BatchRow, { messageId });
    return row ? viewOf(row) : undefined;
  }
}
