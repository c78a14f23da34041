import { Entity, PrimaryColumn } from 'typeorm';
import type { RecoveredBy } from '#programmes/award/award.events.js';
import type { Finding, RecoveryGround } from '#recovery/recovery.events.js';
import { FenColumn, IntColumn, JsonColumn, TextColumn, TextOrNull } from '../columns.js';

export interface SetOffRecord {
  readonly setOffId: string;
  /** The tranche the money is kept back from. */
  readonly award: string;
  readonly trancheNo: number;
  readonly proposedFen: bigint;
  readonly confirmedFen: bigint;
  readonly status: 'proposed' | 'confirmed' | 'cancelled';
}

/** What came in beyond the claim on its way back to the debtor: who proposed and approved it, and what the bank paid. */
export interface RefundRecord {
  readonly documentNumber: string;
  readonly reason: string;
  readonly amountFen: bigint;
  readonly proposedBy: string;
  readonly proposedOn: string;
  readonly approvedBy: string | null;
  readonly bankReference: string | null;
  readonly paidOn: string | null;
}

@Entity({ schema: 'views', name: 'recovery_case' })
export class RecoveryCaseRow {
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @TextColumn('case_id') caseId: string;
  @TextColumn('award') award: string;
  @TextColumn('debtor') debtor: string;
  @TextColumn('ground') ground: RecoveryGround;
  /** As the recovery decider names it: `found`, `demanded`, `set-off`, `repaying`, `referred`, … */
  @TextColumn('status') status: string;
  @TextColumn('found_on') foundOn: string;
  @TextColumn('found_by') foundBy: string;
  @TextOrNull('demanded_on') demandedOn: string | null;
  @TextOrNull('demanded_by') demandedBy: string | null;
  @TextOrNull('repay_by') repayBy: string | null;
  @TextOrNull('document_number') documentNumber: string | null;
  @FenColumn('amount_fen') amountFen: bigint;
  @FenColumn('set_off_fen') setOffFen: bigint;
  @FenColumn('repaid_fen') repaidFen: bigint;
  /** Claimed no longer, because the bank gave the payment back. */
  @FenColumn('reduced_fen') reducedFen: bigint;
  /** Came in beyond the claim and is owed to the debtor. */
  @FenColumn('overpaid_fen') overpaidFen: bigint;
  /** Was owed to the debtor and has been paid back. */
  @FenColumn('paid_back_fen') paidBackFen: bigint;
  /** How it is paid back, the latest last. */
  @JsonColumn('refunds') refunds: readonly RefundRecord[];
  @FenColumn('written_off_fen') writtenOffFen: bigint;
  /** Owed and not come in: zero before the demand and after repayment, write-off or dismissal. */
  @FenColumn('outstanding_fen') outstandingFen: bigint;
  /** Part of it that set-offs under way will take. */
  @FenColumn('earmarked_fen') earmarkedFen: bigint;
  @JsonColumn('set_offs') setOffs: readonly SetOffRecord[];
  @JsonColumn('derivation') derivation: object;
  @JsonColumn('items') items: Finding['items'];
  /** Why it was dismissed, written off or referred. */
  @TextOrNull('reason') reason: string | null;
}

/** Money that came in, by the payment it restores; and what was paid back because it was too much, less than zero. */
@Entity({ schema: 'views', name: 'recovery_receipt' })
export class RecoveryReceiptRow {
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @TextColumn('case_id') caseId: string;
  @TextColumn('award') award: string;
  @IntColumn('tranche_no') trancheNo: number;
  @IntColumn('attempt') attempt: number;
  /** A correction moves money that had come in away from a payment that the bank gave back. */
  @TextColumn('how') how: RecoveredBy | 'refund';
  @FenColumn('amount_fen') amountFen: bigint;
  @TextColumn('received_on') receivedOn: string;
  @TextOrNull('bank_reference') bankReference: string | null;
}
