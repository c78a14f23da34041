import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#event-store/command-context.js';
import { CommandExecutor, type Outcome } from '#event-store/execute.js';
import { derivedUuid } from '#kernel/ids.js';
import type { RevisionEvent } from './revision.events.js';
import {
  type DraftedPackage,
  type RevisionCommand,
  revisionDecider,
  type RevisionState,
} from './revision.js';
import { REVISION_LIST, revisionListDecider } from './revision-list.js';

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

  async execute({
    revision,
    command,
    context,
  }: RunRevisionCommand): Promise<Outcome<RevisionState, RevisionEvent>> {
    const outcome = await this.executor.execute(revisionDecider, revision, command, context);
    if (!outcome.refusal && outcome.state.status !== 'none') await this.#list(outcome.state, context);
    return outcome;
  }

  /** On every command, so that a package whose draft was cut short here is listed before it is approved. */
  async #list({ draft }: DraftedPackage, context: CommandContext): Promise<void> {
    const { expectedRevision: _ofThePackage, commandHash: _ofTheCommand, ...own } = context;
    const commandId = derivedUuid('revision-list', context.commandId);
    const { revision, book, policyVersion } = draft;
    const command = { type: 'ListPackage', revision, book, policyVersion } as const;
    await this.executor.execute(revisionListDecider, REVISION_LIST, command, { ...own, commandId });
  }
}
