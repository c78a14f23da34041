import { Module } from '@nestjs/common';
import type { CommandRunner } from 'nest-commander';
import { ApiVerb } from './verbs/api.js';
import { AwardVerb } from './verbs/award.js';
import { BankVerb } from './verbs/bank.js';
import { BatchVerb } from './verbs/batch.js';
import { BudgetVerb } from './verbs/budget.js';
import { CalendarVerb } from './verbs/calendar.js';
import { CallVerb } from './verbs/call.js';
import { CapVerb } from './verbs/cap.js';
import { DeadlinesVerb } from './verbs/deadlines.js';
import { DemoVerb } from './verbs/demo.js';
import { DoctorVerb } from './verbs/doctor.js';
import { HoldVerb } from './verbs/hold.js';
import { ImportVerb } from './verbs/import.js';
import { KeysVerb } from './verbs/keys.js';
import { LedgerVerb } from './verbs/ledger.js';
import { MigrateVerb } from './verbs/migrate.js';
import { PartyVerb } from './verbs/party.js';
import { PersonVerb } from './verbs/person.js';
import { PolicyVerb } from './verbs/policy.js';
import { ProjectionsVerb } from './verbs/projections.js';
import { QuoteVerb } from './verbs/quote.js';
import { ReactionsVerb } from './verbs/reactions.js';
import { RecoveryVerb } from './verbs/recovery.js';
import { ReplayVerb } from './verbs/replay.js';
import { ResetVerb } from './verbs/reset.js';
import { SignInVerb } from './verbs/sign-in.js';
import { SimulateBankVerb } from './verbs/simulate-bank.js';
import { StartVerb } from './verbs/start.js';
import { StatementVerb } from './verbs/statement.js';
import { TrancheVerb } from './verbs/tranche.js';
import { WorkerVerb } from './verbs/worker.js';

type VerbClass = (new () => CommandRunner) & {
  registerWithSubCommands: typeof CommandRunner.registerWithSubCommands;
};

/** In the order of the help text. */
const VERBS: readonly VerbClass[] = [
  StartVerb,
  ApiVerb,
  WorkerVerb,
  MigrateVerb,
  KeysVerb,
  ResetVerb,
  DemoVerb,
  DoctorVerb,
  SignInVerb,
  QuoteVerb,
  AwardVerb,
  TrancheVerb,
  HoldVerb,
  BatchVerb,
  BankVerb,
  SimulateBankVerb,
  ImportVerb,
  BudgetVerb,
  CapVerb,
  RecoveryVerb,
  DeadlinesVerb,
  StatementVerb,
  LedgerVerb,
  ReplayVerb,
  PartyVerb,
  PersonVerb,
  CalendarVerb,
  PolicyVerb,
  ReactionsVerb,
  ProjectionsVerb,
  CallVerb,
];

@Module({ providers: VERBS.flatMap((verb) => verb.registerWithSubCommands()) })
export class CliModule {}
