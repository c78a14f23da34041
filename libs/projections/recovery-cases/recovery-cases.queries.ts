import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { type Page, pageOf, type PageRequest } from '../paging.js';
import { RecoveryCaseRow } from './recovery-case.entity.js';

export type RecoveryCaseView = Readonly<RecoveryCaseRow>;

export interface RecoveryCaseFilter {
  readonly debtor?: string;
  readonly award?: string;
  readonly status?: string;
}

/** Cases by age, oldest finding first. */
export class ListRecoveryCases extends Query<Page<RecoveryCaseView>> {
  constructor(
    readonly filter: RecoveryCaseFilter = {},
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

@QueryHandler(ListRecoveryCases)
export class ListRecoveryCasesHandler implements IQueryHandler<ListRecoveryCases> {
  constructor(private readonly database: DataSource) {}

  execute({ filter, page }: ListRecoveryCases): Promise<Page<RecoveryCaseView>> {
    const query = this.database.createQueryBuilder(RecoveryCaseRow, 'recovery');
    const { debtor, award, status } = filter;
    if (debtor !== undefined) query.andWhere('recovery.debtor = :debtor', { debtor });
    if (award !== undefined) query.andWhere('recovery.award = :award', { award });
    if (status !== undefined) query.andWhere('recovery.status = :status', { status });
    return pageOf(query, ['foundOn', 'id'], page);
  }
}

export class GetRecoveryCase extends Query<RecoveryCaseView | undefined> {
  constructor(readonly caseId: string) {
    super();
  }
}

@QueryHandler(GetRecoveryCase)
export class GetRecoveryCaseHandler implements IQueryHandler<GetRecoveryCase> {
  constructor(private readonly database: DataSource) {}

  async execute({ caseId }: GetRecoveryCase): Promise<RecoveryCaseView | undefined> {
    return (await this.database.manager.findOneBy(RecoveryCaseRow, { caseId })) ?? undefined;
  }
}

/**
 * Demanded cases of a debtor that still want money, oldest demand first: what a set-off takes from. Also those that are earmarked in
 * full, or beyond what is owed since the claim was reduced, because a set-off that was interrupted has to be found again.
 */
export class OpenCasesOfDebtor extends Query<readonly RecoveryCaseView[]> {
  constructor(readonly debtor: string) {
    super();
  }
}

@QueryHandler(OpenCasesOfDebtor)
export class OpenCasesOfDebtorHandler implements IQueryHandler<OpenCasesOfDebtor> {
  constructor(private readonly database: DataSource) {}

  execute({ debtor }: OpenCasesOfDebtor): Promise<readonly RecoveryCaseView[]> {
    return this.database
      .createQueryBuilder(RecoveryCaseRow, 'recovery')
      .where('recovery.debtor = :debtor', { debtor })
      .andWhere('(recovery.outstandingFen > 0 or recovery.earmarkedFen > 0)')
      .orderBy('recovery.demandedOn')
      .addOrderBy('recovery.foundOn')
      .addOrderBy('recovery.id')
      .getMany();
  }
}
