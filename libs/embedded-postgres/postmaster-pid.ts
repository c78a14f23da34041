import { execFile } from 'node:child_process';
import { link, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The port of the server that runs on this cluster; undefined when none does. The pid file alone proves nothing: its
 * pid may be dead, or belong to another program by now.
 */
export const runningServer = async (cluster: string): Promise<{ pid: number; port: number } | undefined> => {
  const lines = (await readPidFile(cluster)).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && port > 0 && (await isPostgresOn(pid, cluster)) ? { pid, port } : undefined;
};

/**
 * Removes a pid file whose pid was recycled by another program, because PostgreSQL would refuse to start for ever. It
 * removes the file of a dead process by itself, after checking that no backend still uses the shared memory.
 */
export const dropRecycledPidFile = async (cluster: string): Promise<boolean> => {
  const judged = await readPidFile(cluster);
  const pid = Number(judged.split('\n')[0]);
  if (!(pid > 0) || !isAlive(pid) || (await isPostgresOn(pid, cluster))) return false;
  const file = pidFile(cluster);
  const aside = `${file}.recycled-${process.pid}`;
  await rename(file, aside);
  // A server may have started between the look and the rename; then its file goes back.
  if ((await readFile(aside, 'utf8')) !== judged) await link(aside, file);
  await rm(aside);
  return true;
};

const pidFile = (cluster: string) => path.join(cluster, 'postmaster.pid');

const readPidFile = (cluster: string): Promise<string> => readFile(pidFile(cluster), 'utf8').catch(() => '');

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** The postmaster keeps its command line, `postgres -D <cluster> …`. Windows shows only the name of the program. */
const isPostgresOn = async (pid: number, cluster: string): Promise<boolean> => {
  if (process.platform === 'win32') {
    const { stdout } = await run('tasklist', ['/FI', `PID eq ${pid}`, '/NH']).catch(() => ({ stdout: '' }));
    return stdout.toLowerCase().includes('postgres.exe');
  }
  const commandLine =
    process.platform === 'linux'
      ? await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      : await run('ps', ['-ww', '-o', 'command=', '-p', `${pid}`]).then(
          ({ stdout }) => stdout,
          () => '',
        );
  return commandLine.includes('postgres') && commandLine.includes(cluster);
};
