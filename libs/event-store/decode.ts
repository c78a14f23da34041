import { assert } from '#kernel/assert.js';
import type { DomainEvent } from '#kernel/decider.js';
import { fromStored } from '#kernel/fen-json.js';
import type { StoredEvent } from './envelope.js';

/** Every event type is at version 1 until a shape changes; then its upcaster is registered here. */
export const CURRENT_VERSION = 1;

/** A stored event as the domain sees it. An event from a newer version of the service stops the reader. */
export const decode = <E extends DomainEvent>(stored: StoredEvent): E => {
  assert(
    stored.version === CURRENT_VERSION,
    `${stored.type} has version ${stored.version}, newer than this service`,
  );
  return { type: stored.type, data: fromStored(stored.data) } as unknown as E;
};
