import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#event-store/command-context.js';
import { CommandExecutor, type Outcome } from '#event-store/execute.js';
import type { BudgetCommand } from './budget-commands.js';
import type { BudgetState } from './budget-line.js';
import {
  type BudgetTransfer,
  type BudgetTransferCommand,
  budgetTransferDecider,
  type BudgetTransferEvent,
} from './budget-transfer.js';
import type { BudgetEvent } from './budgets.events.js';
import { budgetDecider, budgetStream } from './budgets.js';

/** Anything that happens to one budget line in one fiscal year. */
export class RunBudgetCommand extends Command<Outcome<BudgetState, BudgetEvent>> {
  constructor(
    readonly line: string,
    readonly year: number,
    readonly command: BudgetCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RunBudgetCommand)
export class BudgetsHandler implements ICommandHandler<RunBudgetCommand> {
  constructor(@Inject(CommandExecutor) private readonly executor: CommandExecutor) {}

  execute({ line, year, command, context }: RunBudgetCommand): Promise<Outcome<BudgetState, BudgetEvent>> {
    return this.executor.execute(budgetDecider, budgetStream(line, year), command, context);
  }
}

/** Anything that happens to one transfer between lines; its id is its stream. */
export class RunTransferCommand extends Command<Outcome<BudgetTransfer, BudgetTransferEvent>> {
  constructor(
    readonly transfer: string,
    readonly command: BudgetTransferCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RunTransferCommand)
export class TransfersHandler implements ICommandHandler<RunTransferCommand> {
  constructor(@Inject(CommandExecutor) private readonly executor: CommandExecutor) {}

  execute({
    transfer,
    command,
    context,
  }: RunTransferCommand): Promise<Outcome<BudgetTransfer, BudgetTransferEvent>> {
    return this.executor.execute(budgetTransferDecider, transfer, command, context);
  }
}
