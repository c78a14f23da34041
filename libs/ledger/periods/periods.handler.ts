import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#event-store/command-context.js';
import { CommandExecutor, type Outcome } from '#event-store/execute.js';
import {
  type PeriodCommand,
  type PeriodEvent,
  type Periods,
  PERIODS_STREAM,
  periodsDecider,
} from './accounting-periods.js';

/** Anything that happens to the periods of the accounts. */
export class RunPeriodCommand extends Command<Outcome<Periods, PeriodEvent>> {
  constructor(
    readonly command: PeriodCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RunPeriodCommand)
export class PeriodsHandler implements ICommandHandler<RunPeriodCommand> {
  constructor(@Inject(CommandExecutor) private readonly executor: CommandExecutor) {}

  execute({ command, context }: RunPeriodCommand): Promise<Outcome<Periods, PeriodEvent>> {
    return this.executor.execute(periodsDecider, PERIODS_STREAM, command, context);
  }
}
