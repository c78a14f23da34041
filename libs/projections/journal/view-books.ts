import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource, type EntityManager } from 'typeorm';
import { fromStored, type JsonObject } from '#kernel/fen-json.js';
import { type Book, type BookLine, bookOf, type Figures } from '#ledger/proof/book.js';
import type { ViewBooks } from '#ledger/proof/day-end-proof.js';

/** Where the lines of a book stand: the columns that lead to a line, and the figures of it. */
interface Source {
  readonly from: string;
  readonly path: readonly string[];
  readonly figures: Readonly<Record<string, string>>;
}

const SOURCES: Readonly<Record<keyof ViewBooks, Source>> = {
  awards: {
    from: 'views.award_money where attempt > 0',
    path: ['award', 'tranche_no', 'attempt'],
    figures: {
      committedFen: 'committed_fen',
      setOffFen: 'set_off_fen',
      bankFen: 'bank_fen',
      recoveredFen: 'recovered_fen',
    },
  },
  budgets: {
    from: 'views.budget_line',
    path: ['id'],
    figures: {
      appropriatedFen: 'appropriated_fen',
      committedFen: 'committed_fen',
      disbursedFen: 'disbursed_fen',
      refundedFen: 'refunded_fen',
      forwardFen: 'forward_fen',
    },
  },
  caps: {
    from: `(select cap.*, right(id, -length(account) - 1) as reservation from views.cap_reservation cap) caps`,
    path: ['account', 'reservation'],
    figures: {
      grantedFen: 'granted_fen',
      consumedFen: 'consumed_fen',
      releasedFen: 'released_fen',
      restoredFen: 'restored_fen',
    },
  },
  cases: {
    from: 'views.recovery_case',
    path: ['id'],
    figures: { setOffFen: 'set_off_fen', repaidFen: 'repaid_fen', writtenOffFen: 'written_off_fen' },
  },
  batchLines: {
    from: `views.batch_line where outcome = 'settled'`,
    path: ['batch', 'line_id'],
    figures: { settledFen: 'net_fen' },
  },
  journalDays: {
    from: 'views.journal_day',
    path: ['account', 'fiscal_year', 'effective_on', 'recorded_on'],
    figures: { debitFen: 'debit_fen', creditFen: 'credit_fen' },
  },
  journalPostings: {
    from: `(select account, fiscal_year, effective_on, recorded_on, sum(debit_fen) as debit_fen, sum(credit_fen) as credit_fen
              from views.journal_posting group by account, fiscal_year, effective_on, recorded_on) postings`,
    path: ['account', 'fiscal_year', 'effective_on', 'recorded_on'],
    figures: { debitFen: 'debit_fen', creditFen: 'credit_fen' },
  },
};

/** Every posting of some days of some accounts, each day as `journalDays` names it. */
export class ReadPostingsOfDays extends Query<Book> {
  constructor(readonly days: readonly (readonly string[])[]) {
    super();
  }
}

@QueryHandler(ReadPostingsOfDays)
export class ReadPostingsOfDaysHandler implements IQueryHandler<ReadPostingsOfDays> {
  constructor(private readonly database: DataSource) {}

  async execute({ days }: ReadPostingsOfDays): Promise<Book> {
    const lines: BookLine[] = [];
    for (const [account, fiscalYear, effectiveOn, recordedOn] of days) {
      const rows: JsonObject[] = await this.database.query(
        `select array[account, fiscal_year::text, effective_on, recorded_on, id] as path,
                debit_fen as "debitFen", credit_fen as "creditFen"
           from views.journal_posting
          where account = $1 and fiscal_year = $2 and effective_on = $3 and recorded_on = $4`,
        [account, fiscalYear, effectiveOn, recordedOn],
      );
      lines.push(...rows.map(lineOf));
    }
    return bookOf(lines);
  }
}

/** Every line of every sub-ledger, in one snapshot. */
export class ReadViewBooks extends Query<ViewBooks> {}

@QueryHandler(ReadViewBooks)
export class ReadViewBooksHandler implements IQueryHandler<ReadViewBooks> {
  constructor(private readonly database: DataSource) {}

  execute(): Promise<ViewBooks> {
    return this.database.transaction('REPEATABLE READ', async (manager) => {
      const books: [string, Book][] = [];
      for (const [name, source] of Object.entries(SOURCES)) books.push([name, await read(manager, source)]);
      return Object.fromEntries(books) as unknown as ViewBooks;
    });
  }
}

const read = async (manager: EntityManager, { from, path, figures }: Source): Promise<Book> => {
  const columns = Object.entries(figures).map(([name, column]) => `${column} as "${name}"`);
  const steps = path.map((column) => `${column}::text`).join(', ');
  const rows: JsonObject[] = await manager.query(
    `select array[${steps}] as path, ${columns.join(', ')} from ${from}`,
  );
  return bookOf(rows.map(lineOf));
};

const lineOf = (row: JsonObject): BookLine => {
  const { path, ...figures } = fromStored(row) as Figures & { readonly path: readonly string[] };
  return { path, figures } as unknown as BookLine;
};
