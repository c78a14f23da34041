import { assert } from '#kernel/assert.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { canonicalJson } from '#kernel/content-hash.js';
import { chainHash, contentHashOfText } from './content-of-event.js';
import type { EventMetadata, LogPosition, NewEvent, StoredEvent } from './envelope.js';
import { EventCorrupted, type ExpectedRevision } from './event-store.js';
import { logPosition, placeOf } from './log-position.js';

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
    contentHash: contentHashOfText(event, data),
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

/**
 * Record → event, after recomputing its content hash. Data and metadata are parsed when somebody looks at them: most readers of the
 * log want some types only. What the hash covers of the metadata is found in its text; parsing must then come to the same.
 */
export const decodeRecord = (record: EventRecord): StoredEvent => {
  const { id, type, version, stream, revision, contentHash, streamHash } = record;
  const effectiveOn = record.effectiveOn as BusinessDate;
  const assertIntact = (metadata: Covered): void => {
    if (contentHashOfText({ id, type, version, effectiveOn, metadata }, record.data) === contentHash) return;
    throw new EventCorrupted(`${stream}@${revision}`, 'its content does not match its hash');
  };
  const found = coveredIn(record.metadata);
  let metadata = found ? undefined : (JSON.parse(record.metadata) as EventMetadata);
  assertIntact(found ?? (metadata as EventMetadata));
  let data: StoredEvent['data'] | undefined;
  return {
    id,
    type,
    version,
    effectiveOn,
    get metadata() {
      if (metadata) return metadata;
      metadata = JSON.parse(record.metadata) as EventMetadata;
      if (!sameCovered(found, metadata)) assertIntact(metadata);
      return metadata;
    },
    get data() {
      return (data ??= JSON.parse(record.data) as StoredEvent['data']);
    },
    stream,
    revision,
    position: logPosition(record.place),
    contentHash,
    streamHash,
  };
};

/** What the content hash covers of the metadata. */
type Covered = Pick<EventMetadata, 'actor' | 'commandId'>;

/** As this service writes it, where nothing needs an escape. A quotation mark inside a text always has a backslash before it. */
const COVERED =
  /^\{"recordedAt":"[^"\\]*","actor":\{"id":"([^"\\]*)","role":"([^"\\]*)"[^{}]*\},"commandId":"([^"\\]*)"/;

const coveredIn = (metadata: string): Covered | undefined => {
  const match = COVERED.exec(metadata);
  if (!match) return undefined;
  const [, id, role, commandId] = match as unknown as [
    string,
    string,
    EventMetadata['actor']['role'],
    string,
  ];
  return { actor: { id, role }, commandId };
};

const sameCovered = (found: Covered | undefined, { actor, commandId }: Covered): boolean =>
  found?.commandId === commandId && found.actor.id === actor.id && found.actor.role === actor.role;

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
export const assertNoGap = (previousPlace: number, record: EventRecord): void => {
  if (record.place !== previousPlace + 1) {
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
