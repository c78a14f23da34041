import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#event-store/command-context.js';
import { CommandExecutor, type Outcome } from '#event-store/execute.js';
import {
  type PolicyCommand,
  policyDecider,
  type PolicyEvent,
  type PolicyState,
  policyStream,
} from './policy.js';

/** Anything that happens to the versions of a policy book. */
export class RunPolicyCommand extends Command<Outcome<PolicyState, PolicyEvent>> {
  constructor(
    readonly command: PolicyCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RunPolicyCommand)
export class PolicyHandler implements ICommandHandler<RunPolicyCommand> {
  constructor(@Inject(CommandExecutor) private readonly executor: CommandExecutor) {}

  execute({ command, context }: RunPolicyCommand): Promise<Outcome<PolicyState, PolicyEvent>> {
    return this.executor.execute(policyDecider, policyStream(command.book), command, context);
  }
}
