import type { BusinessDate } from '#kernel/business-date.js';
import { HOLD_SCOPES, type HoldScopeKind } from '#payments/holds/hold.events.js';
import type { HoldStatus } from '#projections/holds/hold.entity.js';
import { IsBusinessDate, IsChoice, IsFreeText, IsId, IsPart, IsYuan } from '../http/fields.js';
import { ListQuery } from '../http/views.js';

const HOLD_STATUSES: readonly HoldStatus[] = ['in-force', 'lifted', 'expired'];

export class HoldScopePart {
  @IsChoice(HOLD_SCOPES) kind: HoldScopeKind;
  @IsId({ description: 'of an award, a party or a measure' }) id: string;
}

export class PreviewHoldRequest {
  @IsPart(() => HoldScopePart) scope: HoldScopePart;
  @IsYuan({ optional: true, description: 'at least so much stays unpaid; everything when absent' })
  amountYuan?: string;
}

export class PlaceHoldRequest extends PreviewHoldRequest {
  @IsFreeText(500) reason: string;
  @IsBusinessDate({ optional: true, description: 'last day; until it is lifted when absent' })
  until?: BusinessDate;
}

export class LiftHoldRequest {
  @IsFreeText(500) reason: string;
}

export class HoldListQuery extends ListQuery {
  @IsChoice(HOLD_STATUSES, { optional: true }) status?: HoldStatus;
}
