import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { fenOf } from '#kernel/money.js';
import {
  GetBudgetReport,
  GetSpending,
  ListBudgetPromises,
} from '#projections/budget-lines/budget-reports.queries.js';
import { Act } from '../http/acts.js';
import { BusinessDay } from '../http/business-day.js';
import { By, type Caller } from '../http/caller.js';
import { BUDGET_LINE, YEAR } from '../http/path-parts.js';
import { pageRequest, Views, type WiredPage } from '../http/views.js';
import { wired } from '../http/wired.js';
import { BudgetLineDesk } from './budget-line-desk.js';
import {
  ClassifyRequest,
  PromiseListQuery,
  RejectRequest,
  ReportQuery,
  SpendingPlanRequest,
  YearEndRequest,
} from './budget-requests.js';

/** What the treasury does with a line besides giving it money: classifies it, plans its spending, ends its year. */
@ApiTags('budgets and caps')
@Controller('v1')
export class BudgetOfficeController {
  constructor(
    @Inject(BudgetLineDesk) private readonly lines: BudgetLineDesk,
    @Inject(Views) private readonly views: Views,
    @Inject(BusinessDay) private readonly day: BusinessDay,
  ) {}

  @Act('budget.classify')
  @Post('budget-lines/:line/:year/classification')
  classify(
    @By() caller: Caller,
    @Param('line', BUDGET_LINE) line: string,
    @Param('year', YEAR) year: number,
    @Body() { fund, measureGroup, source, economicClass }: ClassifyRequest,
  ): Promise<object> {
    const classification = { fund, measureGroup, source, economicClass };
    return this.lines.carryOut(caller, line, year, { type: 'ClassifyLine', ...classification });
  }

  @Act('budget.plan')
  @Post('budget-lines/:line/:year/spending-plan')
  plan(
    @By() caller: Caller,
    @Param('line', BUDGET_LINE) line: string,
    @Param('year', YEAR) year: number,
    @Body() { monthsYuan }: SpendingPlanRequest,
  ): Promise<object> {
    const [monthsFen, by] = [monthsYuan.map(fenOf), caller.actor.id];
    return this.lines.carryOut(caller, line, year, { type: 'EnterSpendingPlan', monthsFen, by });
  }

  @Act('budget.confirm-plan')
  @Post('budget-lines/:line/:year/spending-plan/confirm')
  confirmPlan(
    @By() caller: Caller,
    @Param('line', BUDGET_LINE) line: string,
    @Param('year', YEAR) year: number,
  ): Promise<object> {
    return this.lines.carryOut(caller, line, year, { type: 'ConfirmSpendingPlan', by: caller.actor.id });
  }

  @Act('budget.confirm-plan')
  @Post('budget-lines/:line/:year/spending-plan/reject')
  rejectPlan(
    @By() caller: Caller,
    @Param('line', BUDGET_LINE) line: string,
    @Param('year', YEAR) year: number,
    @Body() { reason }: RejectRequest,
  ): Promise<object> {
    const by = caller.actor.id;
    return this.lines.carryOut(caller, line, year, { type: 'RejectSpendingPlan', reason, by });
  }

  /** Month by month beside the plan in force; `overPlanYuan` above zero is a warning. */
  @Get('budget-lines/:line/:year/spending')
  async spending(
    @Param('line', BUDGET_LINE) line: string,
    @Param('year', YEAR) year: number,
  ): Promise<unknown> {
    const months = await this.views.ask(new GetSpending(line, year));
    return wired({ line, year, overPlan: months.some(({ overPlanFen }) => overPlanFen > 0n), months });
  }

  @Act('budget.propose-year-end')
  @Post('budget-lines/:line/:year/year-end')
  proposeYearEnd(
    @By() caller: Caller,
    @Param('line', BUDGET_LINE) line: string,
    @Param('year', YEAR) year: number,
    @Body() { carriedYuan, returnedYuan, documentNumber }: YearEndRequest,
  ): Promise<object> {
    return this.lines.carryOut(caller, line, year, {
      type: 'ProposeYearEnd',
      year,
      carriedFen: fenOf(carriedYuan),
      returnedFen: fenOf(returnedYuan),
      documentNumber,
      on: this.day.today(),
      by: caller.actor.id,
    });
  }

  @Act('budget.decide-year-end')
  @Post('budget-lines/:line/:year/year-end/confirm')
  confirmYearEnd(
    @By() caller: Caller,
    @Param('line', BUDGET_LINE) line: string,
    @Param('year', YEAR) year: number,
  ): Promise<object> {
    const by = caller.actor.id;
    return this.lines.carryOut(caller, line, year, { type: 'ConfirmYearEnd', line, year, by });
  }

  @Act('budget.decide-year-end')
  @Post('budget-lines/:line/:year/year-end/reject')
  rejectYearEnd(
    @By() caller: Caller,
    @Param('line', BUDGET_LINE) line: string,
    @Param('year', YEAR) year: number,
    @Body() { reason }: RejectRequest,
  ): Promise<object> {
    const by = caller.actor.id;
    return this.lines.carryOut(caller, line, year, { type: 'RejectYearEnd', reason, by });
  }

  /** Every line in exactly one row; lines that were not classified have the key null. */
  @Get('budget-report')
  async report(@Query() { by, year }: ReportQuery): Promise<unknown> {
    const items = await this.views.ask(new GetBudgetReport(by, year));
    return wired({ by, year: year ?? null, items, nextCursor: null });
  }

  /** What lines promise approved awards in each of their years. */
  @Get('budget-promises')
  promises(@Query() query: PromiseListQuery): Promise<WiredPage> {
    const { award, line, year } = query;
    const filter = { ...(award && { award }), ...(line && { line }), ...(year !== undefined && { year }) };
    return this.views.page(new ListBudgetPromises(filter, pageRequest(query)));
  }
}
