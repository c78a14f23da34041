import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#event-store/command-context.js';
import { CommandExecutor, type Outcome } from '#event-store/execute.js';
import {
  OPERATIONS_STREAM,
  type OperationsCommand,
  operationsDecider,
  type OperationsEvent,
  type OperationsState,
} from './operations.js';

/** What a person decides about parked events. */
export class RunOperationsCommand extends Command<Outcome<OperationsState, OperationsEvent>> {
  constructor(
    readonly command: OperationsCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RunOperationsCommand)
export class OperationsHandler implements ICommandHandler<RunOperationsCommand> {
  constructor(@Inject(CommandExecutor) private readonly executor: CommandExecutor) {}

  execute({ command, context }: RunOperationsCommand): Promise<Outcome<OperationsState, OperationsEvent>> {
    return this.executor.execute(operationsDecider, OPERATIONS_STREAM, command, context);
  }
}
