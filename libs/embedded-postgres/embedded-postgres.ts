import { randomBytes } from 'node:crypto';
import { appendFile, chown, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { refuse, RefusalError } from '#kernel/refusal.js';
import { type Binaries, exists, locateBinaries, runTool } from './binaries.js';
import { type Connection, ensureFreePort, keepConnection } from './connection-file.js';
import { dropRecycledPidFile, runningServer } from './postmaster-pid.js';
import { chooseServerUser, prepareDataDir, reachableBinaries, type ServerUser } from './server-user.js';

export interface EmbeddedPostgres {
  /** Superuser connection to the database `tranche`, over 127.0.0.1. */
  readonly url: string;
  /** True when a server was already running on the folder, left by a process that died or started by another one. */
  readonly adopted: boolean;
  /** Version of the server, for instance `18.4`. */
  readonly version: string;
  /** Stops the server for every process that uses it, after its last transaction is on disk. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Folder of its own for data, connection and logs; made when missing. */
  readonly dataDir: string;
  /** Told what is worth knowing while it happens, in one line each. */
  readonly log: (line: string) => void;
}

interface Place {
  /** Real path of the data folder. */
  readonly folder: string;
  readonly cluster: string;
  readonly serverLog: string;
  readonly toolLog: string;
  readonly user: ServerUser | undefined;
  readonly binaries: Binaries;
}

const START_ATTEMPTS = 5;
const ANSWER_TIMEOUT_MS = 60_000;

/**
 * Starts PostgreSQL on a folder, or adopts the server that already runs on it. The server is detached: it outlives a
 * killed process, which loses nothing, and the next start finds it again.
 * @throws RefusalError `embedded-postgres.*` with the reason PostgreSQL itself gave.
 */
export const startEmbeddedPostgres = async ({
  dataDir,
  log,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const place = await findPlace(dataDir);
  if (place.folder !== path.resolve(dataDir)) log(`PostgreSQL keeps its data in ${place.folder}`);
  const connection = await keepConnection(place.folder, place.user);
  if (!(await exists(place.cluster))) await initialise(place, connection);

  const running = await runningServer(place.cluster);
  const port = running?.port ?? (await startServer(place, connection, log));
  const version = await untilItAnswers(place, { ...connection, port });
  if (running) log(`Adopted the PostgreSQL ${version} that was still running as process ${running.pid}`);
  return {
    url: urlOf({ ...connection, port }, 'tranche'),
    adopted: running !== undefined,
    version,
    stop: () => stopServer(place),
  };
};

/** Stops the server that may run on a folder and deletes the folder with all its data. */
export const removeEmbeddedPostgres = async (dataDir: string): Promise<void> => {
  if (await exists(path.join(dataDir, 'cluster'))) await stopServer(await findPlace(dataDir));
  const folder = await realpath(dataDir).catch(() => dataDir);
  await rm(folder, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
};

const findPlace = async (dataDir: string): Promise<Place> => {
  const user = await chooseServerUser(dataDir);
  const folder = await prepareDataDir(path.resolve(dataDir), user);
  return {
    folder,
    cluster: path.join(folder, 'cluster'),
    serverLog: path.join(folder, 'postgres.log'),
    toolLog: path.join(folder, 'tools.log'),
    user,
    binaries: await reachableBinaries(await locateBinaries(), user),
  };
};

/** Builds the cluster beside its final place and renames it, so that a crash half-way leaves no half a cluster. */
const initialise = async (place: Place, { password }: Connection): Promise<void> => {
  const draft = `${place.cluster}.${randomBytes(4).toString('hex')}`;
  const passwordFile = `${draft}.password`;
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (place.user) await chown(passwordFile, place.user.uid, place.user.gid);
  try {
    await runOrRefuse(place, place.binaries.initdb, [
      `--pgdata=${draft}`,
      '--username=tranche',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      // Without these a bare environment (systemd, cron, a container) yields SQL_ASCII, where Chinese text breaks.
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--data-checksums',
      '--set=listen_addresses=127.0.0.1',
      '--set=unix_socket_directories=',
      '--set=timezone=UTC',
      '--set=log_timezone=UTC',
    ]);
    // Of two processes that initialise at once the first rename wins; both used the same kept password.
    await rename(draft, place.cluster).catch((error: unknown) =>
      exists(place.cluster).then((other) => {
        if (!other) throw error;
      }),
    );
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
};

/** Returns the port. Tries again for a moment: backends of a killed server need one to notice and go. */
const startServer = async (
  place: Place,
  connection: Connection,
  log: (line: string) => void,
): Promise<number> => {
  for (let attempt = 1; ; attempt += 1) {
    if (await dropRecycledPidFile(place.cluster)) log('Removed the pid file of a server that is gone');
    const { port } = await ensureFreePort(place.folder, connection, place.user);
    try {
      await runOrRefuse(place, place.binaries.pg_ctl, [
        'start',
        '--wait',
        `--timeout=${ANSWER_TIMEOUT_MS / 1000}`,
        `--pgdata=${place.cluster}`,
        `--log=${place.serverLog}`,
        '--options',
        `-p ${port}`,
      ]);
      return port;
    } catch (error) {
      const other = await runningServer(place.cluster);
      if (other) return other.port;
      if (attempt === START_ATTEMPTS || !mayPass(error)) throw error;
      await pause(200 * attempt);
    }
  }
};

const mayPass = (error: unknown): boolean => /lock file|shared memory|bind/.test((error as Error).message);

const stopServer = async (place: Place): Promise<void> => {
  if (!(await runningServer(place.cluster))) return;
  const stop = ['stop', '--mode=fast', '--wait', `--pgdata=${place.cluster}`];
  await runOrRefuse(place, place.binaries.pg_ctl, stop).catch(async (error: unknown) => {
    if (await runningServer(place.cluster)) throw error;
  });
};

/** Waits for recovery to end, makes the database on the first start and returns the version of the server. */
const untilItAnswers = async (place: Place, connection: Connection): Promise<string> => {
  const deadline = performance.now() + ANSWER_TIMEOUT_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: urlOf(connection, 'postgres') });
    try {
      await client.connect();
      const found = await client.query(`select from pg_database where datname = 'tranche'`);
      if (found.rowCount === 0) await client.query('create database tranche').catch(unlessItExists);
      const { rows } = await client.query<{ version: string }>(
        `select split_part(version(), ' ', 2) as version`,
      );
      return rows[0]!.version;
    } catch (error) {
      const later = ['ECONNREFUSED', CANNOT_CONNECT_NOW].includes((error as { code?: string }).code ?? '');
      if (!later || performance.now() > deadline) throw failed(place, (error as Error).message);
      await pause(100);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
};

/** SQLSTATE while the server starts, recovers or stops. */
const CANNOT_CONNECT_NOW = '57P03';

const unlessItExists = (error: { code?: string }): void => {
  if (!['42P04', '23505'].includes(error.code ?? '')) throw error as Error;
};

const runOrRefuse = async (place: Place, program: string, args: readonly string[]): Promise<void> => {
  const { user, folder, toolLog, serverLog } = place;
  await mkdir(folder, { recursive: true });
  await appendFile(toolLog, '', { mode: 0o600 });
  const before = await Promise.all([toolLog, serverLog].map(sizeOf));
  const code = await runTool(program, args, { user, cwd: folder, logFile: toolLog });
  if (code === 0) return;
  const said = await Promise.all(
    [toolLog, serverLog].map((file, index) => textAfter(file, before[index] ?? 0)),
  );
  throw failed(place, reasonIn(said.join('\n')) ?? `${path.basename(program)} exit code ${code}`);
};

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

const textAfter = (file: string, offset: number): Promise<string> =>
  readFile(file).then(
    (bytes) => bytes.subarray(offset).toString('utf8'),
    () => '',
  );

/** The lines that say why, rather than "could not start server, examine the log output". */
const reasonIn = (text: string): string | undefined => {
  const lines = text.split('\n').map((line) => line.replace(/^\d{4}-\S+ \S+ UTC \[\d+\] /, '').trim());
  const telling = lines.filter((line) => /\b(FATAL|PANIC|DETAIL|HINT|error):|error while loading/.test(line));
  return (telling.length > 0 ? telling : lines.filter(Boolean).slice(-3)).join(' ') || undefined;
};

const failed = ({ serverLog }: Place, reason: string): RefusalError =>
  new RefusalError(
    refuse(
      'embedded-postgres.failed',
      `内置 PostgreSQL 没有就绪：${reason}（日志：${serverLog}）`,
      `The embedded PostgreSQL is not ready: ${reason} (log: ${serverLog})`,
    ),
  );

const urlOf = ({ port, password }: Connection, database: string): string =>
  `postgres://tranche:${password}@127.0.0.1:${port}/${database}`;
