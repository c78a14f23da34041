import { CHAIN_START, chainHash, contentHashOf } from '#event-store/content-of-event.js';
import type { NewEvent, StoredEvent } from '#event-store/envelope.js';
import type { Appended, EventStore, ReadStreamOptions } from '#event-store/event-store.js';
import { canonicalJson } from '#kernel/content-hash.js';
import type { JsonObject } from '#kernel/fen-json.js';

/** More streams than a city works on. */
const ENDS_MOST = 60_000;

const READERS = 8;

/**
 * A log that nobody else writes to, for a loader: how a stream ends is known from what was appended, so a command asks the database
 * nothing before it is decided, and a stream that nobody has begun need not be looked for. Hashes of sealed texts differ from those in the
 * log; only what was handed out here is ever compared with them.
 */
export const soleWriterStore = async (inside: EventStore): Promise<EventStore> => {
  const begun = new Set<string>();
  for await (const { stream } of inside.readLog()) begun.add(stream);
  const ends = new Map<string, StoredEvent>();
  const inTurn = turns(READERS);

  const remember = (stream: string, end: StoredEvent): void => {
    ends.delete(stream);
    ends.set(stream, end);
    if (ends.size <= ENDS_MOST) return;
    const [oldest] = ends.keys();
    if (oldest !== undefined) ends.delete(oldest);
  };

  const written = (stream: string, events: readonly NewEvent[], appended: Appended): void => {
    const { revision, position, repeated } = appended;
    const before = ends.get(stream);
    const isFollowing = (before?.revision ?? -1) + events.length === revision;
    const isKnown = !repeated && isFollowing && (before !== undefined || !begun.has(stream));
    begun.add(stream);
    ends.delete(stream);
    const last = events.at(-1);
    if (!isKnown || !last) return;
    let streamHash = before?.streamHash ?? CHAIN_START;
    let contentHash = '';
    for (const event of events) {
      contentHash = contentHashOf(event);
      streamHash = chainHash(streamHash, contentHash);
    }
    remember(stream, { ...last, stream, revision, position, contentHash, streamHash });
  };

  async function* readStream(stream: string, options: ReadStreamOptions = {}): AsyncGenerator<StoredEvent> {
    if (!begun.has(stream)) return;
    const { from = 0, limit } = options;
    const known = ends.get(stream);
    if (known && from >= known.revision) {
      if (from === known.revision && limit !== 0) yield asRead(known);
      return;
    }
    const events = await inTurn(() => collected(inside.readStream(stream, options)));
    const end = events.at(-1);
    if (end && limit === undefined) remember(stream, end);
    yield* events;
  }

  return {
    ...inside,
    readStream,
    append: async (stream, expected, events) => {
      const appended = await inside.append(stream, expected, events);
      written(stream, events, appended);
      return appended;
    },
  };
};

const collected = async (stream: AsyncIterable<StoredEvent>): Promise<readonly StoredEvent[]> => {
  const events: StoredEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
};

/** So many at a time, because hundreds would wait for a connection until they are taken for lost. */
const turns = (atOnce: number) => {
  const waiting: (() => void)[] = [];
  let busy = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (busy === atOnce) await new Promise<void>((go) => waiting.push(go));
    else busy += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
    }
  };
};

/** The first event of a stream may be folded, and then a state must not depend on whether it was read. */
const asRead = (event: StoredEvent): StoredEvent =>
  event.revision === 0 ? { ...event, data: JSON.parse(canonicalJson(event.data)) as JsonObject } : event;
