import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export type Half = 'whole' | 'api' | 'worker';

/** The built service in processes of its own that come back when they end, as an init system would see to it. */
export interface MortalService {
  readonly url: string;
  /** SIGKILL; resolves once it is running again. Tells how long that took, in milliseconds. */
  kill(half: Half): Promise<number>;
  /** How often a process ended that nobody had killed. */
  readonly ownExits: () => number;
  stop(): Promise<void>;
}

export interface ServiceSettings {
  readonly port: number;
  readonly databaseUrl: string;
  readonly home: string;
  readonly halves: readonly Half[];
  readonly log: (line: string) => void;
}

interface Member {
  readonly half: Half;
  child: ChildProcessWithoutNullStreams | undefined;
  /** Settles when the process is up, again and again. */
  ready: Promise<void>;
}

const RESTART_PAUSE_MS = 100;

export const startMortalService = async (settings: ServiceSettings): Promise<MortalService> => {
  let stopping = false;
  let exits = 0;

  const keepRunning = async (member: Member): Promise<void> => {
    const child = spawnHalf(settings, member.half);
    member.child = child;
    const isUp = once(child.stdout, 'data');
    const ended = once(child, 'exit');
    void ended.then(async ([, signal]) => {
      if (stopping) return;
      if (signal !== 'SIGKILL') exits += 1;
      await pause(RESTART_PAUSE_MS);
      member.ready = keepRunning(member);
    });
    await Promise.race([isUp, ended.then(() => untilReadyAgain(member))]);
  };

  /** Where a start failed, for instance because the database is down, the next one counts. */
  const untilReadyAgain = async (member: Member): Promise<void> => {
    await pause(2 * RESTART_PAUSE_MS);
    if (!stopping) await member.ready;
  };

  const members = settings.halves.map((half): Member => ({
    half,
    child: undefined,
    ready: Promise.resolve(),
  }));
  for (const member of members) {
    member.ready = keepRunning(member);
    await member.ready;
  }

  return {
    url: `http://127.0.0.1:${settings.port}`,
    kill: async (half) => {
      const member = members.find((one) => one.half === half);
      if (!member) throw new Error(`No process is the ${half}`);
      const since = performance.now();
      await end(member, 'SIGKILL');
      await pause(2 * RESTART_PAUSE_MS);
      await member.ready;
      return performance.now() - since;
    },
    ownExits: () => exits,
    stop: async () => {
      stopping = true;
      for (const member of members) await end(member, 'SIGKILL');
    },
  };
};

const end = async ({ child }: Member, signal: NodeJS.Signals): Promise<void> => {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
};

const spawnHalf = (
  { port, databaseUrl, home, log }: ServiceSettings,
  half: Half,
): ChildProcessWithoutNullStreams => {
  const { PATH, HOME } = process.env;
  const script = path.join(process.cwd(), 'test', 'support', 'serve-built.js');
  const child = spawn(process.execPath, ['--enable-source-maps', script, half], {
    env: {
      PATH,
      HOME,
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      DATABASE_URL: databaseUrl,
      TRANCHE_HOME: home,
      PORT: String(port),
      TRANCHE_BATCH_APPROVALS: '2',
    },
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => log(`${half}: ${text.trim()}`));
  return child;
};
