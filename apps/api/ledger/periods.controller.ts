import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandExecutor } from '#event-store/execute.js';
import { type PeriodCommand, PERIODS_STREAM, periodsDecider } from '#ledger/periods/accounting-periods.js';
import { RunPeriodCommand } from '#ledger/periods/periods.handler.js';
import {
  GetMonthTurnovers,
  ListLatePostings,
  ListUndecidedLines,
} from '#projections/journal/periods.queries.js';
import { Act } from '../http/acts.js';
import { BusinessDay } from '../http/business-day.js';
import { By, type Caller } from '../http/caller.js';
import { CommandDesk } from '../http/command-desk.js';
import { IsFreeText } from '../http/fields.js';
import { MONTH } from '../http/path-parts.js';
import { ListQuery, pageRequest, Views, type WiredPage } from '../http/views.js';
import { wired } from '../http/wired.js';

export class RejectClosingRequest {
  @IsFreeText() reason: string;
}

/** Months of the accounts. In a closed one nothing changes any more: what is late counts in the first open month. */
@ApiTags('ledger')
@Controller('v1/accounting-periods')
export class PeriodsController {
  constructor(
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(Views) private readonly views: Views,
    @Inject(BusinessDay) private readonly day: BusinessDay,
  ) {}

  @Get()
  async list(): Promise<object> {
    return (await this.executor.load(periodsDecider, PERIODS_STREAM)).state;
  }

  /** Each with the day it counts from and the day it is booked on. */
  @Get('late-postings')
  late(@Query() query: ListQuery): Promise<WiredPage> {
    return this.views.page(new ListLatePostings(pageRequest(query)));
  }

  /** What went through every account in the month, late facts of closed months included. */
  @Get(':month')
  async show(@Param('month', MONTH) month: string): Promise<unknown> {
    const { closedThrough } = (await this.executor.load(periodsDecider, PERIODS_STREAM)).state;
    const closed = closedThrough !== null && month <= closedThrough;
    return wired({ month, closed, ...(await this.views.ask(new GetMonthTurnovers(month))) });
  }

  @Act('period.propose-closing')
  @Post(':month/closing')
  async propose(@By() caller: Caller, @Param('month', MONTH) month: string): Promise<object> {
    const [on, undecidedLines] = [this.day.today(), await this.#undecided(month)];
    const by = caller.actor.id;
    return this.#carryOut(caller, { type: 'ProposeMonthClosing', month, on, undecidedLines, by });
  }

  @Act('period.close')
  @Post(':month/closing/confirm')
  async confirm(@By() caller: Caller, @Param('month', MONTH) month: string): Promise<object> {
    const undecidedLines = await this.#undecided(month);
    return this.#carryOut(caller, { type: 'CloseMonth', month, undecidedLines, by: caller.actor.id });
  }

  @Act('period.close')
  @Post(':month/closing/reject')
  reject(
    @By() caller: Caller,
    @Param('month', MONTH) month: string,
    @Body() { reason }: RejectClosingRequest,
  ): Promise<object> {
    return this.#carryOut(caller, { type: 'RejectMonthClosing', month, reason, by: caller.actor.id });
  }

  /** Only December asks for the lines of its year. */
  async #undecided(month: string): Promise<readonly string[]> {
    return month.endsWith('-12') ? this.views.ask(new ListUndecidedLines(Number(month.slice(0, 4)))) : [];
  }

  async #carryOut(caller: Caller, command: PeriodCommand): Promise<object> {
    const run = new RunPeriodCommand(command, this.desk.contextOf(caller));
    const carried = await this.desk.carryOut(caller, run);
    return this.desk.answer(caller, PERIODS_STREAM, carried, carried.state);
  }
}
