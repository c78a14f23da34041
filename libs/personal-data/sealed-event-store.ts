import type { NewEvent, StoredEvent } from '#event-store/envelope.js';
import type { Appended, EventStore, ExpectedRevision, LogItem } from '#event-store/event-store.js';
import { assert } from '#kernel/assert.js';
import type { PersonKeys } from './person-keys.js';
import { isPersonal, openTexts, sealEvent } from './seal-event.js';

/**
 * The same event store with personal texts sealed on the way in and opened on the way out. What lies inside, hashes, chains, backups
 * and other readers, only ever sees sealed text, and therefore stays true when a key is destroyed.
 *
 * Read models follow the store inside: their rows are as sealed as the log.
 */
export const sealedEventStore = (inside: EventStore, keys: PersonKeys): EventStore => {
  const open = async (event: StoredEvent): Promise<StoredEvent> => {
    // One by one: an event may keep its fields where a copy does not find them.
    const { id, type, version, effectiveOn, metadata, stream } = event;
    const { revision, position, contentHash, streamHash } = event;
    const data = await openTexts(keys, event.data);
    const chained = { revision, position, contentHash, streamHash };
    return { id, type, version, effectiveOn, metadata, data, stream, ...chained };
  };
  async function* openEach(events: AsyncIterable<StoredEvent>): AsyncIterable<StoredEvent> {
    for await (const event of events) yield isPersonal(event.type) ? await open(event) : event;
  }
  async function* openItems(items: AsyncIterable<LogItem>): AsyncIterable<LogItem> {
    for await (const item of items) {
      const closed = item.kind === 'event' && isPersonal(item.event.type);
      yield closed ? { kind: 'event', event: await open(item.event) } : item;
    }
  }
  // What was accepted before the store closes is still sealed and appended.
  const sealing = new Set<Promise<unknown>>();
  let closed = false;
  const sealAndAppend = async (
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<Appended> => {
    assert(!closed, 'The event store is closed');
    const work = Promise.all(events.map((event) => sealEvent(keys, stream, event))).then((sealed) =>
      inside.append(stream, expected, sealed),
    );
    sealing.add(work);
    return work.finally(() => sealing.delete(work));
  };
  const { revisionOf } = inside;
  return {
    append: (stream, expected, events) =>
      events.some(({ type }) => isPersonal(type))
        ? sealAndAppend(stream, expected, events)
        : inside.append(stream, expected, events),
    readStream: (stream, options) => openEach(inside.readStream(stream, options)),
    ...(revisionOf && { revisionOf: (stream, eventId) => revisionOf.call(inside, stream, eventId) }),
    readLog: (options) => openEach(inside.readLog(options)),
    follow: (options) => openItems(inside.follow(options)),
    head: () => inside.head(),
    close: async () => {
      closed = true;
      await Promise.allSettled(sealing);
      await inside.close();
    },
  };
};
