import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#event-store/command-context.js';
import { CommandExecutor, type Outcome } from '#event-store/execute.js';
import type { RecoveryEvent } from './recovery.events.js';
import { recoveryDecider } from './recovery.js';
import type { RecoveryState } from './recovery-case.js';
import type { RecoveryCommand } from './recovery-commands.js';

/** Anything that happens to one recovery case; its id is its stream. */
export class RunRecoveryCommand extends Command<Outcome<RecoveryState, RecoveryEvent>> {
  constructor(
    readonly caseId: string,
    readonly command: RecoveryCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RunRecoveryCommand)
export class RecoveryHandler implements ICommandHandler<RunRecoveryCommand> {
  constructor(@Inject(CommandExecutor) private readonly executor: CommandExecutor) {}

  execute({ caseId, command, context }: RunRecoveryCommand): Promise<Outcome<RecoveryState, RecoveryEvent>> {
    return this.executor.execute(recoveryDecider, caseId, command, context);
  }
}
