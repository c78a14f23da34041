import type { CommandExecutor, Outcome } from '#event-store/execute.js';
import type { Actor } from '#kernel/actor.js';
import type { BusinessDate, Instant } from '#kernel/business-date.js';
import type { Decider, DomainEvent } from '#kernel/decider.js';
import { derivedUuid } from '#kernel/ids.js';
import { RefusalError } from '#kernel/refusal.js';

/** Who works in the city: the demo people, so that the history can be looked at as any of them. */
export const OFFICERS: readonly Actor[] = ['officer', 'officer2'].map((id) => ({
  id,
  role: 'programme-officer',
}));
export const VERIFIER: Actor = { id: 'verifier', role: 'programme-verifier' };
export const APPROVER: Actor = { id: 'approver', role: 'programme-verifier' };
export const MAKER: Actor = { id: 'maker', role: 'finance-maker' };
export const CHECKERS: readonly Actor[] = ['checker', 'checker2'].map((id) => ({
  id,
  role: 'finance-checker',
}));
export const ADMIN: Actor = { id: 'admin', role: 'administrator' };

/** The moment at which everybody is working. */
export interface Moment {
  readonly day: BusinessDate;
  readonly now: Instant;
}

type Give = <C extends object, S, E extends DomainEvent>(
  decider: Decider<C, S, E>,
  stream: string,
  command: C,
  actor: Actor,
  at: Moment,
  key?: string,
) => Promise<Outcome<S, E>>;

/** Gives commands as people do, each under an id of its own that another run of the same seed gives again. */
export interface Desk {
  /** @returns what became of it; a refusal is an answer like any other. */
  readonly ask: Give;
  /** @throws when it is refused: then the generator is wrong, not the city. */
  readonly order: Give;
  readonly executor: CommandExecutor;
}

export const openDesk = (executor: CommandExecutor, seed: number): Desk => {
  const ask: Give = (decider, stream, command, actor, { now }, key = '') => {
    const type = 'type' in command ? String(command.type) : '';
    const commandId = derivedUuid('city', seed, stream, type, now, key);
    return executor.execute(decider, stream, command, {
      commandId,
      actor,
      now,
      correlationId: commandId,
      causationId: null,
    });
  };
  return {
    executor,
    ask,
    order: async (...order) => {
      const outcome = await ask(...order);
      if (outcome.refusal) throw new RefusalError(outcome.refusal);
      return outcome;
    },
  };
};

/** Does the work of many at once, so that their commits are written together; in the order given where nothing waits. */
export const allOf = async <T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> => {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
};
