import { instant } from '#kernel/business-date.js';
import { accept, type Decider, type DomainEvent, reject } from '#kernel/decider.js';
import type { Json } from '#kernel/fen-json.js';
import { derivedUuid } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import type { CommandContext } from './command-context.js';
import type { StoredEvent } from './envelope.js';
import { AmbiguousWrite, type EventStore } from './event-store.js';
import { CommandExecutor } from './execute.js';
import { openMemoryEventStore } from './memory/memory-event-store.js';
import { openMemorySnapshotStore } from './memory/memory-snapshot-store.js';
import { collect } from './sample-events.js';
import type { Snapshot, SnapshotStore } from './snapshot-store.js';

interface Take {
  readonly amount: number;
  /** In one command, one after another. */
  readonly times?: number;
}
type Taken = DomainEvent<'Taken', { readonly amount: number; readonly takenBefore: number }>;
type Refused = DomainEvent<'TakingRefused', { readonly amount: number }>;

const JAR_SIZE = 10_000;

/** A jar one can take from until it is empty; the refusal of an amount above 100 is put on record. */
const jar = (version = 1): Decider<Take, number, Taken | Refused> => ({
  initialState: () => 0,
  evolve: (taken, event) => (event.type === 'Taken' ? taken + event.data.amount : taken),
  decide: ({ amount, times = 1 }, taken) => {
    if (amount > 100)
      return reject(refuse('jar.too-much', '太多', 'Too much'), { type: 'TakingRefused', data: { amount } });
    if (taken + amount > JAR_SIZE) return reject(refuse('jar.empty', '空了', 'Empty', { facts: { taken } }));
    const takings = Array.from({ length: times }, (_, index) => ({
      amount,
      takenBefore: taken + index * amount,
    }));
    return accept(...takings.map((data) => ({ type: 'Taken' as const, data })));
  },
  snapshot: { version, encode: (taken) => taken, decode: (json: Json) => json as number },
});

const context = (name: string, more: Partial<CommandContext> = {}): CommandContext => ({
  commandId: derivedUuid('command', name),
  actor: { id: 'wang', role: 'finance-maker' },
  now: instant('2024-01-02T01:00:00.000Z'),
  correlationId: derivedUuid('correlation', name),
  causationId: null,
  ...more,
});

const take = (
  executor: CommandExecutor,
  name: string,
  amount = 1,
  more: Partial<CommandContext> = {},
  stream = 'jar',
) => executor.execute(jar(), stream, { amount }, context(name, more));

const takeMany = async (executor: CommandExecutor, count: number, prefix = 'many'): Promise<void> => {
  for (let index = 0; index < count; index += 1) await take(executor, `${prefix} ${index}`);
};

const lengthOf = async (store: EventStore, stream = 'jar'): Promise<number> =>
  (await collect(store.readStream(stream))).length;

/** A store without an index of ids, such as EventStoreDB. */
const withoutIndex = (store: EventStore): EventStore => ({ ...store, revisionOf: undefined });

/** Counts the events that are read of streams. */
const counting = (store: EventStore): { store: EventStore; read: () => number } => {
  let count = 0;
  const readStream = async function* (
    ...range: Parameters<EventStore['readStream']>
  ): AsyncIterable<StoredEvent> {
    for await (const event of store.readStream(...range)) {
      count += 1;
      yield event;
    }
  };
  return { store: { ...store, readStream }, read: () => count };
};

/** Does something between the decision of a command and its append. */
const interrupted = (store: EventStore, interrupt: () => Promise<unknown>): EventStore => {
  let done = false;
  return {
    ...store,
    append: async (...appended) => {
      if (!done) {
        done = true;
        await interrupt();
      }
      return store.append(...appended);
    },
  };
};

