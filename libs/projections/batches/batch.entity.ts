import { Entity, PrimaryColumn } from 'typeorm';
import type { BatchLine, LeftOut } from '#payments/batches/batch-line.js';
import type { AnswerSource, BankOutcome } from '#payments/batches/batches.events.js';
import {
  FenColumn,
  IntColumn,
  IntOrNull,
  JsonColumn,
  JsonOrNull,
  TextColumn,
  TextOrNull,
  TextsColumn,
} from '../columns.js';

/** `removed` lines are free for another batch. */
export type LineOutcome = 'waiting' | BankOutcome | 'removed';

export interface BatchAct {
  readonly act: string;
  readonly by: string;
  readonly at: string;
  /** Code of the refusal, for a refused approval. */
  readonly refused: string | null;
}

export interface BatchFile {
  readonly format: string;
  readonly fileName: string;
  readonly fileHash: string;
  readonly sentAt: string;
}

@Entity({ schema: 'views', name: 'batch' })
export class BatchRow {
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @TextColumn('batch') batch: string;
  @IntColumn('revision') revision: number;
  @TextColumn('title') title: string;
  /** As the batch decider names it: `assembling`, `drafted`, `submitted`, … */
  @TextColumn('status') status: string;
  @TextColumn('drafted_at') draftedAt: string;
  @TextColumn('execute_on') executeOn: string;
  /** Everybody who did something to the batch, in order; refused approvals too. */
  @JsonColumn('acts') acts: readonly BatchAct[];
  /** Valid approvals of what is submitted now. */
  @TextsColumn('approvals') approvals: string[];
  @IntOrNull('required_approvals') requiredApprovals: number | null;
  @TextOrNull('content_hash') contentHash: string | null;
  @TextOrNull('sealed_at') sealedAt: string | null;
  /** Of the instruction to the bank, whose answers name it. */
  @TextOrNull('message_id') messageId: string | null;
  @JsonOrNull('file') file: BatchFile | null;
  @TextOrNull('reason') reason: string | null;
  @JsonColumn('left_out') leftOut: readonly LeftOut[];
  @IntColumn('line_count') lineCount: number;
  @FenColumn('total_fen') totalFen: bigint;
  @JsonColumn('by_outcome') byOutcome: Readonly<
    Record<LineOutcome, { readonly count: number; readonly totalFen: bigint }>
  >;
}

export interface LineAnswer {
  readonly outcome: BankOutcome;
  readonly happenedOn: string;
  readonly bankReference: string | null;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly source: AnswerSource;
  /** Why it changed nothing; null when it did. */
  readonly ignored: string | null;
}

/** One payment in one batch; a line that was removed and batched again is two rows. */
@Entity({ schema: 'views', name: 'batch_line' })
export class BatchLineRow {
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @TextColumn('batch') batch: string;
  @TextColumn('line_id') lineId: string;
  @TextColumn('award') award: string;
  @IntColumn('tranche_no') trancheNo: number;
  @IntColumn('attempt') attempt: number;
  @TextColumn('payee') payee: string;
  /** In full, as the bank file carries it. */
  @JsonColumn('account') account: BatchLine['account'];
  @FenColumn('gross_fen') grossFen: bigint;
  @FenColumn('set_off_fen') setOffFen: bigint;
  @FenColumn('net_fen') netFen: bigint;
  @TextColumn('purpose') purpose: string;
  @TextsColumn('involved') involved: string[];
  @TextColumn('outcome') outcome: LineOutcome;
  /** Of the answer that decided the outcome. */
  @TextOrNull('answered_on') answeredOn: string | null;
  @TextOrNull('bank_reference') bankReference: string | null;
  @TextOrNull('reason_code') reasonCode: string | null;
  @TextOrNull('reason') reason: string | null;
  @JsonColumn('answers') answers: readonly LineAnswer[];
}
