import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { HeldLease, Lease } from '#reactions/lease.js';

const ASK_AGAIN_MS = 1_000;

/**
 * Leases as session locks of PostgreSQL, each on a connection of its own. The server frees the lock when the session ends,
 * however the process dies; a process whose connection breaks is told through `lost`.
 */
export const postgresLease = (url: string): Lease => ({
  async acquire(name, signal) {
    const client = new pg.Client({
      connectionString: url,
      keepAlive: true,
      application_name: `lease ${name}`,
    });
    const lost = new AbortController();
    client.on('error', () => lost.abort());
    client.on('end', () => lost.abort());
    try {
      await client.connect();
      // Asking again and again instead of waiting inside the server: a waiting session would outlive its process.
      while (!signal.aborted) {
        if (await tryLock(client, name)) return held(client, lost.signal);
        await sleep(ASK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
    } catch (error) {
      await end(client);
      throw error;
    }
    await end(client);
    return undefined;
  },
});

const tryLock = async (client: pg.Client, name: string): Promise<boolean> => {
  const { rows } = await client.query<{ locked: boolean }>(
    `select pg_try_advisory_lock(hashtextextended('tranche lease ' || $1, 0)) as locked`,
    [name],
  );
  return rows[0]?.locked ?? false;
};

const held = (client: pg.Client, lost: AbortSignal): HeldLease => ({ lost, release: () => end(client) });

/** The connection may be broken already; then the server has freed the lock. */
const end = (client: pg.Client): Promise<void> => client.end().catch(() => undefined);
