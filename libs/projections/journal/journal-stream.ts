import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { filteredJournal, type JournalFilter, type JournalPosting } from './journal.queries.js';

const ROWS_AT_ONCE = 1_000;

/** Every posting of the filter, in the order of the journal, a thousand at a time: what is exported never stands in memory. */
async function* streamJournal(database: DataSource, filter: JournalFilter): AsyncGenerator<JournalPosting> {
  let last: JournalPosting | undefined;
  do {
    const query = filteredJournal(database.manager, filter)
      .orderBy('posting.effectiveOn', 'ASC')
      .addOrderBy('posting.id', 'ASC')
      .limit(ROWS_AT_ONCE);
    if (last)
      query.andWhere('(posting.effective_on, posting.id) > (:day, :id)', {
        day: last.effectiveOn,
        id: last.id,
      });
    const rows = await query.getMany();
    yield* rows;
    last = rows.length === ROWS_AT_ONCE ? rows.at(-1) : undefined;
  } while (last);
}

/** Every posting of a filter, to be read once. */
export class ExportJournal extends Query<AsyncIterable<JournalPosting>> {
  constructor(readonly filter: JournalFilter = {}) {
    super();
  }
}

@QueryHandler(ExportJournal)
export class ExportJournalHandler implements IQueryHandler<ExportJournal> {
  constructor(private readonly database: DataSource) {}

  async execute({ filter }: ExportJournal): Promise<AsyncIterable<JournalPosting>> {
    return streamJournal(this.database, filter);
  }
}
