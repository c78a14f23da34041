import type { Snapshot } from '../snapshot-store.js';
import { createMigratedTestDatabase, type MigratedTestDatabase } from './migrated-test-database.js';
import { openPostgresSnapshotStore } from './postgres-snapshot-store.js';

describe('Snapshots in PostgreSQL', () => {
  let database: MigratedTestDatabase;
  beforeAll(async () => {
    database = await createMigratedTestDatabase();
  }, 30_000);
  afterAll(() => database.drop());

  const snapshot = (more: Partial<Snapshot> = {}): Snapshot => ({
    stream: 'cap-1',
    version: 1,
    revision: 999,
    streamHash: 'a'.repeat(64),
    state: { 预留: ['r1', '900719925474099312', null] },
    ...more,
  });

  it('come back as they were kept, by stream and version', async () => {
    const snapshots = openPostgresSnapshotStore(database.pool);
    await snapshots.save(snapshot());
    await snapshots.save(snapshot({ version: 2, state: null }));
    expect(await snapshots.load('cap-1', 1)).toEqual(snapshot());
    expect(await snapshots.load('cap-1', 2)).toEqual(snapshot({ version: 2, state: null }));
    expect(await snapshots.load('cap-1', 3)).toBeUndefined();
    expect(await snapshots.load('cap-2', 1)).toBeUndefined();
  });

  it('are replaced by later ones and never by earlier ones', async () => {
    const snapshots = openPostgresSnapshotStore(database.pool);
    for (const revision of [1_999, 500])
      await snapshots.save(snapshot({ stream: 'cap-3', revision, state: revision }));
    expect(await snapshots.load('cap-3', 1)).toMatchObject({ revision: 1_999, state: 1_999 });
  });
});