describe('A command', () => {
  let store: EventStore;
  let executor: CommandExecutor;
  beforeEach(() => {
    store = openMemoryEventStore();
    executor = new CommandExecutor(store);
  });

  it('answers with the new state, its events, and where they are', async () => {
    await take(executor, 'a', 2);
    expect(await take(executor, 'b', 3)).toEqual({
      stream: 'jar',
      revision: 1,
      position: await store.head(),
      state: 5,
      events: [{ type: 'Taken', data: { amount: 3, takenBefore: 2 } }],
      refusal: undefined,
      repeated: false,
    });
    expect(await executor.load(jar(), 'jar')).toEqual({ state: 5, revision: 1 });
    expect(await executor.load(jar(), 'nobody')).toEqual({ state: 0, revision: undefined });
  });

  describe.each([
    ['a store that finds events by their ids', (whole: EventStore) => whole],
    ['a store that does not', withoutIndex],
  ])('on %s', (_name, storeOf) => {
    it.each([0, 10, 1_500])(
      'given again after %i others gets the same answer, in the same process and in a fresh one, and writes nothing',
      async (others) => {
        const seen = storeOf(store);
        executor = new CommandExecutor(seen);
        const first = await take(executor, 'first', 7);
        await takeMany(executor, others);
        for (const process of [executor, new CommandExecutor(seen)]) {
          const again = await take(process, 'first', 7, { now: instant('2024-05-06T00:00:00.000Z') });
          expect(again).toEqual({ ...first, state: 7 + others, revision: others, repeated: true });
        }
        expect(await lengthOf(store)).toBe(1 + others);
      },
    );

    it.each([0, 1_500])(
      'given again with other content after %i others is refused, and writes nothing',
      async (others) => {
        executor = new CommandExecutor(storeOf(store));
        await take(executor, 'first', 7);
        await takeMany(executor, others);
        const other = await take(executor, 'first', 8);
        expect(other).toMatchObject({
          refusal: { code: 'command.id-reused' },
          events: [],
          position: undefined,
        });
        expect(await lengthOf(store)).toBe(1 + others);
      },
    );
  });

  it('given again to another stream is refused where the store can tell', async () => {
    await take(executor, 'first', 7);
    expect(await take(executor, 'first', 7, {}, 'other jar')).toMatchObject({
      refusal: { code: 'command.id-reused' },
      revision: undefined,
    });
    expect(await lengthOf(store, 'other jar')).toBe(0);
  });

  it('takes the hash of the request, where there is one, for its content', async () => {
    await take(executor, 'first', 7, { commandHash: 'request 1' });
    expect(await take(executor, 'first', 9, { commandHash: 'request 1' })).toMatchObject({
      repeated: true,
      state: 7,
    });
    expect(await take(executor, 'first', 7, { commandHash: 'request 2' })).toMatchObject({
      refusal: { code: 'command.id-reused' },
    });
  });

  it('that was refused on record is refused the same way again; one that left no record is decided again', async () => {
    const refused = await take(executor, 'greedy', 101);
    expect(refused).toMatchObject({ refusal: { code: 'jar.too-much' }, events: [{ type: 'TakingRefused' }] });
    expect(await take(new CommandExecutor(store), 'greedy', 101)).toEqual({ ...refused, repeated: true });
    expect(await lengthOf(store)).toBe(1);

    for (let part = 0; part < 100; part += 1) await take(executor, `part ${part}`, 100);
    for (const repeat of [1, 2]) {
      const empty = await take(executor, 'too late');
      expect([repeat, empty]).toMatchObject([repeat, { refusal: { code: 'jar.empty' }, repeated: false }]);
    }
    expect(await lengthOf(store)).toBe(101);
  });

  it.each([
    ['the revision it was made from', 1, undefined],
    ['an older revision', 0, 'command.stale-revision'],
    ['a revision that is not there yet', 2, 'command.stale-revision'],
  ])('with If-Match for %s: %i gives %s', async (_what, expectedRevision, code) => {
    await takeMany(executor, 2);
    const outcome = await take(executor, 'matched', 1, { expectedRevision });
    expect(outcome.refusal?.code).toBe(code);
    expect(await lengthOf(store)).toBe(code ? 2 : 3);
  });

  it('with If-Match that is given again gets its first answer although the stream has moved on', async () => {
    await take(executor, 'first');
    const matched = await take(executor, 'matched', 1, { expectedRevision: 0 });
    await take(executor, 'later');
    expect(await take(executor, 'matched', 1, { expectedRevision: 0 })).toMatchObject({
      repeated: true,
      position: matched.position,
    });
  });

  it('waits its turn: of two hundred at once on one stream each sees what those before it took', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, index) => take(executor, `at once ${index}`, 100)),
    );
    expect(outcomes.filter(({ refusal }) => refusal?.code === 'jar.empty')).toHaveLength(100);
    const before = outcomes.flatMap(({ events }) =>
      events.map(({ data }) => 'takenBefore' in data && data.takenBefore),
    );
    expect(before).toEqual(Array.from({ length: 100 }, (_, index) => index * 100));
  });

  it('that loses against another process is decided again: two processes never take more than there is', async () => {
    const processes = [executor, new CommandExecutor(store), new CommandExecutor(store)];
    const outcomes = await Promise.all(
      Array.from({ length: 150 }, (_, index) => take(processes[index % 3]!, `race ${index}`, 100)),
    );
    expect(outcomes.filter(({ refusal }) => refusal)).toHaveLength(50);
    for (const process of processes) expect((await process.load(jar(), 'jar')).state).toBe(JAR_SIZE);
    expect(await lengthOf(store)).toBe(100);
  });

  it('that another process carries out meanwhile gets the answer of that process, also when it was decided otherwise', async () => {
    const other = new CommandExecutor(store);
    const slow = new CommandExecutor(
      interrupted(store, async () => {
        await take(other, 'between', 5);
        await take(other, 'same', 7);
      }),
    );
    expect(await take(slow, 'same', 7)).toMatchObject({
      state: 12,
      revision: 1,
      repeated: true,
      events: [{ data: { amount: 7, takenBefore: 5 } }],
    });
    expect(await lengthOf(store)).toBe(2);
  });

  it('that another process carries out meanwhile, and decides the same way, is said to be repeated', async () => {
    const slow = new CommandExecutor(interrupted(store, () => take(new CommandExecutor(store), 'same', 7)));
    expect(await take(slow, 'same', 7)).toMatchObject({ state: 7, revision: 0, repeated: true });
    expect(await lengthOf(store)).toBe(1);
  });
});

