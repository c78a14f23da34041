import { Entity, PrimaryColumn } from 'typeorm';
import type { HoldScopeKind } from '#payments/holds/hold.events.js';
import { FenOrNull, TextColumn, TextOrNull } from '../columns.js';

/** `expired` rows are those whose end is on record; a hold in force bites by its days alone. */
export type HoldStatus = 'in-force' | 'lifted' | 'expired';

/** One hold, with who placed it and how it ended. */
@Entity({ schema: 'views', name: 'hold' })
export class HoldRow {
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @TextColumn('status') status: HoldStatus;
  @TextColumn('scope_kind') scopeKind: HoldScopeKind;
  @TextColumn('scope_id') scopeId: string;
  @TextColumn('reason') reason: string;
  @TextColumn('placed_by') placedBy: string;
  @TextColumn('from_day') from: string;
  /** Its last day; null: until it is lifted. */
  @TextOrNull('until_day') until: string | null;
  /** Null: nothing of the scope is paid. */
  @FenOrNull('amount_fen') amountFen: bigint | null;
  @TextOrNull('lifted_by') liftedBy: string | null;
  @TextOrNull('ended_on') endedOn: string | null;
  @TextOrNull('lift_reason') liftReason: string | null;
  /** Where in the log it was placed. */
  @TextColumn('placed_at') placedAt: string;
  /** Where in the log its end is. */
  @TextOrNull('ended_at') endedAt: string | null;
}
