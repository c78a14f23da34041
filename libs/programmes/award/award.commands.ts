import type { BusinessDate } from '#kernel/business-date.js';
import type { Fen } from '#kernel/money.js';
import type { Application, CaseDecision, Claim, Facts } from './application.js';
import type { CapCut, CapReservation, PayerPart, RecoveredBy, RefusalOnRecord } from './award.events.js';
import type { RecoveryGround } from './programme-rules.js';
import type { RevisedTranche } from './revised.events.js';
import type { TakeOverCommand } from './take-over.commands.js';

type Command<Type extends string, Data extends object = object> = { readonly type: Type } & Readonly<Data>;

/** Commands that people give; `by` is the person's id, `on` the business day. */
export type ApplicationCommand =
  | Command<
      'SubmitApplication',
      { award: string; application: Application; policyVersion: string; by: string }
    >
  | Command<'AcceptApplication', { by: string; on: BusinessDate }>
  | Command<'VerifyApplication', { by: string }>
  | Command<'RefuseApplication', { by: string; clause: string; reason: string }>
  | Command<'WithdrawApplication', { by: string; reason: string }>
  | Command<'StartPublicity', { by: string; startsOn: BusinessDate }>
  | Command<'RaiseObjection', { by: string; objector: string; statement: string; on: BusinessDate }>
  | Command<
      'ResolveObjection',
      { by: string; objectionNo: number; outcome: 'dismissed' | 'upheld'; reason: string; on: BusinessDate }
    >
  /** Given by the timer once `endsOn` is past. */
  | Command<'EndPublicity', { endsOn: BusinessDate; on: BusinessDate }>
  | Command<
      'ApproveAward',
      { by: string; on: BusinessDate; policyVersion: string; caseDecision: CaseDecision | null }
    >;

export type AwardLifeCommand =
  | Command<
      'RecordAssessment',
      {
        by: string;
        gate: string;
        outcome: 'passed' | 'failed';
        score: number | null;
        assessedOn: BusinessDate;
        document: string;
        rectifyBy: BusinessDate | null;
      }
    >
  | Command<'SuspendAward', { by: string; reason: string }>
  | Command<'ResumeAward', { by: string; reason: string }>
  | Command<
      'TerminateAward',
      { by: string; ground: RecoveryGround | 'other'; reason: string; endedOn: BusinessDate; facts: Facts }
    >
  /** `succeededBy`: another measure counts in the new place, so the award ends and what is to come is applied for under that one. */
  | Command<
      'MoveAward',
      {
        by: string;
        to: string;
        movedOn: BusinessDate;
        document: string;
        facts: Facts;
        succeededBy?: string;
      }
    >
  | Command<'LapseAward', { by: string; reason: string; on: BusinessDate }>
  | Command<'ReduceBase', { by: string; reducedOn: BusinessDate; document: string; facts: Facts }>
  /** Given by the process manager once another award took the place of this one. */
  | Command<
      'GiveWay',
      {
        to: string;
        clause: string;
        zh: string;
        en: string;
        fromYear: number | null;
        /** Only an award that comes to less than this gives way; null where every one does. */
        onlyIfMoreThanFen: Fen | null;
        on: BusinessDate;
      }
    >;

export type TrancheCommand =
  | Command<'ClaimTranche', { by: string; trancheNo: number; claim: Claim }>
  | Command<'RejectEvidence', { by: string; trancheNo: number; reason: string }>
  | Command<'VerifyEvidence', { by: string; trancheNo: number }>
  | Command<'RequestRelease', { by: string; trancheNo: number; on: BusinessDate }>
  | Command<'HoldTranche', { by: string; trancheNo: number; reason: string }>
  | Command<'LiftHold', { by: string; trancheNo: number; reason: string }>
  | Command<'CancelTranche', { by: string; trancheNo: number; reason: string }>;

/** Commands that the process managers give after other streams have answered. */
export type PaymentCommand =
  | Command<
      'ReleaseTranche' | 'QueueTranche',
      {
        trancheNo: number;
        attempt: number;
        grantedFen: Fen;
        cuts: readonly CapCut[];
        reservations: readonly CapReservation[];
        budgetStream: string;
        commitmentId: string;
        shares?: readonly PayerPart[];
        fiscalYear: number;
        on: BusinessDate;
      }
    >
  | Command<
      'ReleaseQueuedTranche',
      { trancheNo: number; attempt: number; budgetStream: string; fiscalYear: number; on: BusinessDate }
    >
  | Command<'MoveQueuedTranche', { trancheNo: number; attempt: number; budgetStream: string }>
  | Command<'RefuseRelease', { trancheNo: number; attempt: number; refusal: RefusalOnRecord }>
  | Command<
      'ApplySetOff',
      { trancheNo: number; attempt: number; caseId: string; setOffId: string; upToFen: Fen; on: BusinessDate }
    >
  | Command<'PutInBatch', { trancheNo: number; attempt: number; batch: string }>
  | Command<'TakeOutOfBatch', { trancheNo: number; attempt: number; batch: string; reason: string }>
  | Command<
      'RecordPayment',
      {
        trancheNo: number;
        attempt: number;
        batch: string;
        amountFen: Fen;
        paidOn: BusinessDate;
        bankReference: string | null;
      }
    >
  | Command<
      'RecordReturn',
      {
        trancheNo: number;
        attempt: number;
        batch: string;
        amountFen: Fen;
        wasPaid: boolean;
        reasonCode: string | null;
        reason: string | null;
        on: BusinessDate;
      }
    >
  | Command<
      'RecordRecovery',
      {
        trancheNo: number;
        attempt: number;
        caseId: string;
        amountFen: Fen;
        how: RecoveredBy;
        on: BusinessDate;
      }
    >;

/** Given for every item of an approved package; `caseId` is the case that is opened for what must come back. */
export type RevisionCommand = Command<
  'AddTopUp' | 'ClaimBackOverpayment',
  RevisedTranche & { caseId: string }
>;

export type AwardCommand =
  RevisionCommand | TakeOverCommand | ApplicationCommand | AwardLifeCommand | TrancheCommand | PaymentCommand;
