import { type Actor, SYSTEM } from '#kernel/actor.js';
import { type BusinessDate, businessDateAt, type Instant } from '#kernel/business-date.js';
import { derivedUuid } from '#kernel/ids.js';
import type { StoredEvent } from './envelope.js';

/** What comes with a command besides what it asks for. */
export interface CommandContext {
  /** UUID; a repeated command has the same. */
  readonly commandId: string;
  /** Hash of the request as the caller sent it; by default of the command. */
  readonly commandHash?: string;
  readonly actor: Actor;
  readonly now: Instant;
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly policyVersion?: string;
  /** The day the facts count from; the business day of `now` by default. */
  readonly effectiveOn?: BusinessDate;
  /** `If-Match`: the stream revision the caller has seen. */
  readonly expectedRevision?: number;
}

export const effectiveOnOf = (context: CommandContext): BusinessDate =>
  context.effectiveOn ?? businessDateAt(context.now);

/**
 * Context of a command that a reaction to an event issues. Id and hash come from the event and the step alone, so a second
 * delivery gets the first answer even when what the command was made from has changed meanwhile.
 */
export const reactionTo = (event: StoredEvent, ...step: readonly (string | number)[]): CommandContext => ({
  commandId: derivedUuid('reaction', event.id, ...step),
  commandHash: derivedUuid('reaction-content', event.id, ...step),
  actor: SYSTEM,
  // A reaction happens at the moment of its cause, so that a replay writes the same events.
  now: event.metadata.recordedAt,
  correlationId: event.metadata.correlationId,
  causationId: event.id,
});
