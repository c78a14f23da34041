import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RunCalendarCommand } from '#clock/calendar.handler.js';
import { CALENDAR_STREAM } from '#clock/calendar.js';
import { parseBusinessDate } from '#kernel/business-date.js';
import { parseCalendarYear } from '#kernel/calendar-year.js';
import { publishedYears } from '#kernel/published-years.js';
import { orThrow } from '#kernel/refusal.js';
import type { Registers } from '../../platform/registers.js';
import { REGISTERS } from '../../platform/tokens.js';
import { Act } from '../http/acts.js';
import { By, type Caller } from '../http/caller.js';
import { CommandDesk } from '../http/command-desk.js';
import { IsListOf, IsText, IsWhole } from '../http/fields.js';

const isDay = (text: string): boolean => parseBusinessDate(text) !== undefined;
const DAYS = { zh: '日期，格式为 YYYY-MM-DD', en: 'calendar days, YYYY-MM-DD' };

export class ImportCalendarYearRequest {
  @IsWhole(2000, 2999) year: number;
  @IsText(200, { example: '国办发明电〔2025〕7号' }) source: string;
  @IsListOf(isDay, DAYS, 366, { description: 'days off, on weekdays and weekends' }) holidays: string[];
  @IsListOf(isDay, DAYS, 366, { description: 'weekend days that are worked' }) workdays: string[];
}

@ApiTags('clock')
@Controller('v1/calendar-years')
export class CalendarController {
  constructor(
    @Inject(CommandDesk) private readonly desk: CommandDesk,
    @Inject(REGISTERS) private readonly registers: Registers,
  ) {}

  @Get()
  list(): object {
    return { items: this.registers.calendarYears(), nextCursor: null };
  }

  @Act('calendar.import')
  @Post()
  async import(@By() caller: Caller, @Body() body: ImportCalendarYearRequest): Promise<object> {
    const year = orThrow(parseCalendarYear(body));
    const command = {
      type: 'ImportCalendarYear',
      year,
      published: publishedYears(),
      by: caller.actor.id,
    } as const;
    const carried = await this.desk.carryOut(
      caller,
      new RunCalendarCommand(command, this.desk.contextOf(caller)),
    );
    await this.registers.refresh();
    return this.desk.answer(caller, CALENDAR_STREAM, carried, year);
  }
}
