import { Entity, PrimaryColumn } from 'typeorm';
import type { Words } from '#programmes/award/derivation.js';
import {
  FenColumn,
  FenOrNull,
  IntColumn,
  IntOrNull,
  JsonColumn,
  JsonOrNull,
  TextColumn,
  TextOrNull,
} from '../columns.js';

/** One cap account. The limit is that of the latest request; each request brings the one of its policy version. */
@Entity({ schema: 'views', name: 'cap_account' })
export class CapAccountRow {
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @TextOrNull('cap_key') capKey: string | null;
  /** Party or award; null until an award names it. */
  @TextOrNull('subject') subject: string | null;
  @TextOrNull('cap_window') window: string | null;
  @JsonOrNull('title') title: Words | null;
  @TextOrNull('clause') clause: string | null;
  @FenOrNull('limit_fen') limitFen: bigint | null;
  @IntOrNull('limit_years') limitYears: number | null;
  /** Granted and neither paid nor released. */
  @FenColumn('reserved_fen') reservedFen: bigint;
  @FenColumn('consumed_fen') consumedFen: bigint;
  @FenColumn('restored_fen') restoredFen: bigint;
  /** reserved + consumed − restored: what counts against the limit. */
  @FenColumn('used_fen') usedFen: bigint;
  /** What counts, by calendar year. */
  /** The account that everything went to, because its subject is somebody else by now. */
  @TextOrNull('handed_over_to') handedOverTo: string | null;
  @JsonColumn('by_year') byYear: Readonly<Record<string, { readonly usedFen: bigint }>>;
}

/** What one tranche got from one cap. */
@Entity({ schema: 'views', name: 'cap_reservation' })
export class CapReservationRow {
  @PrimaryColumn({ name: 'id', type: 'text' }) id: string;
  @TextColumn('account') account: string;
  @TextColumn('award') award: string;
  @IntColumn('tranche_no') trancheNo: number;
  @IntOrNull('year') year: number | null;
  @FenColumn('requested_fen') requestedFen: bigint;
  @FenColumn('granted_fen') grantedFen: bigint;
  @FenColumn('consumed_fen') consumedFen: bigint;
  @FenColumn('released_fen') releasedFen: bigint;
  @FenColumn('restored_fen') restoredFen: bigint;
  /** Code of the refusal when nothing was granted. */
  @TextOrNull('refused_with') refusedWith: string | null;
  @TextColumn('requested_on') requestedOn: string;
}
