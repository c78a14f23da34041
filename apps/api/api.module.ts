import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { TerminusModule } from '@nestjs/terminus';
import { UserModule } from '#access/user.module.js';
import { BudgetsModule } from '#budgets/budgets.module.js';
import { ClockModule } from '#clock/clock.module.js';
import { LedgerModule } from '#ledger/ledger.module.js';
import { PartiesModule } from '#parties/parties.module.js';
import { BatchesModule } from '#payments/batches/batches.module.js';
import { HandOverModule } from '#payments/channel/hand-over.module.js';
import { HoldsModule } from '#payments/holds/holds.module.js';
import { ReconciliationModule } from '#payments/reconciliation/reconciliation.module.js';
import { PolicyModule } from '#policy/policy.module.js';
import { AwardModule } from '#programmes/award/award.module.js';
import { OperationsModule } from '#reactions/operations.module.js';
import { RevisionModule } from '#revisions/revision.module.js';
import { RecoveryModule } from '#recovery/recovery.module.js';
import type { Settings } from '../platform/settings.js';
import { RULEBOOK } from '../platform/tokens.js';
import { AuditController } from './audit/audit.controller.js';
import { ApplicationDesk } from './awards/application-desk.js';
import { AwardDesk } from './awards/award-desk.js';
import { AwardsController } from './awards/awards.controller.js';
import { ReleaseSelected } from './awards/release-selected.js';
import { TranchesController } from './awards/tranches.controller.js';
import { BankAnswersController } from './bank-answers/bank-answers.controller.js';
import { BatchDesk } from './batches/batch-desk.js';
import { MatchPreview } from './bank-answers/match-preview.js';
import { BatchFiles } from './batches/batch-file.js';
import { BatchesController } from './batches/batches.controller.js';
import { BudgetLineDesk } from './budgets/budget-line-desk.js';
import { BudgetOfficeController } from './budgets/budget-office.controller.js';
import { BudgetTransfersController } from './budgets/budget-transfers.controller.js';
import { VoucherDesk } from './batches/voucher-desk.js';
import { VouchersController } from './batches/vouchers.controller.js';
import { BudgetsController } from './budgets/budgets.controller.js';
import { CalendarController } from './calendar/calendar.controller.js';
import { ClockController } from './clock/clock.controller.js';
import { DeadlinesController } from './deadlines/deadlines.controller.js';
import { HealthController } from './health/health.controller.js';
import { HoldScopes } from './holds/hold-scopes.js';
import { HoldsController } from './holds/holds.controller.js';
import { AccessGuard } from './http/access-guard.js';
import { BusinessDay } from './http/business-day.js';
import { CommandDesk } from './http/command-desk.js';
import { IdempotencyInterceptor } from './http/idempotency.js';
import { IdempotencyStore } from './http/idempotency-store.js';
import { logging } from './http/logging.js';
import { OpenedInterceptor } from './http/opened.js';
import { ProblemFilter } from './http/problem-filter.js';
import { requestValidation } from './http/validation.js';
import { ViewWaitInterceptor } from './http/view-wait.js';
import { Views } from './http/views.js';
import { DayEndDesk } from './ledger/day-end-desk.js';
import { DayEndProofsController } from './ledger/day-end-proofs.controller.js';
import { LedgerController } from './ledger/ledger.controller.js';
import { PeriodsController } from './ledger/periods.controller.js';
import { ImportJobs } from './imports/import-jobs.js';
import { ImportsController } from './imports/imports.controller.js';
import { EnvelopesController } from './measures/envelopes.controller.js';
import { MeasuresController } from './measures/measures.controller.js';
import { PaymentStopInterceptor } from './operations/payment-stop.js';
import { MetricsController } from './operations/metrics.controller.js';
import { ProjectionsController } from './operations/projections.controller.js';
import { ReactionsController } from './operations/reactions.controller.js';
import { IdentitiesController } from './parties/identities.controller.js';
import { PartiesController } from './parties/parties.controller.js';
import { PartyDesk } from './parties/party-desk.js';
import { TalentsController } from './parties/talents.controller.js';
import { TeamsController } from './parties/teams.controller.js';
import { PolicyController } from './policy/policy.controller.js';
import { PolicyDesk } from './policy/policy-desk.js';
import { RevisionDesk } from './policy/revision-desk.js';
import { RevisionsController } from './policy/revisions.controller.js';
import { WhatIfDesk } from './policy/what-if-desk.js';
import { QuoteDesk } from './quotes/quote-desk.js';
import { QuotesController } from './quotes/quotes.controller.js';
import { RecoveryController } from './recovery/recovery.controller.js';
import { RefundsController } from './recovery/refunds.controller.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { StatementController } from './statement/statement.controller.js';
import { UserDirectory } from './users/user-directory.js';
import { UsersController } from './users/users.controller.js';

const CONTROLLERS = [
  SignInController,
  ClockController,
  CalendarController,
  UsersController,
  EnvelopesController,
  MeasuresController,
  PolicyController,
  RevisionsController,
  QuotesController,
  PartiesController,
  IdentitiesController,
  TalentsController,
  TeamsController,
  ImportsController,
  AwardsController,
  TranchesController,
  BudgetsController,
  BudgetOfficeController,
  BudgetTransfersController,
  HoldsController,
  BatchesController,
  VouchersController,
  BankAnswersController,
  RecoveryController,
  RefundsController,
  DeadlinesController,
  StatementController,
  LedgerController,
  PeriodsController,
  DayEndProofsController,
  AuditController,
  HealthController,
  ReactionsController,
  ProjectionsController,
  MetricsController,
];

const COMMAND_HANDLERS = [
  UserModule,
  ClockModule,
  PartiesModule,
  PolicyModule,
  RevisionModule,
  BudgetsModule,
  BatchesModule,
  ReconciliationModule,
  RecoveryModule,
  HoldsModule,
  HandOverModule,
  LedgerModule,
  OperationsModule,
  AwardModule.using(RULEBOOK),
];

/** The HTTP edge. What it stands on, it gets from the platform module beside it. */
@Module({})
export class ApiModule {
  static on(platform: DynamicModule, settings: Settings): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        platform,
        logging(settings),
        CqrsModule.forRoot(),
        TerminusModule.forRoot({ logger: false }),
        ...COMMAND_HANDLERS,
      ],
      controllers: CONTROLLERS,
      providers: [
        BusinessDay,
        CommandDesk,
        Views,
        ApplicationDesk,
        AwardDesk,
        ReleaseSelected,
        PartyDesk,
        PolicyDesk,
        WhatIfDesk,
        RevisionDesk,
        BudgetLineDesk,
        QuoteDesk,
        BatchDesk,
        BatchFiles,
        VoucherDesk,
        MatchPreview,
        DayEndDesk,
        ImportJobs,
        HoldScopes,
        UserDirectory,
        IdempotencyStore,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: OpenedInterceptor },
        { provide: APP_INTERCEPTOR, useClass: ViewWaitInterceptor },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_INTERCEPTOR, useClass: PaymentStopInterceptor },
        { provide: APP_PIPE, useFactory: requestValidation },
      ],
    };
  }
}
