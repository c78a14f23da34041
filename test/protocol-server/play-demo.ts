import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startProtocolServer } from './protocol-server.js';

/**
 * The whole demo with its log in EventStoreDB's protocol and its read models in a PostgreSQL of its own. The log is this process's and
 * gone afterwards; with `EVENT_STORE_URL` it is a real, empty cluster.
 */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
};

const server = process.env.EVENT_STORE_URL ? undefined : await startProtocolServer();
const home = await mkdtemp(path.join(tmpdir(), 'tranche-demo-'));
const port = await freePort();
const cli = path.join(process.cwd(), 'dist', 'apps', 'cli', 'main.js');
const demo = spawn(
  process.execPath,
  ['--enable-source-maps', cli, 'demo', '--start', '--url', `http://127.0.0.1:${port}`],
  {
    stdio: 'inherit',
    env: { EVENT_STORE_URL: server?.url, ...process.env, TRANCHE_HOME: home, PORT: String(port) },
  },
);
const [code] = (await once(demo, 'exit')) as [number | null];
server?.stop();
await rm(home, { recursive: true, force: true });
process.exitCode = code ?? 1;
