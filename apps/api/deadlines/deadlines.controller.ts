import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type DeadlineKind, KINDS } from '#deadlines/deadline-kinds.js';
import { DEADLINE_STATUSES, type DeadlineStatus } from '#deadlines/deadline.js';
import type { BusinessDate } from '#kernel/business-date.js';
import type { WorkingCalendar } from '#kernel/working-calendar.js';
import { ListDeadlines } from '#projections/deadlines/deadlines.queries.js';
import { WORKING_CALENDAR } from '../../platform/tokens.js';
import { BusinessDay } from '../http/business-day.js';
import { IsBusinessDate, IsChoice, IsId } from '../http/fields.js';
import { ListQuery, pageRequest, Views, type WiredPage } from '../http/views.js';
import { deadlineOnWire } from './deadline-on-wire.js';

export class DeadlineListQuery extends ListQuery {
  @IsBusinessDate({ optional: true, description: 'last day on or before this one' }) until?: BusinessDate;
  @IsChoice(KINDS, { optional: true }) kind?: DeadlineKind;
  @IsChoice(DEADLINE_STATUSES, { optional: true, description: 'all but closed by default' })
  status?: DeadlineStatus;
  @IsId({ optional: true, description: 'of an award, party, recovery case or batch' }) subject?: string;
}

/** What is due, whose it is, and how many working days are left. */
@ApiTags('deadlines')
@Controller('v1/deadlines')
export class DeadlinesController {
  constructor(
    @Inject(Views) private readonly views: Views,
    @Inject(BusinessDay) private readonly day: BusinessDay,
    @Inject(WORKING_CALENDAR) private readonly calendar: WorkingCalendar,
  ) {}

  @Get()
  list(@Query() query: DeadlineListQuery): Promise<WiredPage> {
    const { until, kind, status, subject } = query;
    const filter = {
      ...(until && { until }),
      ...(kind && { kind }),
      ...(status && { status }),
      ...(subject && { subject }),
    };
    const today = this.day.today();
    return this.views.page(new ListDeadlines(filter, pageRequest(query)), (row) =>
      deadlineOnWire(row, today, this.calendar),
    );
  }
}
