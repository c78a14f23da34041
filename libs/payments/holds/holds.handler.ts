import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#event-store/command-context.js';
import { CommandExecutor, type Outcome } from '#event-store/execute.js';
import type { HoldEvent } from './hold.events.js';
import { type HoldCommand, holdDecider, type HoldState } from './hold.js';

/** Anything that happens to one hold; its id is its stream. */
export class RunHoldCommand extends Command<Outcome<HoldState, HoldEvent>> {
  constructor(
    readonly hold: string,
    readonly command: HoldCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RunHoldCommand)
export class HoldsHandler implements ICommandHandler<RunHoldCommand> {
  constructor(@Inject(CommandExecutor) private readonly executor: CommandExecutor) {}

  execute({ hold, command, context }: RunHoldCommand): Promise<Outcome<HoldState, HoldEvent>> {
    return this.executor.execute(holdDecider, hold, command, context);
  }
}
