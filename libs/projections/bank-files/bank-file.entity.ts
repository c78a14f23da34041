import { Entity, PrimaryColumn } from 'typeorm';
import type { BankFile, GroupAnswer } from '#payments/reconciliation/reconciliation.events.js';
import { FenOrNull, IntColumn, JsonOrNull, TextColumn, TextOrNull } from '../columns.js';

/** `waiting` for its batch; `unmatched` or `refused`: a person has to look; `assigned`: a person did. */
export type EntryStatus = 'waiting' | 'matched' | 'duplicate' | 'unmatched' | 'refused' | 'assigned';

/** One file of bank answers. */
@Entity({ schema: 'views', name: 'bank_file' })
export class BankFileRow {
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @TextColumn('file_name') fileName: string;
  @TextColumn('file_hash') fileHash: string;
  @TextColumn('format') format: BankFile['format'];
  @TextOrNull('message_id') messageId: string | null;
  @TextColumn('imported_by') importedBy: string;
  @TextColumn('imported_at') importedAt: string;
  @JsonOrNull('group_answer') groupAnswer: GroupAnswer | null;
  @IntColumn('entry_count') entryCount: number;
  /** Entries a person has to look at. */
  @IntColumn('open_count') openCount: number;
}

/** One statement of the bank about one payment. */
@Entity({ schema: 'views', name: 'bank_entry' })
export class BankEntryRow {
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @TextColumn('file') file: string;
  @IntColumn('entry_no') entryNo: number;
  @TextColumn('imported_at') importedAt: string;
  @TextColumn('status') status: EntryStatus;
  @TextColumn('outcome') outcome: string;
  @TextOrNull('end_to_end_id') endToEndId: string | null;
  @FenOrNull('amount_fen') amountFen: bigint | null;
  @TextOrNull('bank_reference') bankReference: string | null;
  @TextOrNull('happened_on') happenedOn: string | null;
  @TextOrNull('reason_code') reasonCode: string | null;
  @TextOrNull('reason') reason: string | null;
  @TextOrNull('batch') batch: string | null;
  @TextOrNull('line_id') lineId: string | null;
  /** Why it is open. */
  @JsonOrNull('problem') problem: { readonly code: string; readonly zh: string; readonly en: string } | null;
  @JsonOrNull('assignment') assignment: { readonly by: string; readonly reason: string } | null;
}
