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
