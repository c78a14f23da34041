import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvariantBroken } from '#kernel/assert.js';
import type { JsonObject } from '#kernel/fen-json.js';
import { CHAIN_START, chainHash, contentHashOf } from './content-of-event.js';
import type { NewEvent, StoredEvent } from './envelope.js';
import {
  EventCorrupted,
  EventIdReused,
  type EventStore,
  type LogItem,
  RevisionConflict,
} from './event-store.js';
import { collect, sampleEvent, sampleEvents } from './sample-events.js';

export interface StoreUnderTest {
  readonly store: EventStore;
  /** The same log as another process sees it; the same object where there is no other process. */
  readonly peer: EventStore;
  readonly dispose: () => Promise<void>;
  /** How far the engine can tell that an id is used: an engine without an index of all ids looks in the stream alone. */
  readonly idsAreUniqueIn: 'log' | 'stream';
}

/** What every adapter promises. All sentences share one log, which therefore starts empty and ends long. */
export const describeEventStore = (name: string, open: () => Promise<StoreUnderTest>): void =>
  describe(`${name} as an event store`, () => {
    let opened: StoreUnderTest;
    const log = (): EventStore => opened.store;
    const peers = (): EventStore[] => [opened.store, opened.peer];
    const stream = (name: string): Promise<StoredEvent[]> => collect(log().readStream(name));

    beforeAll(async () => {
      opened = await open();
    }, 30_000);
    afterAll(() => opened.dispose());

    it('has no head and nothing to read before the first append, and says at once that a follower has caught up', async () => {
      expect(await log().head()).toBeUndefined();
      expect(await collect(log().readLog())).toEqual([]);
      expect(await stream('nobody')).toEqual([]);
      expect(await followFor(log(), 1)).toEqual([{ kind: 'caught-up', position: undefined }]);
    });

    describe('Expected revision', () => {
      it('takes `none` for a new stream, then the revision of the last event, and counts from 0', async () => {
        expect(await log().append('expected', 'none', sampleEvents('expected-a', 1))).toMatchObject({
          revision: 0,
        });
        expect(await log().append('expected', 0, sampleEvents('expected-b', 2))).toMatchObject({
          revision: 2,
        });
        expect(await log().append('expected', 2, sampleEvents('expected-c', 1))).toMatchObject({
          revision: 3,
        });
        expect((await stream('expected')).map(({ revision }) => revision)).toEqual([0, 1, 2, 3]);
      });

      it('takes `any` for a new stream and for an old one', async () => {
        expect(await log().append('whatever', 'any', sampleEvents('any-a', 1))).toMatchObject({
          revision: 0,
          repeated: false,
        });
        expect(await log().append('whatever', 'any', sampleEvents('any-b', 1))).toMatchObject({
          revision: 1,
          repeated: false,
        });
      });

      it.each([
        ['none', 'conflict', 1],
        [0, 'conflict', 1],
        [2, 'conflict', 1],
        [0, 'conflict-absent', undefined],
      ] as const)(
        '%s against %s writes nothing and names the actual revision %s',
        async (expected, name, actual) => {
          if (actual !== undefined) await log().append(name, 'any', sampleEvents(name, 2));
          const before = await log().head();
          const refused = await failure(
            log().append(name, expected, sampleEvents(`${name} lost ${expected}`, 2)),
          );
          expect(refused).toBeInstanceOf(RevisionConflict);
          expect(refused).toMatchObject({ stream: name, expected, actual });
          expect(await stream(name)).toHaveLength(actual === undefined ? 0 : 2);
          expect(await log().head()).toBe(before);
        },
      );

      it('lets exactly one of two writers win, 50 times, and stores the events of the winner only', async () => {
        const races = await raceForRevisions(peers(), 'race', 50);
        expect(races.map(({ winners }) => winners)).toEqual(Array(50).fill(1));
        expect(races.map(({ conflicts }) => conflicts)).toEqual(Array(50).fill(1));
        expect(await stream('race')).toHaveLength(50);
      });
    });

    describe('Idempotency by event id and content', () => {
      it('gives the same answer to the same append, also when the stream has moved on, and writes nothing', async () => {
        const events = sampleEvents('again', 2);
        const first = await log().append('again', 'none', events);
        expect(first.repeated).toBe(false);
        expect(await log().append('again', 'none', events)).toEqual({ ...first, repeated: true });
        await log().append('again', 1, sampleEvents('moved on', 1));
        const later = events.map((event) => recordedLater(event));
        for (const expected of ['none', 1, 7, 'any'] as const) {
          expect(await opened.peer.append('again', expected, later)).toEqual({ ...first, repeated: true });
        }
        expect(await stream('again')).toHaveLength(3);
      });

      it('gives two simultaneous identical appends one write and one answer', async () => {
        const events = sampleEvents('twins', 3);
        const answers = await Promise.all(peers().map((store) => store.append('twins', 'none', events)));
        expect(answers.map(({ repeated }) => repeated).sort()).toEqual([false, true]);
        expect(answers.map(({ position }) => position)[0]).toBe(answers[1]?.position);
        expect(await stream('twins')).toHaveLength(3);
      });

      const [a, b, c] = sampleEvents('reuse', 3) as [NewEvent, NewEvent, NewEvent];
      it.each([
        ['an id with other content', 'reuse', 'any', [{ ...a, data: { amountFen: '1' } }], a],
        ['an id with other content, at the right revision', 'reuse', 1, [{ ...b, version: 2 }], b],
        ['an append of which only the beginning is there', 'reuse', 1, [b, c], b],
        ['an append of which only the end is there', 'reuse', 'any', [c, a], a],
        ['the same events in another order', 'reuse', 'none', [b, a], b],
      ] as const)('refuses %s', async (_what, name, expected, events, culprit) => {
        await log().append('reuse', 'none', [a, b]);
        const refused = await failure(log().append(name, expected, events));
        expect(refused).toBeInstanceOf(EventIdReused);
        expect(refused).toMatchObject({ stream: name, eventId: culprit.id });
        expect(await stream('reuse')).toHaveLength(2);
      });
    });

    it('knows an id in the whole log, or in its stream alone where the engine can tell no more', async () => {
      const event = sampleEvent('in two streams');
      await log().append('one-stream', 'none', [event]);
      const outcome = await failure(log().append('another-stream', 'none', [event]));
      const inLog = opened.idsAreUniqueIn === 'log';
      if (inLog) expect(outcome).toMatchObject({ name: 'EventIdReused', eventId: event.id });
      else expect(outcome).toBeUndefined();
      expect(await stream('another-stream')).toHaveLength(inLog ? 0 : 1);
    });

    it.each([
      ['no events', 'bugs', []],
      ['one id twice', 'bugs', [sampleEvent('twice'), sampleEvent('twice')]],
      [
        'an id that is not a lower-case UUID',
        'bugs',
        [{ ...sampleEvent('id'), id: sampleEvent('id').id.toUpperCase() }],
      ],
      ['no stream', '', [sampleEvent('nowhere')]],
    ])('takes an append with %s for a bug', async (_what, name, events) => {
      expect(await failure(log().append(name, 'any', events))).toBeInstanceOf(InvariantBroken);
      expect(await stream('bugs')).toEqual([]);
    });

    describe('Order', () => {
      it('gives positions that strictly increase as text, and the log holds each stream in its own order', async () => {
        await Promise.all(
          Array.from({ length: 30 }, (_, index) =>
            log().append(`order-${index % 3}`, 'any', sampleEvents(`order ${index}`, 1 + (index % 4))),
          ),
        );
        const all = await collect(log().readLog());
        const positions = all.map(({ position }) => position);
        expect(positions).toEqual([...new Set(positions)].sort());
        expect(await log().head()).toBe(positions.at(-1));
        for (const name of ['order-0', 'order-1', 'order-2']) {
          const inLog = all.filter((event) => event.stream === name);
          expect(inLog).toEqual(await stream(name));
          expect(inLog.map(({ revision }) => revision)).toEqual(inLog.map((_, index) => index));
        }
      });

      it('answers an append with the place of its last event', async () => {
        const appended = await log().append('place', 'none', sampleEvents('place', 3));
        const events = await stream('place');
        expect(events.at(-1)).toMatchObject({ revision: appended.revision, position: appended.position });
      });
    });

    describe('Content', () => {
      it('comes back as it was written: Chinese, characters beyond the BMP, NUL, nesting, numbers, refusals', async () => {
        const data: JsonObject = {
          姓名: '张三丰𠮷野家',
          text: '"\\/\b\n\t\u0000\u2028 😀 \u00e9 e\u0301',
          amountFen: '900719925474099312',
          numbers: [0, -1.5, 1e21, 1e-7, 9007199254740991],
          deep: { z: null, a: [{ on: true }, [], {}], '': 'empty key', __proto__x: 1 },
        };
        const refusal = {
          kind: 'refusal',
          code: 'cap.used-up',
          zh: '额度已用完',
          en: 'The cap is used up',
        } as const;
        const plain = sampleEvent('content', data);
        const event = { ...plain, metadata: { ...plain.metadata, refusal } };
        await log().append('content', 'none', [event]);
        expect(await stream('content')).toEqual([expect.objectContaining(event)]);
      });

      it('carries its hash, and a chain of hashes through its stream that starts from 64 zeros', async () => {
        await log().append('chain', 'none', sampleEvents('chain-a', 2));
        await log().append('chain', 1, sampleEvents('chain-b', 2));
        let previous = CHAIN_START;
        for (const event of await stream('chain')) {
          expect(event.contentHash).toBe(contentHashOf(event));
          expect(event.streamHash).toBe(chainHash(previous, event.contentHash));
          previous = event.streamHash;
        }
        expect(previous).not.toBe(CHAIN_START);
      });
    });

    describe('Reading', () => {
      it('takes a very large append, and pages through it from any revision and position', async () => {
        const events = sampleEvents('large', 2_500);
        const before = await log().head();
        const { position } = await log().append('large', 'none', events);
        const ids = events.map(({ id }) => id);
        const read = async (...range: Parameters<EventStore['readStream']>): Promise<string[]> =>
          (await collect(log().readStream(...range))).map(({ id }) => id);

        expect(await read('large')).toEqual(ids);
        expect(await read('large', { from: 1_234 })).toEqual(ids.slice(1_234));
        expect(await read('large', { from: 999, limit: 1_002 })).toEqual(ids.slice(999, 2_001));
        expect(await read('large', { limit: 1 })).toEqual(ids.slice(0, 1));
        expect(await read('large', { from: 2_500 })).toEqual([]);
        expect(await read('large', { from: 9_000, limit: 5 })).toEqual([]);
        expect(await read('large', { limit: 0 })).toEqual([]);

        const inLog = await collect(log().readLog({ after: before }));
        expect(inLog.map(({ id }) => id)).toEqual(ids);
        const middle = inLog[1_099]?.position;
        const afterMiddle = await collect(log().readLog({ after: middle, limit: 1_001 }));
        expect(afterMiddle.map(({ id }) => id)).toEqual(ids.slice(1_100, 2_101));
        expect(await collect(log().readLog({ after: position }))).toEqual([]);
      });

      it('ends readLog at what was committed when it began, however much is written meanwhile', async () => {
        const head = await log().head();
        const seen: StoredEvent[] = [];
        for await (const event of log().readLog()) {
          if (seen.length === 0) await log().append('meanwhile', 'none', sampleEvents('meanwhile', 1));
          seen.push(event);
        }
        expect(seen.at(-1)?.position).toBe(head);
      });
    });

    it('refuses to read or follow from a position after its head, because it would skip what is written until then', async () => {
      const after = `9${String(await log().head()).slice(1)}`;
      expect(await failure(collect(log().readLog({ after })))).toBeInstanceOf(EventCorrupted);
      expect(
        await failure(collect(log().follow({ after, signal: AbortSignal.timeout(1_000) }))),
      ).toBeInstanceOf(EventCorrupted);
    });

    it('finds an event of a stream by its id, where the engine can', async () => {
      const events = sampleEvents('find', 3);
      await log().append('find', 'none', events);
      if (!log().revisionOf) return;
      for (const [revision, { id }] of events.entries()) {
        expect(await log().revisionOf?.('find', id)).toBe(revision);
        expect(await log().revisionOf?.('elsewhere', id)).toBeUndefined();
      }
      expect(await log().revisionOf?.('find', sampleEvent('never written').id)).toBeUndefined();
    });

    describe('Following', () => {
      it('hands every event of 8 concurrent writers over exactly once, in order', async () => {
        const after = await log().head();
        const writers = Array.from({ length: 8 }, async (_, writer) => {
          for (let index = 0; index < 100; index += 1) {
            const store = peers()[writer % 2]!;
            await store.append(
              `writer-${writer}`,
              index === 0 ? 'none' : index - 1,
              sampleEvents(`w${writer} ${index}`, 1),
            );
          }
        });
        const [followed] = await Promise.all([followEvents(log(), 800, after), ...writers]);
        expect(followed).toEqual(await collect(log().readLog({ after })));
        expect(new Set(followed.map(({ id }) => id)).size).toBe(800);
      });

      it('says in order when it has caught up, once, and again after more events', async () => {
        await log().append('caught-up', 'none', sampleEvents('caught-up a', 1));
        const events = await collect(log().readLog());
        const after = events.at(-3)?.position;
        const ending = new AbortController();
        const kinds: string[] = [];
        for await (const item of log().follow({ after, signal: ending.signal })) {
          kinds.push(item.kind);
          if (item.kind === 'event') continue;
          expect(item.position).toBe(await log().head());
          if (kinds.length > 4) break;
          setTimeout(() => void opened.peer.append('caught-up', 'any', sampleEvents('caught-up b', 2)), 50);
        }
        expect(kinds.filter((kind, index) => kind !== kinds[index - 1])).toEqual([
          'event',
          'caught-up',
          'event',
          'caught-up',
        ]);
        expect(kinds.filter((kind) => kind === 'event')).toHaveLength(4);
      });

      it('ends when it is aborted while it waits for more, and at once when it is aborted before', async () => {
        const after = await log().head();
        const ending = new AbortController();
        const items: LogItem[] = [];
        for await (const item of log().follow({ after, signal: ending.signal })) {
          items.push(item);
          // Not at once: the next event is waited for by then.
          setTimeout(() => ending.abort(), 100);
        }
        expect(items).toEqual([{ kind: 'caught-up', position: after }]);
        expect(await collect(log().follow({ after, signal: AbortSignal.abort() }))).toEqual([]);
      });

      it('hands nothing over any more once it is aborted in the middle of a page', async () => {
        const ending = new AbortController();
        const items: LogItem[] = [];
        for await (const item of log().follow({ signal: ending.signal })) {
          items.push(item);
          if (items.length === 2) ending.abort();
        }
        expect(items.map(({ kind }) => kind)).toEqual(['event', 'event']);
      });
    });

    it('finishes what it accepted before it closes, and accepts nothing afterwards', async () => {
      const following = collect(
        opened.peer.follow({ after: await log().head(), signal: new AbortController().signal }),
      );
      const accepted = Array.from({ length: 20 }, (_, index) =>
        opened.peer.append(`closing-${index}`, 'none', sampleEvents(`closing ${index}`, 1)),
      );
      await opened.peer.close();
      expect(await Promise.all(accepted)).toHaveLength(20);
      expect(await failure(opened.peer.append('closed', 'any', sampleEvents('closed', 1)))).toBeInstanceOf(
        InvariantBroken,
      );
      // A follower ends with its store.
      await following;
    });
  });

