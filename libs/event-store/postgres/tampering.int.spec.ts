import { contentHashOf } from '../content-of-event.js';
import { EventCorrupted, type EventStore } from '../event-store.js';
import { collect, sampleEvent, sampleEvents } from '../sample-events.js';
import { createMigratedTestDatabase, type MigratedTestDatabase } from './migrated-test-database.js';
import { openPostgresEventStore } from './postgres-event-store.js';

describe('The log in PostgreSQL, under somebody who may write to the database', () => {
  let database: MigratedTestDatabase;
  let store: EventStore;
  beforeEach(async () => {
    database = await createMigratedTestDatabase();
    store = openPostgresEventStore({ connection: database.url });
    await store.append('award-1', 'none', sampleEvents('award', 4));
  }, 30_000);
  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  /** What the owner of the tables can do, and a service account cannot. */
  const force = async (sql: string, values: unknown[] = []): Promise<void> => {
    await database.pool.query('alter table tranche_log.events disable trigger all');
    await database.pool.query(sql, values);
  };

  it.each([
    "update tranche_log.events set data = '{}'",
    'delete from tranche_log.events where revision = 9',
    'truncate tranche_log.events',
  ])('refuses `%s`', async (sql) => {
    await expect(database.pool.query(sql)).rejects.toThrow('append-only');
    expect(await collect(store.readLog())).toHaveLength(4);
  });

  it.each([
    ['data', `data = replace(data, '"index":2', '"index":3')`],
    ['one space in the data', `data = replace(data, '"index":2', '"index": 2')`],
    ['type', "type = 'TranchePaid'"],
    ['effective day', "effective_on = '2025-01-02'"],
    ['actor', "metadata = replace(metadata, 'wang', 'li')"],
    ['end of the metadata', 'metadata = left(metadata, -1)'],
  ])('notices a changed %s', async (_what, change) => {
    await force(`update tranche_log.events set ${change} where revision = 2`);
    await expect(collect(store.readStream('award-1'))).rejects.toThrow(EventCorrupted);
    await expect(collect(store.readLog())).rejects.toThrow('award-1@2: its content does not match its hash');
    await expect(collect(store.readStream('award-1', { limit: 2 }))).resolves.toHaveLength(2);
  });

  it.each([
    ['hash cut short', 'content_hash = left(content_hash, 60)'],
    ['chain made longer', "stream_hash = stream_hash || 'ff'"],
    ['day made longer', "effective_on = effective_on || ' '"],
  ])('notices a %s', async (_what, change) => {
    await force(`update tranche_log.events set ${change} where revision = 2`);
    await expect(collect(store.readStream('award-1'))).rejects.toThrow(EventCorrupted);
    await expect(collect(store.readLog())).rejects.toThrow(EventCorrupted);
  });

  it('notices an actor slipped in behind the true one', async () => {
    await force(`update tranche_log.events set metadata = left(metadata, -1) || ',"actor":{"id":"li","role":"auditor"}}'
      where revision = 2`);
    await expect(collect(store.readStream('award-1'))).rejects.toThrow(
      'award-1@2: its content does not match its hash',
    );
    await expect(collect(store.readLog())).rejects.toThrow('award-1@2: its content does not match its hash');
  });

  it('notices, by the chain, a changed event whose hash was changed with it', async () => {
    const event = { ...sampleEvent('award/2', { name: 'award', index: 200 }) };
    await force('update tranche_log.events set data = $1, content_hash = $2 where revision = 2', [
      '{"index":200,"name":"award"}',
      contentHashOf(event),
    ]);
    for (const from of [0, 1, 2]) {
      await expect(collect(store.readStream('award-1', { from }))).rejects.toThrow(
        'award-1@2: it does not continue the chain',
      );
    }
  });

  it('notices a removed event in its stream and in the log', async () => {
    await force('delete from tranche_log.events where revision = 1');
    await expect(collect(store.readStream('award-1'))).rejects.toThrow('award-1@2: revision 1 is missing');
    await expect(collect(store.readStream('award-1', { from: 2 }))).rejects.toThrow(
      'award-1@2: revision 1 is missing',
    );
    await expect(collect(store.readLog())).rejects.toThrow(
      '0000000000000002: the event at this position is missing',
    );
  });

  it('notices in the log that its last event was removed', async () => {
    await force('delete from tranche_log.events where revision = 3');
    await expect(collect(store.readLog())).rejects.toThrow(
      '0000000000000004: the event at this position is missing',
    );
  });
});
