import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#event-store/command-context.js';
import { CommandExecutor, type Outcome } from '#event-store/execute.js';
import type { HandOverEvent } from './hand-over.events.js';
import { handOverDecider, type HandOverState, type RequestEnquiry } from './hand-over.js';

/** What a person may ask of the way to the bank; everything else the reactions do. */
export class RunHandOverCommand extends Command<Outcome<HandOverState, HandOverEvent>> {
  constructor(
    readonly handOver: string,
    readonly command: RequestEnquiry,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RunHandOverCommand)
export class HandOverHandler implements ICommandHandler<RunHandOverCommand> {
  constructor(@Inject(CommandExecutor) private readonly executor: CommandExecutor) {}

  execute({
    handOver,
    command,
    context,
  }: RunHandOverCommand): Promise<Outcome<HandOverState, HandOverEvent>> {
    return this.executor.execute(handOverDecider, handOver, command, context);
  }
}
