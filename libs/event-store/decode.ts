import type { DomainEvent } from '#kernel/decider.js';
import { fromStored } from '#kernel/fen-json.js';
import type { NewEvent } from './envelope.js';
import { currentDataOf } from './upcasting.js';

/** A stored event as the domain sees it, in its current version. An event from a newer version of the service stops the reader. */
export const decode = <E extends DomainEvent>(stored: Pick<NewEvent, 'type' | 'version' | 'data'>): E =>
  ({ type: stored.type, data: fromStored(currentDataOf(stored)) }) as unknown as E;
