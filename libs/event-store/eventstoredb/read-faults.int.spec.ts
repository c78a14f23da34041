import { EventStoreDBClient, streamNameFilter } from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import type { ReadFault } from '../../../test/protocol-server/faults.js';
import { type ProtocolServer, startProtocolServer } from '../../../test/protocol-server/protocol-server.js';
import { contentHashOf } from '../content-of-event.js';
import { EventCorrupted, type EventStore, type LogItem } from '../event-store.js';
import { collect, sampleEvent, sampleEvents } from '../sample-events.js';
import { openEventStoreDbEventStore } from './eventstoredb-event-store.js';

const patience = { pauseMs: 10, probeMs: 100, stallMs: 200, longestBackOffMs: 100 };

describe('The log in EventStoreDB', () => {
  let server: ProtocolServer;
  let store: EventStore;
  const closing: (() => Promise<unknown>)[] = [];
  beforeEach(async () => {
    server = await startProtocolServer();
    store = openEventStoreDbEventStore({ url: server.url, readMs: 500, appendMs: 500, patience });
  });
  afterEach(async () => {
    await Promise.all([store.close(), ...closing.splice(0).map((close) => close())]);
    server.stop();
  });

  const ids = (events: readonly { readonly id: string }[]): string[] => events.map(({ id }) => id);
  const append = async (name: string, count: number): Promise<string[]> => {
    const events = sampleEvents(name, count);
    await store.append(name, 'none', events);
    return ids(events);
  };

  const FAULTS: readonly (readonly [string, ReadFault])[] = [
    ['breaks', { kind: 'drop', after: 3, code: status.UNAVAILABLE }],
    ['is cancelled by the server', { kind: 'drop', after: 3, code: status.CANCELLED }],
    ['fails inside the server', { kind: 'drop', after: 3, code: status.INTERNAL }],
    ['falls silent', { kind: 'mute', after: 3 }],
    ['falls silent at once', { kind: 'mute', after: 0 }],
  ];
  const ended = ['ends as if it were complete', { kind: 'end', after: 3 }] as const;

  /** A stream is read in two calls: where it ends, and everything up to there. */
  const sound = { kind: 'end', after: Infinity } as const;

  it.each([...FAULTS, ended, ['ends at once', { kind: 'end', after: 0 }] as const])(
    'is read to its end when a read of a stream %s',
    async (_what, fault) => {
      const written = await append('whole', 10);
      server.faults.read.push(sound, fault);
      expect(ids(await collect(store.readStream('whole')))).toEqual(written);
    },
  );

  it.each([
    ['breaks', { kind: 'drop', after: 0, code: status.UNAVAILABLE }],
    ['falls silent', { kind: 'mute', after: 0 }],
    ['ends as if there were nothing', { kind: 'end', after: 0 }],
  ] as const)('is read to its end when the look at the end of a stream %s', async (_what, fault) => {
    const written = await append('whole', 10);
    server.faults.read.push(fault);
    expect(ids(await collect(store.readStream('whole')))).toEqual(written);
  });

  it.each([...FAULTS, ended])('is read to its end when the read %s', async (_what, fault) => {
    const written = await append('whole', 10);
    server.faults.subscribe.push(fault, fault);
    expect(ids(await collect(store.readLog()))).toEqual(written);
  });

  it('has its head, also when the server shuts down and ends every read early', async () => {
    await append('whole', 10);
    const head = await store.head();
    const early = { kind: 'end', after: 0 } as const;
    server.faults.read.push(early);
    expect(await store.head()).toBe(head);
    server.faults.read.push(early, sound, early);
    expect(await store.head()).toBe(head);
  });

  it('is not read for ever when every read breaks', async () => {
    await append('whole', 10);
    const fault = { kind: 'drop', after: 0, code: status.UNAVAILABLE } as const;
    server.faults.subscribe.push(fault, fault, fault);
    await expect(collect(store.readLog())).rejects.toMatchObject({ code: status.UNAVAILABLE });
  });

  const followed = async (count: number, handle = (_item: LogItem): Promise<void> | void => undefined) => {
    const items: LogItem[] = [];
    for await (const item of store.follow({ signal: AbortSignal.timeout(15_000) })) {
      items.push(item);
      await handle(item);
      if (items.filter(({ kind }) => kind === 'event').length >= count && item.kind === 'caught-up') break;
    }
    return items;
  };
  const eventsOf = (items: readonly LogItem[]): string[] =>
    items.flatMap((item) => (item.kind === 'event' ? [item.event.id] : []));

  it.each([...FAULTS, ended])(
    'is followed without loss or repetition when the subscription %s',
    async (_what, fault) => {
      const written = await append('before', 10);
      server.faults.subscribe.push(fault, fault, fault);
      const following = followed(20);
      await new Promise((resolve) => setTimeout(resolve, 100));
      written.push(...(await append('meanwhile', 10)));
      const items = await following;
      expect(eventsOf(items)).toEqual(written);
      expect(items.at(-1)).toEqual({ kind: 'caught-up', position: await store.head() });
    },
  );

  it('is followed on after the server was restarted', async () => {
    const written = await append('before', 3);
    const following = followed(6);
    await new Promise((resolve) => setTimeout(resolve, 200));
    server.stop();
    await new Promise((resolve) => setTimeout(resolve, 300));
    server = await startProtocolServer({ log: server.log, port: server.port });
    written.push(...(await append('after', 3)));
    expect(eventsOf(await following)).toEqual(written);
  });

  describe('whose client is replaced because another call failed, which ends the reads that are under way', () => {
    const meanwhile = async <T>(reading: Promise<T>): Promise<T> => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      server.faults.append.push({ kind: 'fail', stored: false, code: status.INTERNAL });
      await store.append('meanwhile', 'none', sampleEvents('meanwhile', 1));
      return reading;
    };

    it('is read to its end', async () => {
      const written = await append('whole', 10);
      server.faults.read.push(sound, { kind: 'mute', after: 3 });
      expect(ids(await meanwhile(collect(store.readStream('whole'))))).toEqual(written);
    });

    it('is not empty', async () => {
      await append('whole', 10);
      const head = await store.head();
      server.faults.read.push({ kind: 'mute', after: 0 });
      expect(await meanwhile(store.head())).toBe(head);
    });
  });

  it('is not cut short for a reader who reads while the store is closed', async () => {
    await append('whole', 10);
    server.faults.read.push(sound, { kind: 'mute', after: 3 });
    const reading = collect(store.readStream('whole')).then(
      () => 'as if it were complete',
      () => 'refused',
    );
    await new Promise((resolve) => setTimeout(resolve, 150));
    await store.close();
    expect(await reading).toBe('refused');
  });

  it('is read from the leader, when the node at hand has lost the lead', async () => {
    const leader = await startProtocolServer({ log: server.log });
    closing.push(async () => leader.stop());
    const written = await append('moved', 3);
    const moved = { kind: 'not-leader', host: 'localhost', port: leader.port } as const;
    for (const read of [
      () => collect(store.readStream('moved')),
      () => collect(store.readLog()),
      () => followed(3).then((items) => items.flatMap((item) => (item.kind === 'event' ? [item.event] : []))),
    ]) {
      const behind = openEventStoreDbEventStore({ url: server.url, readMs: 500, appendMs: 500, patience });
      closing.push(behind.close);
      store = behind;
      server.faults.read.push(moved);
      server.faults.subscribe.push(moved);
      expect(ids(await read())).toEqual(written);
    }
    const calls = [...server.calls, ...leader.calls];
    expect(leader.calls.map(({ method }) => method)).toEqual(expect.arrayContaining(['read', 'subscribe']));
    expect(calls.every(({ requiresLeader }) => requiresLeader)).toBe(true);
  });

  it('is followed no further, at once, when it is aborted while the server is away', async () => {
    await append('before', 1);
    const ending = new AbortController();
    const following = collect(store.follow({ signal: ending.signal }));
    await new Promise((resolve) => setTimeout(resolve, 200));
    server.stop();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const aborted = performance.now();
    ending.abort();
    expect(await following).toHaveLength(2);
    expect(performance.now() - aborted).toBeLessThan(1_000);
  });

  it('says that it has caught up only after the events that a slow reader has not taken yet', async () => {
    await append('slow', 30);
    const items = await followed(30, () => new Promise((resolve) => setTimeout(resolve, 5)));
    expect(items.map(({ kind }) => kind)).toEqual([...Array<string>(30).fill('event'), 'caught-up']);
  });

  it('would be caught up before its first event, if the bare client were to be believed', async () => {
    await append('slow', 10);
    const client = EventStoreDBClient.connectionString(server.url);
    closing.push(client.dispose);
    const subscription = client.subscribeToAll({ filter: streamNameFilter({ prefixes: ['tranche.'] }) });
    await new Promise<void>((resolve) => subscription.once('caughtUp', resolve));
    const revisions: (bigint | undefined)[] = [];
    for await (const { event } of subscription) {
      revisions.push(event?.revision);
      if (revisions.length === 10) break;
    }
    await subscription.unsubscribe();
    expect(revisions.at(0)).toBe(0n);
  });

  it('shows neither the events of the server nor those of other prefixes', async () => {
    const stranger = openEventStoreDbEventStore({ url: server.url, prefix: 'tranche-2.' });
    closing.push(stranger.close);
    const written = await append('ours', 9);
    await stranger.append('ours', 'none', sampleEvents('theirs', 9));
    expect(server.log.all.filter(({ type }) => type.startsWith('$')).length).toBeGreaterThan(1);
    expect(ids(await collect(store.readLog()))).toEqual(written);
    expect(ids(await collect(stranger.readLog()))).toHaveLength(9);
    expect(await store.head()).not.toBe(await stranger.head());
  });

  describe('under somebody who may write to it', () => {
    const place = (revision: number): number =>
      server.log.all.findIndex((event) => event.stream === 'tranche.award-1' && event.revision === revision);
    const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
    const metadataAt = (revision: number): Record<string, unknown> =>
      JSON.parse(Buffer.from(server.log.all[place(revision)]?.metadata ?? []).toString()) as Record<
        string,
        unknown
      >;
    beforeEach(async () => {
      await store.append('award-1', 'none', sampleEvents('award', 4));
    });

    it.each([
      ['data', () => ({ data: json({ name: 'award', index: 3 }) })],
      ['type', () => ({ type: 'TranchePaid' })],
      ['effective day', () => ({ metadata: json({ ...metadataAt(2), effectiveOn: '2025-01-02' }) })],
      ['actor', () => ({ metadata: json({ ...metadataAt(2), actor: { id: 'li', role: 'finance-maker' } }) })],
    ])('notices a changed %s', async (_what, change) => {
      server.log.tamper(place(2), change());
      for (const read of [collect(store.readStream('award-1')), collect(store.readLog())]) {
        await expect(read).rejects.toThrow('award-1@2: its content does not match its hash');
      }
    });

    it('notices, by the chain, a changed event whose hash was changed with it, and appends nothing after it', async () => {
      const data = { name: 'award', index: 200 };
      const contentHash = contentHashOf(sampleEvent('award/2', data));
      server.log.tamper(place(2), { data: json(data), metadata: json({ ...metadataAt(2), contentHash }) });
      const later = openEventStoreDbEventStore({ url: server.url });
      closing.push(later.close);
      for (const work of [
        collect(store.readStream('award-1', { from: 2 })),
        later.append('award-1', 3, [sampleEvent('x')]),
      ]) {
        await expect(work).rejects.toThrow('award-1@2: it does not continue the chain');
      }
    });

    it('notices an event that was not written by this service', async () => {
      const client = EventStoreDBClient.connectionString(server.url);
      closing.push(client.dispose);
      const { id } = sampleEvent('foreign');
      const event = {
        id,
        type: 'TranchePaid',
        data: {},
        metadata: undefined,
        contentType: 'application/json',
      } as const;
      await client.appendToStream('tranche.award-1', event);
      await expect(collect(store.readStream('award-1'))).rejects.toThrow(EventCorrupted);
      await expect(collect(store.readLog())).rejects.toThrow('award-1@4: it was not written by this service');
    });
  });
});
