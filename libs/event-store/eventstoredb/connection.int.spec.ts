import { createServer, type Server, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import { type ProtocolServer, startProtocolServer } from '../../../test/protocol-server/protocol-server.js';
import { throwawayCertificate } from '../../../test/protocol-server/throwaway-certificate.js';
import { AmbiguousWrite, type EventStore } from '../event-store.js';
import { collect, sampleEvents } from '../sample-events.js';
import { openEventStoreDbEventStore } from './eventstoredb-event-store.js';

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );
const times = { appendMs: 300, readMs: 300 };

describe('The connection to EventStoreDB', () => {
  const closing: (() => Promise<unknown> | void)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  const serve = async (...options: Parameters<typeof startProtocolServer>): Promise<ProtocolServer> => {
    const server = await startProtocolServer(...options);
    closing.push(server.stop);
    return server;
  };
  const open = (url: string): EventStore => {
    const store = openEventStoreDbEventStore({ url, ...times });
    closing.push(store.close);
    return store;
  };

  it('that does not come about fails with the reason, and an append is not called ambiguous', async () => {
    const store = open('esdb://localhost:1?tls=false');
    const refused = await failure(store.append('nowhere', 'none', sampleEvents('nowhere', 1)));
    expect(refused).toMatchObject({
      code: status.UNAVAILABLE,
      message: expect.stringContaining('ECONNREFUSED'),
    });
    await expect(store.head()).rejects.toMatchObject({ code: status.UNAVAILABLE });
  });

  it('to something that accepts it and never speaks is given up in time', async () => {
    const hole: Server = createServer(() => undefined);
    await new Promise<void>((resolve) => hole.listen(0, 'localhost', resolve));
    const sockets = new Set<Socket>();
    hole.on('connection', (socket) => sockets.add(socket));
    closing.push(() => {
      for (const socket of sockets) socket.destroy();
      hole.close();
    });
    const { port } = hole.address() as { port: number };
    const store = open(`esdb://localhost:${port}?tls=false`);
    const started = performance.now();
    expect(await failure(store.append('hole', 'none', sampleEvents('hole', 1)))).toMatchObject({
      name: 'NoAnswer',
    });
    expect(await failure(collect(store.readLog()))).toMatchObject({ name: 'NoAnswer' });
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('is closed within seconds, although the server has left an append unanswered', async () => {
    const server = await serve();
    const store = open(server.url);
    server.faults.append.push(...Array(3).fill({ kind: 'mute', stored: false }));
    const appending = failure(store.append('mute', 'none', sampleEvents('mute', 1)));
    const started = performance.now();
    await store.close();
    expect(await appending).toBeInstanceOf(AmbiguousWrite);
    expect(performance.now() - started).toBeLessThan(8_000);
  });

  it.each([
    'esdb://admin:sesame-open@',
    'esdb://admin:sesame-open@host:port?tls=true',
    'kurrentdb://admin:sesame-open@localhost',
    'esdb://admin%:sesame-open@localhost%zz',
    'esdb://:sesame-open@localhost',
    'esdb://admin:sesame-open@localhost?nodePreference=sesame-open',
  ])('by a URL that cannot be used says what one looks like, and does not repeat it: %s', (url) => {
    let refusal: unknown;
    try {
      openEventStoreDbEventStore({ url });
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(Error);
    expect(inspect(refusal, { depth: 9, showHidden: true })).not.toContain('sesame-open');
  });

  it('behind TLS needs a user, because without one the client would use its batch', () => {
    expect(() => openEventStoreDbEventStore({ url: 'esdb://localhost:2113' })).toThrow(
      'needs a user and a password',
    );
  });

  it.each(['tranche', '$tranche.', 'a.b.', ''])(
    'takes no prefix that could be the beginning of another: "%s"',
    (prefix) => {
      expect(() => openEventStoreDbEventStore({ url: 'esdb://localhost:2113?tls=false', prefix })).toThrow(
        'prefix',
      );
    },
  );

  const certificate = throwawayCertificate();
  const withTls = certificate ? it : it.skip;

  withTls(
    'behind TLS carries the user and the password with every call (skipped without openssl)',
    async () => {
      const server = await serve({ certificate, user: 'admin:s@same' });
      const store = open(server.url.replace('admin:s@same', 'admin:s%40same'));
      await store.append('tls', 'none', sampleEvents('tls', 2));
      expect(await collect(store.readLog())).toHaveLength(2);
      const authorization = `Basic ${Buffer.from('admin:s@same').toString('base64')}`;
      expect(new Set(server.calls.map((call) => call.authorization))).toEqual(new Set([authorization]));
      expect(server.calls.map(({ method }) => method)).not.toContain('batchAppend');
    },
  );

  withTls('with a wrong password is refused at once, and the error does not hold the password', async () => {
    const server = await serve({ certificate, user: 'admin:right' });
    const store = open(server.url.replace('admin:right', 'admin:sesame-open'));
    const refusals = [
      await failure(store.append('tls', 'none', sampleEvents('tls', 1))),
      await failure(collect(store.readLog())),
      await failure(collect(store.follow({ signal: AbortSignal.timeout(5_000) }))),
    ];
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ type: 'access-denied' });
      const shown = inspect(refusal, { depth: 9, showHidden: true });
      expect(shown).not.toContain('sesame-open');
      expect(shown).not.toContain(Buffer.from('admin:sesame-open').toString('base64'));
    }
    expect(server.calls).toHaveLength(3);
  });

  describe('with the batch append of the bare client, which this adapter avoids', () => {
    const pending = Symbol('pending');
    const after = (ms: number): Promise<symbol> =>
      new Promise((resolve) => setTimeout(() => resolve(pending), ms));
    const append = (client: EventStoreDBClient, stream: string): Promise<unknown> =>
      failure(client.appendToStream(stream, jsonEvent({ type: 'Tried', data: {} }), { deadline: 200 }));

    const bare = (url: string): EventStoreDBClient => {
      const client = EventStoreDBClient.connectionString(url);
      closing.push(() => void client.dispose());
      return client;
    };

    it('would wait for ever for an answer, whatever the deadline', async () => {
      const server = await serve();
      const client = bare(server.url);
      server.faults.append.push({ kind: 'mute', stored: true });
      expect(await Promise.race([append(client, 'bare'), after(1_000)])).toBe(pending);
    });

    it('would lose this append and every later one when the server ends the batch', async () => {
      const server = await serve();
      const client = bare(server.url);
      server.faults.append.push({ kind: 'end' });
      expect(await Promise.race([append(client, 'bare'), after(700)])).toBe(pending);
      expect(await Promise.race([append(client, 'bare'), after(700)])).toBe(pending);
    });

    it('would fail for ever after the list of features was refused once', async () => {
      const server = await serve();
      const client = bare(server.url);
      server.faults.features.push(status.INTERNAL);
      for (const stream of ['bare', 'bare-2']) {
        expect(await append(client, stream)).toMatchObject({ code: status.INTERNAL });
      }
      expect(server.calls.map(({ method }) => method)).toEqual(['features']);
    });
  });
});
