import { describeEventStore } from '../event-store.contract.js';
import { createMigratedTestDatabase } from './migrated-test-database.js';
import { openPostgresEventStore } from './postgres-event-store.js';

describeEventStore('The PostgreSQL adapter', async () => {
  const { url, drop } = await createMigratedTestDatabase();
  const store = openPostgresEventStore({ connection: url });
  const peer = openPostgresEventStore({ connection: url });
  const dispose = async (): Promise<void> => {
    await store.close();
    await drop();
  };
  return { store, peer, dispose, idsAreUniqueIn: 'log' };
});
