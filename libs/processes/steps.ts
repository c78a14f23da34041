import { CAP_HANDED_OVER } from '#caps/hand-over-cap.js';
import { type CommandContext, reactionTo } from '#event-store/command-context.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { CommandExecutor, Outcome } from '#event-store/execute.js';
import { InvariantBroken } from '#kernel/assert.js';
import type { Decider, DomainEvent } from '#kernel/decider.js';

/** The commands of one reaction, each with an id of its own derived from the event. */
export interface Steps {
  /** Gives a command whose refusal is one of the expected answers. */
  ask<C extends object, S, E extends DomainEvent>(
    decider: Decider<C, S, E>,
    stream: string,
    command: C,
    ...step: (string | number)[]
  ): Promise<Outcome<S, E>>;
  /** Gives a command that has to succeed; a refusal stops the process, because payment stops rather than guesses. */
  order<C extends object, S, E extends DomainEvent>(
    decider: Decider<C, S, E>,
    stream: string,
    command: C,
    ...step: (string | number)[]
  ): Promise<Outcome<S, E>>;
}

export const stepsOf = (executor: CommandExecutor, event: StoredEvent): Steps => {
  const context = (stream: string, type: string, step: readonly (string | number)[]): CommandContext => ({
    ...reactionTo(event, stream, type, ...step),
    effectiveOn: event.effectiveOn,
    policyVersion: event.metadata.policyVersion ?? undefined,
  });
  const ask: Steps['ask'] = async (decider, stream, command, ...step) => {
    const asked = context(stream, typeOf(command), step);
    const outcome = await executor.execute(decider, stream, command, asked);
    const { refusal } = outcome;
    // Awards name the cap account that granted, for ever; where its subject became somebody else, the other account answers.
    if (refusal?.code !== CAP_HANDED_OVER) return outcome;
    return ask(decider, String(refusal.facts?.to), command, ...step);
  };
  return {
    ask,
    order: async (decider, stream, command, ...step) => {
      const outcome = await ask(decider, stream, command, ...step);
      if (outcome.refusal)
        throw new InvariantBroken(
          `${typeOf(command)} on ${stream} was refused: ${outcome.refusal.code} ${outcome.refusal.en}`,
        );
      return outcome;
    },
  };
};

const typeOf = (command: object): string => ('type' in command ? String(command.type) : '');
