import { assert } from '#kernel/assert.js';
import { canonicalJson } from '#kernel/content-hash.js';
import { chainHash, contentHashOfText, coveredText } from './content-of-event.js';
import type { LogPosition, NewEvent, StoredEvent } from './envelope.js';
import { EventCorrupted, type ExpectedRevision } from './event-store.js';
import { logPosition, placeOf } from './log-position.js';
import { RecordedEvent } from './recorded-event.js';

/** An event as text, ready to be written. */
export interface EncodedEvent {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly effectiveOn: string;
  /** Canonical JSON; what the content hash covers, byte by byte. */
  readonly data: string;
  readonly metadata: string;
  readonly contentHash: string;
}

/** An event as the stores of one log keep it. */
export interface EventRecord extends EncodedEvent {
  readonly place: number;
  readonly stream: string;
  readonly revision: number;
  readonly streamHash: string;
}

/** One append, encoded before anything is sent, so that what cannot be serialised fails alone. */
export interface AppendRequest {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly EncodedEvent[];
  readonly sizeBytes: number;
}

const LOWER_CASE_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const encodeEvent = (event: NewEvent): EncodedEvent => {
  assert(LOWER_CASE_UUID.test(event.id), `An event id is a lower-case UUID, not ${event.id}`);
  const data = canonicalJson(event.data);
  return {
    id: event.id,
    type: event.type,
    version: event.version,
    effectiveOn: event.effectiveOn,
    data,
    metadata: JSON.stringify(event.metadata),
    contentHash: contentHashOfText(event, coveredText(event.metadata), data),
  };
};

/** @throws InvariantBroken for what no caller may ask: nothing to append, one id twice, a stream without a name. */
export const encodeAppend = (
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): AppendRequest => {
  assert(stream !== '', 'A stream has a name');
  assert(events.length > 0, `An append to ${stream} without events is a bug of the caller`);
  assert(
    typeof expected !== 'number' || (Number.isSafeInteger(expected) && expected >= 0),
    `Not a revision: ${expected}`,
  );
  assert(
    new Set(events.map((event) => event.id)).size === events.length,
    `One event id twice in an append to ${stream}`,
  );
  const encoded = events.map(encodeEvent);
  const sizeBytes = encoded.reduce((sum, event) => sum + event.data.length + event.metadata.length + 250, 0);
  return { stream, expected, events: encoded, sizeBytes };
};

/** Record → event, after recomputing its content hash. */
export const decodeRecord = (record: EventRecord): StoredEvent => new RecordedEvent(record);

/** The end of what was read of a stream so far; without a hash when its beginning was not read. */
export interface ChainLink {
  readonly revision: number;
  readonly streamHash?: string;
}

/** The event that follows `previous` in its stream; its revision and its chain must say so. */
export const assertFollows = (previous: ChainLink, event: StoredEvent): void => {
  const where = `${event.stream}@${event.revision}`;
  if (event.revision !== previous.revision + 1) {
    throw new EventCorrupted(where, `revision ${previous.revision + 1} is missing`);
  }
  if (
    previous.streamHash !== undefined &&
    event.streamHash !== chainHash(previous.streamHash, event.contentHash)
  ) {
    throw new EventCorrupted(where, 'it does not continue the chain of its stream');
  }
};

/** The log has no gaps, so a missing place is a missing event. */
export const assertNoGap = (previousPlace: number, place: number): void => {
  if (place !== previousPlace + 1) {
    throw new EventCorrupted(logPosition(previousPlace + 1), 'the event at this position is missing');
  }
};

/**
 * A checkpoint after the head belongs to another log, or to this one before it was restored from an older copy. Waiting there would
 * skip every event that is written until the log gets so far.
 */
export const assertReached = (position: LogPosition | undefined, head: LogPosition | undefined): void => {
  if (placeOf(position) > placeOf(head)) {
    throw new EventCorrupted(position ?? 'its start', `the log ends at ${head ?? 'its start'}`);
  }
};
