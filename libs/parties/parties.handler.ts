import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#event-store/command-context.js';
import { CommandExecutor, type Outcome } from '#event-store/execute.js';
import type { PartyEvent } from './parties.events.js';
import { type PartyCommand, partyDecider } from './parties.js';
import type { PartyState } from './party-state.js';

/** Anything that happens to one party; its id is its stream. */
export class RunPartyCommand extends Command<Outcome<PartyState, PartyEvent>> {
  constructor(
    readonly party: string,
    readonly command: PartyCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RunPartyCommand)
export class PartiesHandler implements ICommandHandler<RunPartyCommand> {
  constructor(@Inject(CommandExecutor) private readonly executor: CommandExecutor) {}

  execute({ party, command, context }: RunPartyCommand): Promise<Outcome<PartyState, PartyEvent>> {
    return this.executor.execute(partyDecider, party, command, context);
  }
}
