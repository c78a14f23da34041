import { type EventData, jsonEvent, type RecordedEvent } from '@eventstore/db-client';
import type { BusinessDate } from '#kernel/business-date.js';
import type { JsonObject } from '#kernel/fen-json.js';
import { chainHash, contentHashOf } from '../content-of-event.js';
import type { EventMetadata, StoredEvent } from '../envelope.js';
import type { EncodedEvent } from '../event-record.js';
import { EventCorrupted } from '../event-store.js';
import { positionOf } from './log-place.js';

/** What of an event has no place of its own in this engine. */
interface Extras {
  readonly version: number;
  readonly effectiveOn: BusinessDate;
  readonly contentHash: string;
  readonly streamHash: string;
  /** Drawn for each call to `append`: tells the writer of an event from another process that wrote the same at the same time. */
  readonly attempt: string;
}

export interface Stored {
  readonly event: StoredEvent;
  readonly attempt: string;
}

/**
 * Events as the client takes them, chained to `previousHash`. They come from text, so that nothing in them can fail to be written:
 * the client would answer that with an unhandled rejection and an append that never ends.
 */
export const eventsToSend = (
  events: readonly EncodedEvent[],
  previousHash: string,
  attempt: string,
): EventData[] => {
  let streamHash = previousHash;
  return events.map(({ id, type, data, metadata, version, effectiveOn, contentHash }) => {
    streamHash = chainHash(streamHash, contentHash);
    const extras = { version, effectiveOn, contentHash, streamHash, attempt };
    return jsonEvent({
      id,
      type,
      data: JSON.parse(data) as JsonObject,
      metadata: { ...(JSON.parse(metadata) as object), ...extras },
    });
  });
};

/** Recorded event → event, after recomputing its content hash. */
export const storedOf = (recorded: RecordedEvent, prefix: string): Stored => {
  const stream = recorded.streamId.slice(prefix.length);
  const revision = Number(recorded.revision);
  const { id, type, data } = recorded;
  const written: unknown = recorded.metadata;
  if (!recorded.isJson || !isWritten(written))
    throw new EventCorrupted(`${stream}@${revision}`, 'it was not written by this service');
  const { version, effectiveOn, contentHash, streamHash, attempt, ...rest } = written;
  const metadata = rest as EventMetadata;
  const content = { id, type, version, effectiveOn, data: data as JsonObject, metadata };
  if (hashOrNothing(content) !== contentHash) {
    throw new EventCorrupted(`${stream}@${revision}`, 'its content does not match its hash');
  }
  return {
    event: { ...content, stream, revision, position: positionOf(recorded), contentHash, streamHash },
    attempt,
  };
};

const isWritten = (metadata: unknown): metadata is EventMetadata & Extras => {
  const { contentHash, streamHash, actor } = (metadata ?? {}) as Partial<EventMetadata & Extras>;
  return typeof contentHash === 'string' && typeof streamHash === 'string' && typeof actor === 'object';
};

/** Content that cannot even be hashed, for instance half a character, was not written by us either. */
const hashOrNothing = (content: Parameters<typeof contentHashOf>[0]): string | undefined => {
  try {
    return contentHashOf(content);
  } catch {
    return undefined;
  }
};
