import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '#embedded-postgres/embedded-postgres.js';

/** A PostgreSQL of our own that can be killed like a machine that loses power, apart from its disk. */
export interface MortalDatabase {
  /** A fresh, empty database. */
  create(name: string): Promise<string>;
  drop(name: string): Promise<void>;
  /** SIGKILL to the server and everything it has started. */
  kill(): Promise<void>;
  /** Brings it back on the same data; it recovers what was committed. */
  restart(): Promise<void>;
  remove(): Promise<void>;
}

export const startMortalDatabase = async (): Promise<MortalDatabase> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'tranche-crash-'));
  await chmod(folder, 0o755);
  const dataDir = path.join(folder, 'pg');
  const start = async (): Promise<string> =>
    (await startEmbeddedPostgres({ dataDir, log: () => undefined })).url;
  const serverUrl = await start();
  const order = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  return {
    create: async (name) => {
      await order(`create database ${name} template template0`);
      return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
    },
    drop: (name) => order(`drop database if exists ${name} with (force)`),
    kill: async () => killFamily(await postmasterOf(dataDir)),
    restart: async () => {
      const url = await start();
      if (url !== serverUrl) throw new Error('The database came back on another port');
    },
    remove: async () => {
      await removeEmbeddedPostgres(dataDir);
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const postmasterOf = async (dataDir: string): Promise<number> => {
  const file = path.join(await realpath(dataDir), 'cluster', 'postmaster.pid');
  return Number((await readFile(file, 'utf8')).split('\n')[0]);
};

/** The parent first, so that it starts no new children. */
const killFamily = async (parent: number): Promise<void> => {
  const family = [parent, ...childrenOf(parent)];
  for (const pid of family) kill(pid);
  while (family.some((pid) => isAlive(pid))) await pause(10);
};

const childrenOf = (parent: number): readonly number[] =>
  execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, ppid]) => ppid === parent)
    .map(([pid]) => pid ?? 0);

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was gone already, which is as good.
  }
};

/** A dead process that nobody has waited for is dead enough. */
const isAlive = (pid: number): boolean => {
  try {
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .startsWith('Z');
  } catch {
    return false;
  }
};
