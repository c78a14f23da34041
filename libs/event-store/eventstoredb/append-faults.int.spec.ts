import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import type { AppendFault } from '../../../test/protocol-server/faults.js';
import { type ProtocolServer, startProtocolServer } from '../../../test/protocol-server/protocol-server.js';
import { AmbiguousWrite, EventIdReused, type EventStore, RevisionConflict } from '../event-store.js';
import { collect, sampleEvent, sampleEvents } from '../sample-events.js';
import { type EventStoreDbOptions, openEventStoreDbEventStore } from './eventstoredb-event-store.js';

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('An append to EventStoreDB', () => {
  let server: ProtocolServer;
  const closing: (() => Promise<unknown>)[] = [];
  const open = (options: Partial<EventStoreDbOptions> = {}): EventStore => {
    const store = openEventStoreDbEventStore({ url: server.url, appendMs: 400, readMs: 400, ...options });
    closing.push(store.close);
    return store;
  };
  beforeEach(async () => {
    server = await startProtocolServer();
  });
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((close) => close()));
    server.stop();
  });

  const stored = (stream: string): number => server.log.stream(`tranche.${stream}`)?.length ?? 0;
  const sent = (): number => server.calls.filter(({ method }) => method === 'append').length;

  it('is a call of its own to the leader, never part of the endless batch, and asks for no list of features', async () => {
    const store = open();
    await Promise.all(['a', 'b', 'c'].map((name) => store.append(name, 'none', sampleEvents(name, 2))));
    expect(new Set(server.calls.map(({ method }) => method))).toEqual(new Set(['append', 'read']));
    expect(server.calls.every(({ requiresLeader }) => requiresLeader)).toBe(true);
  });

  it.each<[string, AppendFault, number]>([
    ['breaks off after it was stored', { kind: 'fail', stored: true, code: status.UNAVAILABLE }, 1],
    ['times out in the cluster after it was stored', { kind: 'fail', stored: true, code: status.ABORTED }, 1],
    [
      'is cancelled by the server after it was stored',
      { kind: 'fail', stored: true, code: status.CANCELLED },
      1,
    ],
    ['fails inside the server after it was stored', { kind: 'fail', stored: true, code: status.INTERNAL }, 1],
    ['is stored and never answered', { kind: 'mute', stored: true }, 1],
    ['breaks off before it was stored', { kind: 'fail', stored: false, code: status.UNAVAILABLE }, 2],
    ['is neither stored nor answered', { kind: 'mute', stored: false }, 2],
    ['is answered late', { kind: 'delay', ms: 200 }, 1],
  ])('that %s is stored once and answered', async (_what, fault, sentTimes) => {
    const store = open();
    server.faults.append.push(fault);
    expect(await store.append('once', 'none', sampleEvents('once', 2))).toMatchObject({
      revision: 1,
      repeated: false,
    });
    expect(await store.append('once', 1, sampleEvents('next', 1))).toMatchObject({ revision: 2 });
    expect(stored('once')).toBe(3);
    expect(sent()).toBe(sentTimes + 1);
  });

  it('that is answered after our patience has ended is not written a second time', async () => {
    const store = open();
    server.faults.append.push({ kind: 'delay', ms: 1_000 });
    expect(await store.append('late', 'none', sampleEvents('late', 1))).toMatchObject({ revision: 0 });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(stored('late')).toBe(1);
    expect(await store.append('late', 0, sampleEvents('after late', 1))).toMatchObject({ revision: 1 });
  });

  it('whose every try breaks off is called ambiguous, and repeating it tells what is in the log', async () => {
    const store = open();
    const fault = { kind: 'fail', stored: false, code: status.UNAVAILABLE } as const;
    server.faults.append.push(fault, fault, fault);
    const events = sampleEvents('ambiguous', 2);
    expect(await failure(store.append('ambiguous', 'none', events))).toMatchObject({
      name: 'AmbiguousWrite',
      stream: 'ambiguous',
      cause: expect.any(Error),
    });
    expect(await store.append('ambiguous', 'none', events)).toMatchObject({ revision: 1 });
    expect(stored('ambiguous')).toBe(2);
  });

  it('is ambiguous when the server goes down after storing it; a restarted server knows it', async () => {
    const store = open();
    const events = sampleEvents('down', 2);
    server.faults.append.push({ kind: 'mute', stored: true });
    const appending = failure(store.append('down', 'none', events));
    await new Promise((resolve) => setTimeout(resolve, 200));
    server.stop();
    expect(await appending).toBeInstanceOf(AmbiguousWrite);
    server = await startProtocolServer({ log: server.log, port: server.port });
    expect(await store.append('down', 'none', events)).toMatchObject({ revision: 1, repeated: true });
    expect(stored('down')).toBe(2);
  });

  it('goes to the leader that another node names', async () => {
    const leader = await startProtocolServer({ log: server.log });
    closing.push(async () => leader.stop());
    server.faults.append.push({ kind: 'not-leader', host: 'localhost', port: leader.port });
    expect(await open().append('leader', 'none', sampleEvents('leader', 1))).toMatchObject({
      repeated: false,
    });
    expect(leader.calls.map(({ method }) => method)).toContain('append');
    expect(stored('leader')).toBe(1);
  });

  it('that the server refuses fails with its reason, at once, and writes nothing', async () => {
    server.stop();
    server = await startProtocolServer({ maxAppendBytes: 2_000 });
    const refused = await failure(open().append('large', 'none', sampleEvents('large', 10)));
    expect(refused).toMatchObject({ type: 'maximum-append-size-exceeded', maxAppendSize: 2_000 });
    expect([stored('large'), sent()]).toEqual([0, 1]);
  });

  it('with content that cannot be serialised fails before anything is sent', async () => {
    const event = sampleEvent('bigint', { amountFen: 1n } as never);
    expect(await failure(open().append('bigint', 'none', [event]))).toBeInstanceOf(Error);
    expect(server.calls).toEqual([]);
  });

  describe('where the server would take equal ids for equal events', () => {
    const id = sampleEvent('equal').id;
    const [one, other] = [
      sampleEvent('equal', { amountFen: '1' }),
      sampleEvent('equal', { amountFen: '900' }),
    ];

    it('is refused when another process wrote the id with other content in between', async () => {
      const [first, second] = [open(), open()];
      await first.append('equal', 'none', sampleEvents('before', 1));
      await second.append('equal', 'any', sampleEvents('before', 1));
      await first.append('equal', 0, [one]);
      expect(await failure(second.append('equal', 0, [other]))).toMatchObject({
        name: 'EventIdReused',
        eventId: id,
      });
      expect(await collect(second.readStream('equal', { from: 1 }))).toMatchObject([{ data: one.data }]);
    });

    it('would be acknowledged by the bare client, although something else is stored', async () => {
      const client = EventStoreDBClient.connectionString(server.url);
      closing.push(client.dispose);
      const credentials = { username: 'nobody', password: '-' };
      const append = ({ type, data }: typeof one) =>
        client.appendToStream('bare', jsonEvent({ id, type, data }), {
          expectedRevision: NO_STREAM,
          credentials,
        });
      await append(one);
      expect(await append(other)).toMatchObject({ success: true });
      expect(server.log.stream('bare')).toHaveLength(1);
    });

    it('is found at whatever revision it is asked for, where the server would write it again', async () => {
      const [first, second] = [open(), open()];
      await first.append('again', 'none', [one, ...sampleEvents('more', 2)]);
      for (const expected of ['none', 2, 'any'] as const) {
        expect(await second.append('again', expected, [one, ...sampleEvents('more', 2)])).toMatchObject({
          revision: 2,
          repeated: true,
        });
      }
      expect(await failure(second.append('again', 2, [other]))).toBeInstanceOf(EventIdReused);
      expect(stored('again')).toBe(3);
    });
  });

  it('to whatever is there wins in the end, however many others write to the stream', async () => {
    const stores = [open(), open(), open(), open()];
    const appends = stores.flatMap((store, writer) =>
      Array.from({ length: 5 }, (_, index) =>
        store.append('busy', 'any', sampleEvents(`busy ${writer} ${index}`, 1)),
      ),
    );
    const revisions = (await Promise.all(appends)).map(({ revision }) => revision);
    expect(revisions.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it('that comes too late is a conflict, also when what is remembered of the stream is old', async () => {
    const [first, second] = [open(), open({ rememberedEventsMax: 0 })];
    await first.append('old', 'none', sampleEvents('old a', 1));
    await second.append('old', 0, sampleEvents('old b', 1));
    expect(await failure(first.append('old', 0, sampleEvents('old c', 1)))).toMatchObject({ actual: 1 });
    expect(await failure(second.append('old', 'none', sampleEvents('old d', 1)))).toBeInstanceOf(
      RevisionConflict,
    );
    expect(await first.append('old', 1, sampleEvents('old e', 1))).toMatchObject({ revision: 2 });
  });
});
