import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#event-store/command-context.js';
import { CommandExecutor, type Outcome } from '#event-store/execute.js';
import type { AwardCommand } from './award.commands.js';
import { awardDecider } from './award.decider.js';
import type { Rulebook } from './rulebook.js';
import type { AwardEvent } from './award.events.js';
import type { Award } from './award.js';

/** Where the handler finds the law; the module that wires the service says which value that is. */
export const AWARD_RULEBOOK = Symbol('AwardRulebook');

/** Anything that happens to one award of any programme; its id is its stream. */
export class RunAwardCommand extends Command<Outcome<Award, AwardEvent>> {
  constructor(
    readonly award: string,
    readonly command: AwardCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RunAwardCommand)
export class AwardHandler implements ICommandHandler<RunAwardCommand> {
  readonly #decider: ReturnType<typeof awardDecider>;

  constructor(
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(AWARD_RULEBOOK) rulebook: Rulebook,
  ) {
    this.#decider = awardDecider(rulebook);
  }

  execute({ award, command, context }: RunAwardCommand): Promise<Outcome<Award, AwardEvent>> {
    return this.executor.execute(this.#decider, award, command, context);
  }
}
