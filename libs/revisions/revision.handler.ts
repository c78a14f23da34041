import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#event-store/command-context.js';
import { CommandExecutor, type Outcome } from '#event-store/execute.js';
import type { RevisionEvent } from './revision.events.js';
import { type RevisionCommand, revisionDecider, type RevisionState } from './revision.js';

/** Anything that happens to one package of top-ups and recoveries; its id is its stream. */
export class RunRevisionCommand extends Command<Outcome<RevisionState, RevisionEvent>> {
  constructor(
    readonly revision: string,
    readonly command: RevisionCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RunRevisionCommand)
export class RevisionHandler implements ICommandHandler<RunRevisionCommand> {
  constructor(@Inject(CommandExecutor) private readonly executor: CommandExecutor) {}

  execute({
    revision,
    command,
    context,
  }: RunRevisionCommand): Promise<Outcome<RevisionState, RevisionEvent>> {
    return this.executor.execute(revisionDecider, revision, command, context);
  }
}
