import { CHAIN_START } from '../content-of-event.js';
import type { LogPosition } from '../envelope.js';
import type { AppendRequest } from '../event-record.js';
import { type Appended, EventIdReused } from '../event-store.js';
import type { Stored } from './stored-form.js';

/**
 * What is known of one stream: which ids are in it and where its chain ends. The server looks for a repeated id only where the
 * append would go, and never at its content, so both are compared here. What is known is filled by reading alone, and is complete up
 * to `revision`; an append that the server accepts at `revision` therefore found the stream exactly so.
 */
export interface StreamIndex {
  /** -1 before the first event. */
  readonly revision: number;
  readonly streamHash: string;
  readonly size: number;
  readonly add: (stored: Stored) => void;
  /** The answer to an earlier append of the same events, or undefined when none of them is in the stream. */
  readonly earlierAnswer: (request: AppendRequest, attempt: string) => Appended | undefined;
}

interface Known {
  readonly revision: number;
  readonly position: LogPosition;
  readonly contentHash: string;
  readonly attempt: string;
}

const createStreamIndex = (grown: () => void): StreamIndex => {
  const byId = new Map<string, Known>();
  let end = { revision: -1, streamHash: CHAIN_START };
  return {
    get revision() {
      return end.revision;
    },
    get streamHash() {
      return end.streamHash;
    },
    get size() {
      return byId.size;
    },
    add: ({ event, attempt }) => {
      const { id, revision, position, contentHash, streamHash } = event;
      // Somebody else's duplicate does not hide the original.
      if (!byId.has(id)) {
        byId.set(id, { revision, position, contentHash, attempt });
        grown();
      }
      end = { revision, streamHash };
    },
    earlierAnswer: (request, attempt) => earlierAnswer(byId, request, attempt),
  };
};

const earlierAnswer = (
  byId: ReadonlyMap<string, Known>,
  { stream, events }: AppendRequest,
  attempt: string,
): Appended | undefined => {
  const known = events.map(({ id }) => byId.get(id));
  const first = known[0];
  const last = known.at(-1);
  const same = events.every(
    ({ contentHash }, index) =>
      known[index]?.contentHash === contentHash && known[index].revision === first!.revision + index,
  );
  if (same && last) {
    return { revision: last.revision, position: last.position, repeated: last.attempt !== attempt };
  }
  const culprit = events.find(({ id }) => byId.has(id));
  if (culprit) throw new EventIdReused(stream, culprit.id);
  return undefined;
};

export interface StreamIndexes {
  readonly of: (stream: string) => StreamIndex;
  /** Forgets the streams that were used longest ago, until what is kept fits. */
  readonly trim: () => void;
}

export const createStreamIndexes = (eventsMax: number): StreamIndexes => {
  const indexes = new Map<string, StreamIndex>();
  let events = 0;
  const grown = (): void => void (events += 1);
  const forget = (stream: string): void => {
    events -= indexes.get(stream)?.size ?? 0;
    indexes.delete(stream);
  };
  return {
    of: (stream) => {
      const index = indexes.get(stream) ?? createStreamIndex(grown);
      indexes.delete(stream);
      indexes.set(stream, index);
      return index;
    },
    trim: () => {
      for (const stream of indexes.keys()) {
        if (events <= eventsMax) return;
        forget(stream);
      }
    },
  };
};
