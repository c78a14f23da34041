import type { DomainEvent } from '#kernel/decider.js';
import { fromStored, fromStoredInPlace } from '#kernel/fen-json.js';
import type { StoredEvent } from './envelope.js';
import { currentDataOf, currentVersionOf } from './upcasting.js';

type Stored = Pick<StoredEvent, 'type' | 'version' | 'data' | 'ownData'>;

/** A stored event as the domain sees it, in its current version. An event from a newer version of the service stops the reader. */
export const decode = <E extends DomainEvent>(stored: Stored): E =>
  ({ type: stored.type, data: domainDataOf(stored) }) as unknown as E;

/** What an upcaster returns may be somebody else's in part, so it is copied. */
const domainDataOf = (stored: Stored): object => {
  const { type, version } = stored;
  const data = stored.ownData ? stored.ownData() : stored.data;
  return stored.ownData && version === currentVersionOf(type)
    ? fromStoredInPlace(data)
    : fromStored(currentDataOf({ type, version, data }));
};
