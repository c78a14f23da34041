import type { BusinessDate } from '#kernel/business-date.js';
import {
  IsBusinessDate,
  IsChoice,
  IsFlag,
  IsFreeText,
  IsId,
  IsParts,
  IsText,
  IsWhole,
} from '../http/fields.js';
import { PARTY_KINDS, type PartyKind } from '#parties/parties.events.js';
import { ListQuery } from '../http/views.js';
import { FILE_FORMATS, type FileFormat } from './batch-file.js';

export class TrancheRefPart {
  @IsId() award: string;
  @IsWhole(1, 999_999) trancheNo: number;
}

export class DraftBatchRequest {
  @IsText(140) title: string;
  @IsParts(() => TrancheRefPart, 5000, { optional: true }) tranches?: TrancheRefPart[];
  @IsFlag({ optional: true, description: 'every released tranche that nothing stops' }) all?: boolean;
  @IsBusinessDate({ optional: true, description: 'the day the bank is asked to pay on; today when absent' })
  executeOn?: BusinessDate;
}

export class SplitBatchRequest {
  @IsText(120) title: string;
  @IsText(40, { optional: true }) programme?: string;
  @IsChoice(PARTY_KINDS, { optional: true }) payeeKind?: PartyKind;
  @IsText(8, { optional: true, description: 'ISO week they are due in, for instance 2026-W47' })
  week?: string;
  @IsFlag({ optional: true, description: 'a batch for each bank of the payees' }) byBank?: boolean;
  @IsFlag({ optional: true, description: 'a batch for each kind of payee' }) byPayeeKind?: boolean;
  @IsWhole(1, 100_000, { optional: true, description: 'lines of one batch at most' }) maxLines?: number;
  @IsBusinessDate({ optional: true, description: 'the day the bank is asked to pay on; today when absent' })
  executeOn?: BusinessDate;
}

export class BatchReasonRequest {
  @IsFreeText(500) reason: string;
}

export class ApproveBatchRequest {
  @IsText(64, { least: 64, description: 'content hash of the batch the approver has looked at' })
  contentHash: string;
}

export class SendBatchRequest {
  @IsChoice(FILE_FORMATS) format: FileFormat;
}

export class BatchListQuery extends ListQuery {
  @IsText(40, { optional: true }) status?: string;
}

export class BatchFileQuery {
  @IsChoice(FILE_FORMATS, {
    optional: true,
    description: 'for a preview; a batch that was sent has one file',
  })
  format?: FileFormat;
  @IsText(16, { optional: true }) after?: string;
}