describe('A command that usually is the first of its stream', () => {
  const begin = (executor: CommandExecutor, name: string, amount = 1) =>
    executor.begin(jar(), 'jar', { amount }, context(name));

  it('is written without reading', async () => {
    const { store, read } = counting(openMemoryEventStore());
    expect(await begin(new CommandExecutor(store), 'first', 5)).toMatchObject({
      revision: 0,
      state: 5,
      repeated: false,
    });
    expect(read()).toBe(0);
  });

  it('is carried out as any other when the stream exists', async () => {
    const executor = new CommandExecutor(openMemoryEventStore());
    await take(executor, 'before', 3);
    const { state, events } = await begin(executor, 'second', 5);
    expect([state, events]).toEqual([8, [{ type: 'Taken', data: { amount: 5, takenBefore: 3 } }]]);
  });

  it('gives the first answer when it is repeated, and a refusal when it would be refused', async () => {
    const store = openMemoryEventStore();
    await begin(new CommandExecutor(store), 'first', 5);
    expect(await begin(new CommandExecutor(store), 'first', 5)).toMatchObject({ state: 5, repeated: true });
    expect((await begin(new CommandExecutor(store), 'first', 6)).refusal?.code).toBe('command.id-reused');
    expect((await begin(new CommandExecutor(store), 'large', 101)).refusal?.code).toBe('jar.too-much');
    expect(await lengthOf(store)).toBe(2);
  });
});

describe('What is kept in memory', () => {
  let store: EventStore;
  beforeEach(() => {
    store = openMemoryEventStore();
  });

  it('takes in what others append, and reads each event once', async () => {
    const { store: counted, read } = counting(store);
    const executor = new CommandExecutor(counted);
    await takeMany(executor, 10);
    await takeMany(new CommandExecutor(store), 300, 'foreign');
    const before = read();
    expect(await take(executor, 'mine')).toMatchObject({ state: 311, revision: 310 });
    expect(read() - before).toBeLessThan(310);
  });

  it.each([
    ['before anything is written', false],
    ['after the events are stored', true],
  ])('is right after an append that fails %s, and the command can be given again', async (_when, stored) => {
    let failing = false;
    const executor = new CommandExecutor({
      ...store,
      append: async (...appended) => {
        if (failing && stored) await store.append(...appended);
        if (failing) throw new AmbiguousWrite('jar', new Error('lost'));
        return store.append(...appended);
      },
    });
    await take(executor, 'first', 2);
    failing = true;
    await expect(take(executor, 'second', 3)).rejects.toThrow(AmbiguousWrite);
    failing = false;
    expect(await executor.load(jar(), 'jar')).toEqual(
      stored ? { state: 5, revision: 1 } : { state: 2, revision: 0 },
    );
    expect(await take(executor, 'second', 3)).toMatchObject({ state: 5, revision: 1, repeated: stored });
    expect(await lengthOf(store)).toBe(2);
  });

  it.each([0, 1, 3])('is right after reading failed behind %i events', async (good) => {
    let left = Infinity;
    const readStream: EventStore['readStream'] = async function* (...range) {
      for await (const event of store.readStream(...range)) {
        if ((left -= 1) < 0) throw new Error('lost');
        yield event;
      }
    };
    const executor = new CommandExecutor({ ...store, readStream });
    await takeMany(executor, 2);
    await takeMany(new CommandExecutor(store), 5, 'foreign');
    left = good;
    await expect(executor.load(jar(), 'jar')).rejects.toThrow('lost');
    left = Infinity;
    expect(await take(executor, 'last')).toMatchObject({ state: 8, revision: 7 });
    expect(await take(executor, 'foreign 4')).toMatchObject({
      repeated: true,
      events: [{ data: { takenBefore: 6 } }],
    });
  });

  it('is given up when the log has another history, for instance after it was restored from an older copy', async () => {
    let log = store;
    const executor = new CommandExecutor({
      ...store,
      append: (...appended) => log.append(...appended),
      readStream: (...range) => log.readStream(...range),
    });
    await takeMany(executor, 5);
    log = openMemoryEventStore();
    await takeMany(new CommandExecutor(log), 8, 'another life');
    expect(await executor.load(jar(), 'jar')).toEqual({ state: 8, revision: 7 });
    log = openMemoryEventStore();
    expect(await executor.load(jar(), 'jar')).toEqual({ state: 0, revision: undefined });
  });
});

