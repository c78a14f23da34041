import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '#event-store/command-context.js';
import { CommandExecutor, type Outcome } from '#event-store/execute.js';
import type { DayEndProved } from './day-end.events.js';
import { dayEndDecider, PROOFS_STREAM, type ProofsState, type ProveDayEnd } from './day-end.js';

/** Puts a proof on record. */
export class RecordDayEndProof extends Command<Outcome<ProofsState, DayEndProved>> {
  constructor(
    readonly command: ProveDayEnd,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(RecordDayEndProof)
export class DayEndProofHandler implements ICommandHandler<RecordDayEndProof> {
  constructor(@Inject(CommandExecutor) private readonly executor: CommandExecutor) {}

  execute({ command, context }: RecordDayEndProof): Promise<Outcome<ProofsState, DayEndProved>> {
    return this.executor.execute(dayEndDecider, PROOFS_STREAM, command, context);
  }
}
