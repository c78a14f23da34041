import { fileURLToPath } from 'node:url';
import pg, { type Pool } from 'pg';
import { createTestDatabase } from '../../../test/support/test-database.js';
import { migrate } from './migrate.js';

export const MIGRATIONS = fileURLToPath(new URL('../../../deploy/migrations/log', import.meta.url));

export interface MigratedTestDatabase {
  readonly url: string;
  /** For looking at the tables directly. */
  readonly pool: Pool;
  readonly drop: () => Promise<void>;
}

export const createMigratedTestDatabase = async (): Promise<MigratedTestDatabase> => {
  const { url, drop } = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: url });
  // The drop may end a connection that is still saying goodbye.
  pool.on('error', () => undefined);
  await migrate(pool, MIGRATIONS);
  return {
    url,
    pool,
    drop: async () => {
      await pool.end();
      await drop();
    },
  };
};