describe('Snapshots', () => {
  let store: EventStore;
  let snapshots: SnapshotStore;
  beforeEach(async () => {
    store = openMemoryEventStore();
    snapshots = openMemorySnapshotStore();
    const executor = new CommandExecutor(store, { snapshots });
    for (let index = 0; index < 50; index += 1) await takeFifty(executor, `fifty ${index}`);
  });

  const takeFifty = (executor: CommandExecutor, name: string) =>
    executor.execute(jar(), 'jar', { amount: 1, times: 50 }, context(name));

  const fresh = (kept: SnapshotStore = snapshots) => {
    const { store: counted, read } = counting(store);
    return { executor: new CommandExecutor(counted, { snapshots: kept }), read };
  };
  const last = async (): Promise<Snapshot> => (await snapshots.load('jar', 1))!;

  it('are taken every thousand events, and a fresh process reads only what came after', async () => {
    expect(await last()).toMatchObject({ stream: 'jar', version: 1, revision: 1_999, state: 2_000 });
    const { executor, read } = fresh();
    expect(await executor.load(jar(), 'jar')).toEqual({ state: 2_500, revision: 2_499 });
    expect(read()).toBe(501);
  });

  it('do not make a process forget commands that came before them', async () => {
    const { executor, read } = fresh();
    const again = await takeFifty(executor, 'fifty 3');
    expect(again).toMatchObject({ repeated: true, revision: 2_499 });
    expect(again.events.map(({ data }) => data)).toEqual(
      Array.from({ length: 50 }, (_, index) => ({ amount: 1, takenBefore: 150 + index })),
    );
    expect(await take(executor, 'fifty 4')).toMatchObject({ refusal: { code: 'command.id-reused' } });
    expect(read()).toBeLessThan(700);
  });

  it.each<[string, (good: Snapshot) => Snapshot]>([
    ['of another history', (good) => ({ ...good, streamHash: 'f'.repeat(64), state: 1 })],
    ['of a place the stream has not reached', (good) => ({ ...good, revision: 9_000, state: 1 })],
    ['put at another event', (good) => ({ ...good, revision: good.revision - 1 })],
  ])('%s do not count, and are replaced', async (_what, bend) => {
    let kept: Snapshot = bend(await last());
    const { executor } = fresh({ load: async () => kept, save: async (snapshot) => void (kept = snapshot) });
    expect(await executor.load(jar(), 'jar')).toEqual({ state: 2_500, revision: 2_499 });
    expect(kept).toMatchObject({ revision: 2_499, state: 2_500 });
  });

  it('of an older decider do not count, and do not go away while the older service still runs', async () => {
    const { executor, read } = fresh();
    expect(await executor.load(jar(2), 'jar')).toEqual({ state: 2_500, revision: 2_499 });
    expect(read()).toBe(2_500);
    expect(await snapshots.load('jar', 2)).toMatchObject({ revision: 2_499 });
    expect(await last()).toMatchObject({ revision: 1_999 });
  });

  it('that cannot be kept fail no command, and somebody is told', async () => {
    const told: unknown[] = [];
    const full: SnapshotStore = { ...snapshots, save: () => Promise.reject(new Error('disk full')) };
    const executor = new CommandExecutor(store, {
      snapshots: full,
      onSnapshotFailure: (stream, error) => told.push([stream, error]),
    });
    for (let index = 0; index < 12; index += 1) await takeFifty(executor, `more ${index}`);
    expect((await executor.load(jar(), 'jar')).state).toBe(3_100);
    expect(told).toEqual([['jar', new Error('disk full')]]);
  });

  it('are left out where the store cannot find earlier commands by their ids', async () => {
    const { store: counted, read } = counting(withoutIndex(store));
    const executor = new CommandExecutor(counted, { snapshots });
    expect(await takeFifty(executor, 'fifty 3')).toMatchObject({ repeated: true });
    expect(read()).toBeGreaterThanOrEqual(2_500);
  });

  it('never go back to an earlier revision', async () => {
    const good = await last();
    await snapshots.save({ ...good, revision: 5, state: 6 });
    expect(await last()).toEqual(good);
  });
});
