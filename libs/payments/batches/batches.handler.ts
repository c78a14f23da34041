import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#event-store/command-context.js';
import { CommandExecutor, type Outcome } from '#event-store/execute.js';
import type { BatchState } from './batch-state.js';
import type { BatchEvent } from './batches.events.js';
import { type BatchCommand, batchDecider } from './batches.js';

/** Anything that happens to one payment batch; its id is its stream. */
export class RunBatchCommand extends Command<Outcome<BatchState, BatchEvent>> {
  constructor(
    readonly batch: string,
    readonly command: BatchCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RunBatchCommand)
export class BatchesHandler implements ICommandHandler<RunBatchCommand> {
  constructor(@Inject(CommandExecutor) private readonly executor: CommandExecutor) {}

  execute({ batch, command, context }: RunBatchCommand): Promise<Outcome<BatchState, BatchEvent>> {
    return this.executor.execute(batchDecider, batch, command, context);
  }
}
