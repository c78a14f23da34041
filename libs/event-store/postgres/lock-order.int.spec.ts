import pg from 'pg';
import { collect, sampleEvent } from '../sample-events.js';
import { createMigratedTestDatabase, type MigratedTestDatabase } from './migrated-test-database.js';
import { openPostgresEventStore } from './postgres-event-store.js';

const STREAMS = Array.from({ length: 12 }, (_, no) => `shared-${no}`);
const PROCESSES = 3;
const ROUNDS = 10;

/** Locks are taken in one order, so writers wait for each other, but never in a circle. */
describe('Several processes with several writer connections, all appending to the same streams', () => {
  let database: MigratedTestDatabase;
  beforeAll(async () => {
    database = await createMigratedTestDatabase();
  }, 30_000);
  afterAll(() => database.drop());

  /** What the server has counted; a batch that fails is tried again in halves, so the writers would not tell. */
  const deadlocks = async (): Promise<number> => {
    const client = new pg.Client(database.url);
    await client.connect();
    const { rows } = await client.query<{ deadlocks: string }>(
      'select deadlocks from pg_stat_database where datname = current_database()',
    );
    await client.end();
    return Number(rows[0]?.deadlocks);
  };

  it('are all answered, in whatever order they ask, and no lock is waited for in a circle', async () => {
    const reader = openPostgresEventStore({ connection: database.url });
    const writers = Array.from({ length: PROCESSES }, () =>
      openPostgresEventStore({ connection: database.url }),
    );
    const orders = [STREAMS, STREAMS.toReversed(), [...STREAMS.slice(5), ...STREAMS.slice(0, 5)]];
    for (let round = 0; round < ROUNDS; round += 1)
      await Promise.all(
        writers.flatMap((store, no) =>
          (orders[no] ?? []).map((stream) =>
            store.append(stream, 'any', [sampleEvent(`${round} ${no} ${stream}`)]),
          ),
        ),
      );
    const lengths = await Promise.all(
      STREAMS.map(async (stream) => (await collect(reader.readStream(stream))).length),
    );
    await Promise.all([reader, ...writers].map((store) => store.close()));
    expect(lengths).toEqual(STREAMS.map(() => PROCESSES * ROUNDS));
    expect(await deadlocks()).toBe(0);
  });

  it('would deadlock, if each took its locks in the order of its requests (canary)', async () => {
    const writers = [new pg.Client(database.url), new pg.Client(database.url)];
    const lock = 'select pg_advisory_xact_lock(hashtextextended($1, 0))';
    await Promise.all(writers.map((writer) => writer.connect()));
    await Promise.all(writers.map((writer) => writer.query('begin')));
    await Promise.all(writers.map((writer, no) => writer.query(lock, [no === 0 ? 'a' : 'b'])));
    const outcomes = await Promise.allSettled(
      writers.map((writer, no) => writer.query(lock, [no === 0 ? 'b' : 'a'])),
    );
    await Promise.all(writers.map((writer) => writer.end()));
    const codes = outcomes.map((outcome) =>
      outcome.status === 'rejected' ? (outcome.reason as { code?: string }).code : 'locked',
    );
    expect(codes.toSorted()).toEqual(['40P01', 'locked']);
    expect(await deadlocks()).toBe(1);
  });
});
