import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { assert } from '#kernel/assert.js';
import type { ServerUser } from './server-user.js';

/** How to reach the server of one data folder: chosen once, kept in a file only its owner reads. */
export interface Connection {
  readonly port: number;
  readonly password: string;
}

const fileIn = (dataDir: string) => path.join(dataDir, 'connection.json');

/** Reads the connection, or chooses one. When two processes choose at once, both get what the first one wrote. */
export const keepConnection = async (dataDir: string, user: ServerUser | undefined): Promise<Connection> => {
  const known = await readConnection(dataDir);
  if (known) return known;
  const draft = await writeDraft(
    dataDir,
    { port: await freePort(), password: randomBytes(24).toString('hex') },
    user,
  );
  await link(draft, fileIn(dataDir)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
  const kept = await readConnection(dataDir);
  assert(kept, 'The connection file vanished while it was written');
  return kept;
};

/** The port stays the same from start to start, unless another program has taken it meanwhile. */
export const ensureFreePort = async (
  dataDir: string,
  connection: Connection,
  user: ServerUser | undefined,
): Promise<Connection> => {
  if (await isFree(connection.port)) return connection;
  const moved = { ...connection, port: await freePort() };
  await rename(await writeDraft(dataDir, moved, user), fileIn(dataDir));
  return moved;
};

const readConnection = async (dataDir: string): Promise<Connection | undefined> => {
  const text = await readFile(fileIn(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : (JSON.parse(text) as Connection);
};

const writeDraft = async (
  dataDir: string,
  connection: Connection,
  user: ServerUser | undefined,
): Promise<string> => {
  const draft = `${fileIn(dataDir)}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, JSON.stringify(connection), { mode: 0o600 });
  if (user) await chown(draft, user.uid, user.gid);
  return draft;
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
};

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer().listen(port, '127.0.0.1');
  const free = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  if (free) await new Promise((closed) => server.close(closed));
  return free;
};
