import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#event-store/command-context.js';
import { CommandExecutor, type Outcome } from '#event-store/execute.js';
import type { UserEvent } from './user.events.js';
import { type UserCommand, userDecider, type UserState, userStream } from './user.js';

/** Anything that happens to one user, by name. */
export class RunUserCommand extends Command<Outcome<UserState, UserEvent>> {
  constructor(
    readonly user: string,
    readonly command: UserCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RunUserCommand)
export class UserHandler implements ICommandHandler<RunUserCommand> {
  constructor(@Inject(CommandExecutor) private readonly executor: CommandExecutor) {}

  execute({ user, command, context }: RunUserCommand): Promise<Outcome<UserState, UserEvent>> {
    return this.executor.execute(userDecider, userStream(user), command, context);
  }
}
