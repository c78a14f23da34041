import { ECONOMIC_CLASSES, FUNDING_SOURCES, type FundingSource } from '#budgets/classification.js';
import { parseYuan } from '#kernel/money.js';
import { isRefusal } from '#kernel/refusal.js';
import { type Dimension, DIMENSIONS } from '#projections/budget-lines/budget-reports.queries.js';
import {
  IsChoice,
  IsFreeText,
  IsId,
  IsListOf,
  IsText,
  IsWhole,
  IsWholeInQuery,
  IsYuan,
} from '../http/fields.js';
import { ListQuery, ViewQuery } from '../http/views.js';

const DOCUMENT = { description: '文号' } as const;

export class ClassifyRequest {
  @IsText(100, { example: '人才专项资金' }) fund: string;
  @IsText(100, { example: '创新创业' }) measureGroup: string;
  @IsChoice(Object.keys(FUNDING_SOURCES)) source: FundingSource;
  @IsText(10, {
    description: `政府支出经济分类: ${Object.keys(ECONOMIC_CLASSES).join(', ')}`,
    example: '50799',
  })
  economicClass: string;
}

export class TransferRequest {
  @IsText(32) fromLine: string;
  @IsText(32) toLine: string;
  @IsWhole(2000, 2999) year: number;
  @IsYuan() amountYuan: string;
  @IsText(100, DOCUMENT) documentNumber: string;
}

const isPlanned = (text: string): boolean => {
  const fen = parseYuan(text);
  return !isRefusal(fen) && fen >= 0n;
};

export class SpendingPlanRequest {
  @IsListOf(isPlanned, { zh: '每月金额（元）', en: 'yuan of a month, none below zero' }, 12, {
    description: 'twelve amounts, January first',
  })
  monthsYuan: string[];
}

export class YearEndRequest {
  @IsYuan({ signed: true, description: '结转下年' }) carriedYuan: string;
  @IsYuan({ signed: true, description: '收回财政' }) returnedYuan: string;
  @IsText(100, DOCUMENT) documentNumber: string;
}

export class RejectRequest {
  @IsFreeText() reason: string;
}

export class ReportQuery extends ViewQuery {
  @IsChoice(Object.keys(DIMENSIONS)) by: Dimension;
  @IsWholeInQuery(2000, 2999, { optional: true }) year?: number;
}

export class PromiseListQuery extends ListQuery {
  @IsId({ optional: true }) award?: string;
  @IsText(32, { optional: true }) line?: string;
  @IsWholeInQuery(2000, 2999, { optional: true }) year?: number;
}
