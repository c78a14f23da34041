import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ALL_PROJECTIONS } from './all-projections.js';
import { ListAwardYearsHandler } from './award-years/award-years.queries.js';
import { GetClosingStatementHandler } from './award-years/closing-statement.js';
import { GetAwardHandler, GetAwardHistoryHandler, ListAwardsHandler } from './awards/awards.queries.js';
import {
  GetBankFileHandler,
  ListBankFilesHandler,
  ListOpenEntriesHandler,
} from './bank-files/bank-files.queries.js';
import {
  FindBatchOfMessageHandler,
  GetBatchHandler,
  ListBatchesHandler,
  ListBatchLinesHandler,
} from './batches/batches.queries.js';
import { ListVoucherLinesHandler } from './batches/voucher-lines.queries.js';
import { StoppedLinesOfHandler } from './batches/stopped-lines.queries.js';
import { GetBudgetLineHandler, ListBudgetLinesHandler } from './budget-lines/budget-lines.queries.js';
import {
  GetBudgetReportHandler,
  GetBudgetTransferHandler,
  GetSpendingHandler,
  ListBudgetPromisesHandler,
  ListBudgetTransfersHandler,
} from './budget-lines/budget-reports.queries.js';
import { ListCapAccountsHandler, ListCapReservationsHandler } from './caps/caps.queries.js';
import { CountDeadlinesHandler, ListDeadlinesHandler } from './deadlines/deadlines.queries.js';
import {
  GetDueTrancheHandler,
  ListDueTranchesHandler,
  ListDueWeeksHandler,
} from './due-tranches/due-tranches.queries.js';
import { PreviewHoldHandler } from './holds/hold-preview.js';
import { GetHoldHandler, ListHoldsHandler } from './holds/holds.queries.js';
import { GetAccountStatementHandler } from './journal/account-statement.js';
import { GetTrialBalanceHandler, ListJournalHandler } from './journal/journal.queries.js';
import { ExportJournalHandler } from './journal/journal-stream.js';
import {
  GetMonthTurnoversHandler,
  ListLatePostingsHandler,
  ListUndecidedLinesHandler,
} from './journal/periods.queries.js';
import { ReadPostingsOfDaysHandler, ReadViewBooksHandler } from './journal/view-books.js';
import { GetPartyHandler, ListPartiesHandler } from './parties/parties.queries.js';
import { PersonStandingOfHandler } from './parties/person-standing.js';
import {
  GetRecoveryCaseHandler,
  ListRecoveryCasesHandler,
  OpenCasesOfDebtorHandler,
} from './recovery-cases/recovery-cases.queries.js';
import { viewsOptions } from './views-database.js';

const QUERY_HANDLERS = [
  GetAwardHandler,
  GetAwardHistoryHandler,
  ListAwardsHandler,
  ListDueTranchesHandler,
  GetDueTrancheHandler,
  ListDueWeeksHandler,
  ListDeadlinesHandler,
  CountDeadlinesHandler,
  ListAwardYearsHandler,
  GetClosingStatementHandler,
  ListBudgetLinesHandler,
  GetBudgetLineHandler,
  GetBudgetReportHandler,
  GetBudgetTransferHandler,
  GetSpendingHandler,
  ListBudgetPromisesHandler,
  ListBudgetTransfersHandler,
  ListCapAccountsHandler,
  ListCapReservationsHandler,
  ListRecoveryCasesHandler,
  GetRecoveryCaseHandler,
  OpenCasesOfDebtorHandler,
  ListBatchesHandler,
  GetBatchHandler,
  ListBatchLinesHandler,
  FindBatchOfMessageHandler,
  StoppedLinesOfHandler,
  ListVoucherLinesHandler,
  ListBankFilesHandler,
  GetBankFileHandler,
  ListOpenEntriesHandler,
  ListPartiesHandler,
  GetPartyHandler,
  ListJournalHandler,
  GetMonthTurnoversHandler,
  ListLatePostingsHandler,
  ListUndecidedLinesHandler,
  ExportJournalHandler,
  ReadViewBooksHandler,
  ReadPostingsOfDaysHandler,
  GetTrialBalanceHandler,
  GetAccountStatementHandler,
  PersonStandingOfHandler,
  ListHoldsHandler,
  GetHoldHandler,
  PreviewHoldHandler,
];

/** Token of the list of projections, for whoever runs them. */
export const PROJECTIONS = Symbol('projections');

/** The read side: queries over the views, the list of projections, and the TypeORM `DataSource` to run them with. */
@Module({})
export class ProjectionsModule {
  /** @param url PostgreSQL with the views migrated. */
  static forDatabase(url: string, poolSize?: number): DynamicModule {
    return {
      module: ProjectionsModule,
      imports: [CqrsModule, TypeOrmModule.forRoot(viewsOptions(url, poolSize))],
      providers: [...QUERY_HANDLERS, { provide: PROJECTIONS, useValue: ALL_PROJECTIONS }],
      exports: [PROJECTIONS, TypeOrmModule],
    };
  }
}
