import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '#embedded-postgres/embedded-postgres.js';

/** Starts a PostgreSQL, prints its URL, and removes it with its data and our compiled sources once our input closes. */
const [, , compiled] = process.argv;
const folder = await mkdtemp(path.join(tmpdir(), 'tranche-test-'));
await chmod(folder, 0o755);
const dataDir = path.join(folder, 'pg');
try {
  const { url } = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  process.stdout.write(`${url}\n`);
  await text(process.stdin);
} finally {
  await removeEmbeddedPostgres(dataDir);
  await rm(folder, { recursive: true, force: true });
  if (compiled) await rm(compiled, { recursive: true, force: true });
}
