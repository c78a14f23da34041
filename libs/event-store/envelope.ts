import type { Actor } from '#kernel/actor.js';
import type { BusinessDate, Instant } from '#kernel/business-date.js';
import type { JsonObject } from '#kernel/fen-json.js';
import type { Refusal } from '#kernel/refusal.js';

/** Who wrote an event, when, on whose order and under which policy. */
export interface EventMetadata {
  readonly recordedAt: Instant;
  readonly actor: Actor;
  /** The command that produced the event, and the hash of what it asked for: a retry must ask for the same. */
  readonly commandId: string;
  readonly commandHash: string;
  /** Shared by everything that one outside request set in motion. */
  readonly correlationId: string;
  /** The event that caused the command, or null when a person did. */
  readonly causationId: string | null;
  /** For instance `JX24@1`; null where no policy decides. */
  readonly policyVersion: string | null;
  /** Present when the event puts a refused attempt on record; a retry gets the same refusal. */
  readonly refusal?: Refusal;
}

/** An event on its way into the log. `data` is plain JSON; amounts are strings of fen (see `#kernel/fen-json.js`). */
export interface NewEvent {
  readonly id: string;
  readonly type: string;
  /** Version of the shape of `data`, from 1. */
  readonly version: number;
  readonly data: JsonObject;
  /** The day the fact counts from. */
  readonly effectiveOn: BusinessDate;
  readonly metadata: EventMetadata;
}

/** Opaque place in the log, comparable as text: a later event has a greater position. */
export type LogPosition = string & { readonly __logPosition?: never };

export interface StoredEvent extends NewEvent {
  readonly stream: string;
  /** Place in the stream, from 0 without gaps. */
  readonly revision: number;
  readonly position: LogPosition;
  /** SHA-256 over what makes the event this fact; see `content-of-event.ts`. */
  readonly contentHash: string;
  /** SHA-256 over the previous event's `streamHash` and this `contentHash`: a chain per stream. */
  readonly streamHash: string;
  /** The data parsed anew, for a caller who changes them; missing where an event was not made of text. */
  ownData?(): JsonObject;
}
