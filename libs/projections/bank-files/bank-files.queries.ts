import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { type Page, pageOf, type PageRequest } from '../paging.js';
import { BankEntryRow, BankFileRow } from './bank-file.entity.js';

/** `id` is the stream of the file. */
export type BankFileView = Readonly<BankFileRow>;
export type BankEntryView = Readonly<BankEntryRow>;

export class ListBankFiles extends Query<Page<BankFileView>> {
  constructor(readonly page: PageRequest = {}) {
    super();
  }
}

@QueryHandler(ListBankFiles)
export class ListBankFilesHandler implements IQueryHandler<ListBankFiles> {
  constructor(private readonly database: DataSource) {}

  execute({ page }: ListBankFiles): Promise<Page<BankFileView>> {
    return pageOf(this.database.createQueryBuilder(BankFileRow, 'file'), ['importedAt', 'id'], page);
  }
}

/** A file with all its entries, in the order of the file. */
export class GetBankFile extends Query<
  (BankFileView & { readonly entries: readonly BankEntryView[] }) | undefined
> {
  constructor(readonly file: string) {
    super();
  }
}

@QueryHandler(GetBankFile)
export class GetBankFileHandler implements IQueryHandler<GetBankFile> {
  constructor(private readonly database: DataSource) {}

  async execute({ file }: GetBankFile) {
    const row = await this.database.manager.findOneBy(BankFileRow, { id: file });
    if (!row) return undefined;
    const entries = await this.database.manager.find(BankEntryRow, {
      where: { file },
      order: { entryNo: 'ASC' },
    });
    return { ...row, entries };
  }
}

/** Entries that found no line or that their batch refused, oldest first. */
export class ListOpenEntries extends Query<Page<BankEntryView>> {
  constructor(readonly page: PageRequest = {}) {
    super();
  }
}

@QueryHandler(ListOpenEntries)
export class ListOpenEntriesHandler implements IQueryHandler<ListOpenEntries> {
  constructor(private readonly database: DataSource) {}

  execute({ page }: ListOpenEntries): Promise<Page<BankEntryView>> {
    const query = this.database.createQueryBuilder(BankEntryRow, 'entry');
    return pageOf(query.where("entry.status in ('unmatched', 'refused')"), ['importedAt', 'id'], page);
  }
}
