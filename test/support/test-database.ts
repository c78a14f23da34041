import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { assert } from '#kernel/assert.js';

export interface TestDatabase {
  readonly url: string;
  /** Ends every session of the database and deletes it. */
  drop(): Promise<void>;
}

/** A fresh, empty database on the server of this run; take one per spec file, so that files can run side by side. */
export const createTestDatabase = async (): Promise<TestDatabase> => {
  const server = process.env.TEST_POSTGRES_URL;
  assert(server, 'TEST_POSTGRES_URL is not set: only int and e2e specs get a PostgreSQL');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(server, `create database ${name} template template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      await onServer(server, letGo(name));
      await onServer(server, `drop database if exists ${name} with (force)`);
      // A service that ran on it made the database of its keys beside it.
      await onServer(server, `drop database if exists ${name}_keys with (force)`);
    },
  };
};

/**
 * Half a second for sessions that were told to end. A pool does not wait for a connection it threw away after an error, and one that
 * is terminated meanwhile would fail whichever test runs then.
 */
const letGo = (name: string): string => `do $$ begin
  for attempt in 1..20 loop
    perform pg_stat_clear_snapshot();
    exit when not exists (select from pg_stat_activity where datname = '${name}');
    perform pg_sleep(0.025);
  end loop;
end $$`;

const onServer = async (connectionString: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};
