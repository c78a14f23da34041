import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#event-store/command-context.js';
import { CommandExecutor, type Outcome } from '#event-store/execute.js';
import type { BankFileState } from './bank-file-state.js';
import type { ReconciliationEvent } from './reconciliation.events.js';
import { bankFileDecider, type ReconciliationCommand } from './reconciliation.js';

/** Anything that happens to one file of bank answers; its id is its stream. */
export class RunReconciliationCommand extends Command<Outcome<BankFileState, ReconciliationEvent>> {
  constructor(
    readonly file: string,
    readonly command: ReconciliationCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RunReconciliationCommand)
export class ReconciliationHandler implements ICommandHandler<RunReconciliationCommand> {
  constructor(@Inject(CommandExecutor) private readonly executor: CommandExecutor) {}

  execute({
    file,
    command,
    context,
  }: RunReconciliationCommand): Promise<Outcome<BankFileState, ReconciliationEvent>> {
    return this.executor.execute(bankFileDecider, file, command, context);
  }
}
