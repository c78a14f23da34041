import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#event-store/command-context.js';
import { CommandExecutor, type Outcome } from '#event-store/execute.js';
import {
  CALENDAR_STREAM,
  calendarDecider,
  type CalendarState,
  type CalendarYearImported,
  type ImportCalendarYear,
} from './calendar.js';

/** Anything that happens to the working calendar. */
export class RunCalendarCommand extends Command<Outcome<CalendarState, CalendarYearImported>> {
  constructor(
    readonly command: ImportCalendarYear,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RunCalendarCommand)
export class CalendarHandler implements ICommandHandler<RunCalendarCommand> {
  constructor(@Inject(CommandExecutor) private readonly executor: CommandExecutor) {}

  execute({ command, context }: RunCalendarCommand): Promise<Outcome<CalendarState, CalendarYearImported>> {
    return this.executor.execute(calendarDecider, CALENDAR_STREAM, command, context);
  }
}
