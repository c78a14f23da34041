import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { fenOf } from '#kernel/money.js';
import { GetBudgetLine, ListBudgetLines } from '#projections/budget-lines/budget-lines.queries.js';
import { ListCapAccounts } from '#projections/caps/caps.queries.js';
import { Act } from '../http/acts.js';
import { By, type Caller } from '../http/caller.js';
import { IsChoice, IsId, IsText, IsWholeInQuery, IsYuan } from '../http/fields.js';
import { BUDGET_LINE, YEAR } from '../http/path-parts.js';
import { ListQuery, pageRequest, Views, type WiredPage } from '../http/views.js';
import { BudgetLineDesk } from './budget-line-desk.js';

export class AppropriateRequest {
  @IsYuan({ example: '5000000.00' }) amountYuan: string;
  @IsText(100, { description: '文号' }) documentNumber: string;
}

export class AdjustRequest {
  @IsYuan({ signed: true, example: '-200000.00' }) deltaYuan: string;
  @IsText(100, { description: '文号' }) documentNumber: string;
}

export class BudgetLineListQuery extends ListQuery {
  @IsWholeInQuery(2000, 2999, { optional: true }) year?: number;
}

export class CapListQuery extends ListQuery {
  @IsId({ optional: true, description: 'party or award' }) subject?: string;
  @IsChoice(['true'], { optional: true, description: 'only accounts that hold more than their limit' })
  over?: 'true';
}

@ApiTags('budgets and caps')
@Controller('v1')
export class BudgetsController {
  constructor(
    @Inject(BudgetLineDesk) private readonly lines: BudgetLineDesk,
    @Inject(Views) private readonly views: Views,
  ) {}

  @Get('budget-lines')
  list(@Query() query: BudgetLineListQuery): Promise<WiredPage> {
    const filter = query.year === undefined ? {} : { year: query.year };
    return this.views.page(new ListBudgetLines(filter, pageRequest(query)));
  }

  @Get('budget-lines/:line/:year')
  show(
    @Param('line', BUDGET_LINE) line: string,
    @Param('year', YEAR) year: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.views.show(reply, new GetBudgetLine(line, year), 'budget-line');
  }

  @Act('budget.appropriate')
  @Post('budget-lines/:line/:year/appropriations')
  appropriate(
    @By() caller: Caller,
    @Param('line', BUDGET_LINE) line: string,
    @Param('year', YEAR) year: number,
    @Body() { amountYuan, documentNumber }: AppropriateRequest,
  ): Promise<object> {
    const amountFen = fenOf(amountYuan);
    return this.lines.carryOut(caller, line, year, {
      type: 'AppropriateBudget',
      line,
      year,
      amountFen,
      documentNumber,
    });
  }

  @Act('budget.adjust')
  @Post('budget-lines/:line/:year/adjustments')
  adjust(
    @By() caller: Caller,
    @Param('line', BUDGET_LINE) line: string,
    @Param('year', YEAR) year: number,
    @Body() { deltaYuan, documentNumber }: AdjustRequest,
  ): Promise<object> {
    return this.lines.carryOut(caller, line, year, {
      type: 'AdjustBudget',
      deltaFen: fenOf(deltaYuan),
      documentNumber,
    });
  }

  @Get('caps')
  caps(@Query() query: CapListQuery): Promise<WiredPage> {
    const { subject, over } = query;
    const filter = { ...(subject !== undefined && { subject }), ...(over && { over: true }) };
    return this.views.page(new ListCapAccounts(filter, pageRequest(query)));
  }
}
