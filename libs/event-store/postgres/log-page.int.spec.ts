import type { EventStore } from '../event-store.js';
import { collect, sampleEvent } from '../sample-events.js';
import { createMigratedTestDatabase, type MigratedTestDatabase } from './migrated-test-database.js';
import { openPostgresEventStore } from './postgres-event-store.js';

describe('A page of the log, as it comes by COPY', () => {
  let database: MigratedTestDatabase;
  let store: EventStore;
  beforeAll(async () => {
    database = await createMigratedTestDatabase();
    store = openPostgresEventStore({ connection: database.url });
  }, 30_000);
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  it('hands over what was written, whatever the script of its texts and however long its data', async () => {
    const plain = sampleEvent('plain', { line: 'one\ntwo\t\\ "three" \u0000' });
    const chinese = {
      ...sampleEvent('chinese', { title: '海外工程师年薪资助', emoji: '🧾' }),
      type: '已批准',
      metadata: { ...plain.metadata, actor: { id: '王"芳"', role: 'auditor' as const } },
    };
    const long = sampleEvent('long', { text: '年'.repeat(700_000) });
    await store.append('award-1', 'none', [plain]);
    await store.append('user-王芳', 'none', [chinese, long]);
    const read = await collect(store.readLog());
    const written = [plain, chinese, long];
    expect(read.map(({ id, type, data, metadata }) => ({ id, type, data, metadata }))).toEqual(
      written.map(({ id, type, data, metadata }) => ({ id, type, data, metadata })),
    );
    expect(read.map(({ stream, revision }) => `${stream}@${revision}`)).toEqual([
      'award-1@0',
      'user-王芳@0',
      'user-王芳@1',
    ]);
    expect(read.map(({ position }) => Number(position))).toEqual([1, 2, 3]);
  });

  it('lets go of a connection whose page failed, and of one whose page was read', async () => {
    const narrow = openPostgresEventStore({ connection: database.url, readers: 1 });
    await database.pool.query('alter table tranche_log.events rename column data to moved');
    await expect(collect(narrow.readLog())).rejects.toThrow('column "data" does not exist');
    await database.pool.query('alter table tranche_log.events rename column moved to data');
    for (const _again of [1, 2, 3]) expect(await collect(narrow.readLog())).toHaveLength(3);
    await narrow.close();
  });
});
