import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#event-store/command-context.js';
import { CommandExecutor, type Outcome } from '#event-store/execute.js';
import { derivedUuid } from '#kernel/ids.js';
import {
  type PolicyCommand,
  policyDecider,
  type PolicyEvent,
  type PolicyState,
  policyStream,
} from './policy.js';
import { POLICY_LIST, policyListDecider } from './policy-list.js';

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

  async execute({ command, context }: RunPolicyCommand): Promise<Outcome<PolicyState, PolicyEvent>> {
    const outcome = await this.executor.execute(policyDecider, policyStream(command.book), command, context);
    if (!outcome.refusal) await this.#list(command, context);
    return outcome;
  }

  /** Also on publication, so that a book whose draft was cut short here is listed before it counts. */
  async #list({ book, by }: PolicyCommand, context: CommandContext): Promise<void> {
    const { expectedRevision: _ofTheBook, commandHash: _ofTheCommand, ...own } = context;
    const commandId = derivedUuid('policy-list', context.commandId);
    const command = { type: 'ListPolicyBook', book, by } as const;
    await this.executor.execute(policyListDecider, POLICY_LIST, command, { ...own, commandId });
  }
}
