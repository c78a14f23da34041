import { connect, createServer, type Server, type Socket } from 'node:net';
import { type EventStore, RevisionConflict } from '../event-store.js';
import { collect, sampleEvent, sampleEvents } from '../sample-events.js';
import { createMigratedTestDatabase, type MigratedTestDatabase } from './migrated-test-database.js';
import { openPostgresEventStore, type PostgresEventStoreOptions } from './postgres-event-store.js';

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** Stands between a store and its database, and cuts connections when their append is done but not answered. */
const cuttingProxy = async (
  database: URL,
): Promise<{ url: string; cut: (times: number) => void; server: Server }> => {
  let cuts = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(database.port), database.hostname);
    let appending = false;
    client.on('data', (bytes) => {
      appending = bytes.includes('append-batch');
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      if (!appending || cuts === 0) return client.write(bytes);
      cuts -= 1;
      client.destroy();
      return upstream.destroy();
    });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => [client, upstream].forEach((end) => end.destroy()));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(database);
  url.host = `127.0.0.1:${(server.address() as { port: number }).port}`;
  return { url: url.href, server, cut: (times) => (cuts = times) };
};

describe('An append to PostgreSQL', () => {
  let database: MigratedTestDatabase;
  beforeAll(async () => {
    database = await createMigratedTestDatabase();
  }, 30_000);
  afterAll(() => database.drop());

  const closing: (() => Promise<void>)[] = [];
  const open = (options: PostgresEventStoreOptions): EventStore => {
    const store = openPostgresEventStore(options);
    closing.push(store.close);
    return store;
  };
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((close) => close()));
  });

  it('that the database refuses does not fail the appends that share its batch', async () => {
    const store = open({ connection: database.url, writers: 1 });
    const appends = Array.from({ length: 9 }, (_, index) => {
      const event = sampleEvent(`neighbour ${index}`);
      const type = index === 4 ? 'Bad\u0000Type' : event.type;
      return failure(store.append(`neighbour-${index}`, 'none', [{ ...event, type }]));
    });
    const failures = await Promise.all(appends);
    expect(failures.filter((error) => error !== undefined)).toEqual([
      expect.objectContaining({ code: '22021' }),
    ]);
    expect(failures[4]).toBeDefined();
  });

  it('that loses its race does not fail the appends that share its batch', async () => {
    const store = open({ connection: database.url, writers: 1 });
    const [won, lost, beside] = await Promise.all([
      failure(store.append('lost-a', 'none', sampleEvents('lost a', 1))),
      failure(store.append('lost-b', 5, sampleEvents('lost b', 1))),
      failure(store.append('lost-c', 'none', sampleEvents('lost c', 1))),
    ]);
    expect([won, beside]).toEqual([undefined, undefined]);
    expect(lost).toBeInstanceOf(RevisionConflict);
  });

  it.each([1, 2])('of one id to two streams at once is stored once, with %i writers', async (writers) => {
    const store = open({ connection: database.url, writers });
    const event = sampleEvent(`shared ${writers}`);
    const failures = await Promise.all(
      ['shared-a', 'shared-b'].map((stream) =>
        failure(store.append(`${stream}-${writers}`, 'none', [event])),
      ),
    );
    expect(failures.filter((error) => error === undefined)).toHaveLength(1);
    expect(failures.find((error) => error !== undefined)).toMatchObject({
      name: 'EventIdReused',
      eventId: event.id,
    });
  });

  it('whose connection is lost after the commit asks again, and is stored once', async () => {
    const proxy = await cuttingProxy(new URL(database.url));
    closing.push(async () => void proxy.server.close());
    const store = open({ connection: proxy.url });
    proxy.cut(1);
    const events = sampleEvents('cut once', 2);
    expect(await store.append('cut-once', 'none', events)).toMatchObject({ revision: 1 });
    expect(await collect(store.readStream('cut-once'))).toHaveLength(2);
  });

  it('whose connection is lost twice is ambiguous; the same ids later tell what is in the log', async () => {
    const proxy = await cuttingProxy(new URL(database.url));
    closing.push(async () => void proxy.server.close());
    const store = open({ connection: proxy.url });
    proxy.cut(2);
    const events = sampleEvents('cut twice', 2);
    const ambiguous = await failure(store.append('cut-twice', 'none', events));
    expect(ambiguous).toMatchObject({
      name: 'AmbiguousWrite',
      stream: 'cut-twice',
      cause: expect.any(Error),
    });
    expect(await store.append('cut-twice', 'none', events)).toMatchObject({ revision: 1, repeated: true });
    expect(await collect(store.readStream('cut-twice'))).toHaveLength(2);
  });

  it('that reaches no database at all fails with the reason, and is not called ambiguous', async () => {
    const store = open({ connection: 'postgres://nobody@127.0.0.1:1/nowhere' });
    expect(await failure(store.append('nowhere', 'none', sampleEvents('nowhere', 1)))).toMatchObject({
      code: 'ECONNREFUSED',
    });
  });

  it('that waits too long for a lock gives up, writes nothing, and works again afterwards', async () => {
    const store = open({ connection: database.url, statementTimeoutMs: 300 });
    const holder = await database.pool.connect();
    await holder.query('begin');
    await holder.query('select * from tranche_log.head for update');
    const events = sampleEvents('timeout', 1);
    expect(await failure(store.append('timeout', 'none', events))).toMatchObject({ code: '57014' });
    await holder.query('rollback');
    holder.release();
    expect(await collect(store.readStream('timeout'))).toEqual([]);
    expect(await store.append('timeout', 'none', events)).toMatchObject({ repeated: false });
  });

  it('survives the end of all its connections between two appends', async () => {
    const store = open({ connection: database.url });
    await store.append('ended', 'none', sampleEvents('ended a', 1));
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'tranche event store' and datname = current_database()`,
    );
    expect(await store.append('ended', 0, sampleEvents('ended b', 1))).toMatchObject({ revision: 1 });
  });
});
