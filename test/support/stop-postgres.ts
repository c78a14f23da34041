import { once } from 'node:events';
import type { KeeperHolder } from './start-postgres.js';

/** Jest's global teardown: closing its input tells the keeper to end the server and delete its data. */
export default async function stopPostgres(): Promise<void> {
  const keeper = (globalThis as KeeperHolder).postgresKeeper;
  if (!keeper || keeper.exitCode !== null) return;
  const ended = once(keeper, 'exit');
  keeper.stdin?.end();
  await ended;
}