/** What two writers make of the same expected revision, `rounds` times on one stream. */
export const raceForRevisions = async (
  stores: readonly EventStore[],
  stream: string,
  rounds: number,
): Promise<readonly { winners: number; conflicts: number }[]> => {
  const races: { winners: number; conflicts: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const outcomes = await Promise.allSettled(
      stores.map((store, writer) =>
        store.append(
          stream,
          round === 0 ? 'none' : round - 1,
          sampleEvents(`${stream} ${round} by ${writer}`, 1),
        ),
      ),
    );
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    races.push({
      winners: outcomes.length - lost.length,
      conflicts: lost.filter(({ reason }) => reason instanceof RevisionConflict).length,
    });
  }
  return races;
};

const recordedLater = (event: NewEvent): NewEvent => ({
  ...event,
  metadata: { ...event.metadata, recordedAt: '2024-02-03T00:00:00.000Z' as never, correlationId: 'a retry' },
});

const failure = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

const followFor = async (store: EventStore, count: number): Promise<LogItem[]> => {
  const items: LogItem[] = [];
  for await (const item of store.follow({ signal: new AbortController().signal })) {
    items.push(item);
    if (items.length === count) break;
  }
  return items;
};

/** A busy machine may take its time, as long as it gets on. */
const PATIENCE_MS = 60_000;

const followEvents = async (
  store: EventStore,
  count: number,
  after: string | undefined,
): Promise<StoredEvent[]> => {
  const ending = new AbortController();
  const patience = setTimeout(() => ending.abort(), PATIENCE_MS);
  const events: StoredEvent[] = [];
  for await (const item of store.follow({ after, signal: ending.signal })) {
    patience.refresh();
    if (item.kind === 'event') events.push(item.event);
    if (events.length === count) break;
  }
  clearTimeout(patience);
  return events;
};
