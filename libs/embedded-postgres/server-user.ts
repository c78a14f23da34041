import { execFile, spawnSync } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readFile, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { refuse, RefusalError } from '#kernel/refusal.js';
import { type Binaries, exists } from './binaries.js';

/** The operating system user the server runs as when we are root; PostgreSQL itself refuses root. */
export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Where binaries and data go when root keeps the project in a folder that no other user may enter. */
const SYSTEM_FOLDER = '/var/lib/tranche';

const run = promisify(execFile);

/** Undefined unless we are root: then whoever owns the data already, or else `postgres` or `nobody`. */
export const chooseServerUser = async (dataDir: string): Promise<ServerUser | undefined> => {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(dataDir).catch(() => undefined);
  if (owner && owner.uid !== 0) return { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all([idOf('-u', name), idOf('-g', name)]);
    if (uid && gid) return { name, uid, gid };
  }
  throw new RefusalError(
    refuse(
      'embedded-postgres.no-server-user',
      'PostgreSQL 不能以 root 身份运行，系统中也没有 postgres 或 nobody 用户：请改用普通用户运行，或设置 DATABASE_URL',
      'PostgreSQL does not run as root, and there is no user postgres or nobody: run as an ordinary user, or set DATABASE_URL',
    ),
  );
};

const idOf = async (flag: '-u' | '-g', name: string): Promise<number | undefined> => {
  const id = await run('id', [flag, name]).catch(() => undefined);
  return id && Number(id.stdout);
};

/**
 * Makes the data folder, owned by the server user and closed to everybody else, and returns its real path. Where the
 * server user may not enter the parent (a project under /root), the folder is a link to one in {@link SYSTEM_FOLDER}.
 */
export const prepareDataDir = async (dataDir: string, user: ServerUser | undefined): Promise<string> => {
  await mkdir(path.dirname(dataDir), { recursive: true });
  const isLink = (await lstat(dataDir).catch(() => undefined))?.isSymbolicLink();
  if (isLink && !(await exists(dataDir))) await rm(dataDir);
  if (user && !(await exists(dataDir)) && !canEnter(path.dirname(dataDir), user)) {
    await linkToSystemFolder(dataDir, user);
  }
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const real = await realpath(dataDir);
  if (!user) return real;
  if ((await stat(real)).uid !== user.uid) await run('chown', ['-R', `${user.uid}:${user.gid}`, real]);
  if (!canEnter(real, user)) throw unreachable(real, user);
  return real;
};

const linkToSystemFolder = async (dataDir: string, user: ServerUser): Promise<void> => {
  await makeSystemFolder(dataDir, user);
  const elsewhere = await mkdtemp(path.join(SYSTEM_FOLDER, 'pg-'));
  await symlink(elsewhere, dataDir).catch(async (error: NodeJS.ErrnoException) => {
    // Another process made the link first; then its folder is the one.
    await rm(elsewhere, { recursive: true });
    if (error.code !== 'EEXIST') throw error;
  });
};

/** The same binaries, copied to {@link SYSTEM_FOLDER} where the server user cannot execute them in node_modules. */
export const reachableBinaries = async (
  binaries: Binaries,
  user: ServerUser | undefined,
): Promise<Binaries> => {
  if (!user || canEnter(binaries.postgres, user)) return binaries;
  const native = path.resolve(path.dirname(binaries.postgres), '..');
  await makeSystemFolder(native, user);
  const { version } = JSON.parse(await readFile(path.join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = path.join(SYSTEM_FOLDER, `postgres-${version}`);
  if (!(await exists(copy))) {
    const unfinished = await mkdtemp(path.join(SYSTEM_FOLDER, 'postgres-unfinished-'));
    await run('cp', ['-R', `${native}/.`, unfinished]);
    await run('chmod', ['-R', 'a+rX', unfinished]);
    // Another process may have finished the same copy first; then ours is not needed.
    await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true }));
  }
  const inCopy = (program: string) => path.join(copy, path.relative(native, program));
  return {
    initdb: inCopy(binaries.initdb),
    pg_ctl: inCopy(binaries.pg_ctl),
    postgres: inCopy(binaries.postgres),
  };
};

/** Asks the operating system, as that user: mode bits alone would miss access lists and mount options. */
const canEnter = (target: string, { uid, gid }: ServerUser): boolean =>
  spawnSync('/bin/sh', ['-c', 'test -x "$0"', target], { uid, gid, cwd: '/' }).status === 0;

const makeSystemFolder = async (wanted: string, user: ServerUser): Promise<void> => {
  await mkdir(SYSTEM_FOLDER, { recursive: true, mode: 0o755 }).catch(() => undefined);
  if (!canEnter(SYSTEM_FOLDER, user)) throw unreachable(wanted, user);
};

const unreachable = (place: string, user: ServerUser): RefusalError =>
  new RefusalError(
    refuse(
      'embedded-postgres.unreachable',
      `数据库用户 ${user.name} 无法进入 ${place}：请改用普通用户运行，把项目移出 root 专用目录，或设置 DATABASE_URL`,
      `The database user ${user.name} cannot enter ${place}: run as an ordinary user, move the project out of a folder private to root, or set DATABASE_URL`,
    ),
  );
