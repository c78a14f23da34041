import type { LogPosition, StoredEvent } from '#event-store/envelope.js';

/**
 * A process manager: it reads an event and issues commands. It gets every event at least once and in log order, so what it
 * does must be harmless when repeated; `reactionTo` derives the command ids that make it so.
 */
export interface Reaction {
  readonly name: string;
  /** Types of events it does something with; absent means all. The runner may leave out the others. */
  readonly types?: readonly string[];
  /** @throws when the reaction could not be finished; it is then called again with the same event. */
  handle(event: StoredEvent): Promise<void>;
}

export const isInterestedIn = (reaction: Reaction, event: StoredEvent): boolean =>
  reaction.types?.includes(event.type) ?? true;

/** Remembers, under a name, the last event that needs no handing over any more. */
export interface CheckpointStore {
  /** Undefined at the start of the log. */
  load(name: string): Promise<LogPosition | undefined>;
  save(name: string, position: LogPosition): Promise<void>;
}
