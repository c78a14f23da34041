import { DataSource, type DataSourceOptions } from 'typeorm';
import { AwardMoneyRow } from './award-years/award-money.entity.js';
import { AwardEventRow, AwardRow } from './awards/award.entity.js';
import { BankEntryRow, BankFileRow } from './bank-files/bank-file.entity.js';
import { BatchLineRow, BatchRow } from './batches/batch.entity.js';
import {
  BudgetLineRow,
  BudgetMonthRow,
  BudgetPromiseRow,
  BudgetTransferRow,
} from './budget-lines/budget-line.entity.js';
import { CapAccountRow, CapReservationRow } from './caps/cap.entity.js';
import { Checkpoint, ReactionCheckpoint } from './checkpoint.entity.js';
import { DeadlineCalendarRow, DeadlineRow } from './deadlines/deadline.entity.js';
import { DueTrancheRow } from './due-tranches/due-tranche.entity.js';
import { HoldRow } from './holds/hold.entity.js';
import { JournalDayRow, JournalFactsRow, JournalPostingRow } from './journal/journal.entity.js';
import { ParkedEventRow } from './parked-event.entity.js';
import { PartyRow } from './parties/party.entity.js';
import { RecoveryCaseRow, RecoveryReceiptRow } from './recovery-cases/recovery-case.entity.js';

const ENTITIES = [
  Checkpoint,
  ReactionCheckpoint,
  ParkedEventRow,
  AwardRow,
  AwardEventRow,
  DueTrancheRow,
  AwardMoneyRow,
  BudgetLineRow,
  BudgetPromiseRow,
  BudgetMonthRow,
  BudgetTransferRow,
  CapAccountRow,
  CapReservationRow,
  RecoveryCaseRow,
  RecoveryReceiptRow,
  BatchRow,
  BatchLineRow,
  BankFileRow,
  BankEntryRow,
  PartyRow,
  JournalPostingRow,
  JournalDayRow,
  JournalFactsRow,
  DeadlineRow,
  DeadlineCalendarRow,
  HoldRow,
];

/** The tables come from `deploy/migrations/views`; TypeORM never touches them. */
export const viewsOptions = (url: string, poolSize = 10): DataSourceOptions => ({
  type: 'postgres',
  url,
  schema: 'views',
  entities: ENTITIES,
  synchronize: false,
  poolSize,
});

export const openViews = (url: string, poolSize?: number): Promise<DataSource> =>
  new DataSource(viewsOptions(url, poolSize)).initialize();
