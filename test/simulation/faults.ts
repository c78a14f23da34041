import type { NewEvent } from '#event-store/envelope.js';
import type { Appended, EventStore, ExpectedRevision } from '#event-store/event-store.js';

/**
 * What goes wrong while process managers handle one event, at the nth time they write: the process dies before or after it has
 * written, or somebody else does something in that very moment.
 */
export interface Fault {
  readonly kind: 'dies-before' | 'dies-after' | 'meanwhile';
  /** From 1. */
  readonly atWrite: number;
}

/** Stands for `kill -9`: whoever gets it does nothing more. */
export class Killed extends Error {}

/** The store as a process sees it that may die at a write. */
export const faultyStore = (
  store: EventStore,
  fault: Fault | undefined,
  meanwhile: () => Promise<void>,
): EventStore => {
  let writes = 0;
  let isDead = false;
  const alive = (): void => {
    if (isDead) throw new Killed('A dead process writes nothing');
  };
  const die = (): never => {
    isDead = true;
    throw new Killed(`Killed ${fault?.kind} write ${writes}`);
  };
  return {
    ...store,
    append: async (
      stream: string,
      expected: ExpectedRevision,
      events: readonly NewEvent[],
    ): Promise<Appended> => {
      alive();
      writes += 1;
      const isNow = fault?.atWrite === writes;
      if (isNow && fault.kind === 'meanwhile') await meanwhile();
      if (isNow && fault.kind === 'dies-before') die();
      const appended = await store.append(stream, expected, events);
      if (isNow && fault.kind === 'dies-after') die();
      return appended;
    },
  };
};

/** The store of one of two processes that work at the same time: what one does falls between the steps of the other. */
export const slowStore = (store: EventStore, pauses: () => number): EventStore => ({
  ...store,
  append: async (
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<Appended> => {
    for (let left = pauses(); left > 0; left -= 1) await Promise.resolve();
    return store.append(stream, expected, events);
  },
});
