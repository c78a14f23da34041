import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#event-store/command-context.js';
import { CommandExecutor, type Outcome } from '#event-store/execute.js';
import type { ClockEvent } from './clock.events.js';
import { CLOCK_STREAM, type ClockCommand, clockDecider, type ClockState } from './clock.js';

/** Anything that happens to the business clock. */
export class RunClockCommand extends Command<Outcome<ClockState, ClockEvent>> {
  constructor(
    readonly command: ClockCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RunClockCommand)
export class ClockHandler implements ICommandHandler<RunClockCommand> {
  constructor(@Inject(CommandExecutor) private readonly executor: CommandExecutor) {}

  execute({ command, context }: RunClockCommand): Promise<Outcome<ClockState, ClockEvent>> {
    return this.executor.execute(clockDecider, CLOCK_STREAM, command, context);
  }
}
