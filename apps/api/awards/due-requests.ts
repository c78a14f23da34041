import { DUE_STAGES, type DueStage } from '#projections/due-tranches/due-tranches.queries.js';
import { IsBusinessDate, IsChoice, IsId, IsParts, IsText, IsWhole } from '../http/fields.js';
import { ListQuery, ViewQuery } from '../http/views.js';
import type { BusinessDate } from '#kernel/business-date.js';

const STAGE = {
  optional: true,
  description: 'waiting for the bank (default), coming: before the release, or all',
} as const;

export class DueTrancheQuery extends ListQuery {
  @IsText(40, { optional: true }) programme?: string;
  @IsText(8, { optional: true, description: 'ISO week, for instance 2026-W47' }) week?: string;
  @IsBusinessDate({ optional: true, description: 'due on or before this day' }) dueUntil?: BusinessDate;
  @IsChoice(DUE_STAGES, STAGE) stage?: DueStage;
}

export class DueWeeksQuery extends ViewQuery {
  @IsChoice(DUE_STAGES, STAGE) stage?: DueStage;
}

export class SelectedTranchePart {
  @IsId() award: string;
  @IsWhole(1, 999_999) trancheNo: number;
}

export class ReleaseSelectedRequest {
  @IsParts(() => SelectedTranchePart, 200) tranches: SelectedTranchePart[];
}
