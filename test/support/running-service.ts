import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createTestDatabase } from './test-database.js';

export type Json = Record<string, unknown>;

export interface Answer<Body = Json> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  readonly text: string;
}

export interface Ask {
  /** A demo person; nobody is signed in without one. */
  readonly as?: string;
  readonly body?: unknown;
  /** A new one by default; null sends none. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The whole service on a database of its own, and people who use it over HTTP. */
export interface RunningService {
  readonly url: string;
  /** For looking at tables, and for a second process on the same log. */
  readonly databaseUrl: string;
  get(route: string, ask?: Ask): Promise<Answer>;
  post(route: string, ask?: Ask): Promise<Answer>;
  /** A POST that has to succeed. */
  done(route: string, ask: Ask): Promise<Json>;
  /** A GET that has to succeed. */
  view(route: string, as?: string): Promise<Json>;
  /** Everything the processes of this service have written, for looking for what must not be there. */
  output(): string;
  /** Ends the process at once, as a power failure would; `restart` brings it back on the same database. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const DEMO_PASSWORD = 'demo-tranche';

interface Server {
  readonly url: string;
  readonly process: ChildProcessWithoutNullStreams;
}

/**
 * Starts the built service, or one half of it, on a random port. Set `TEST_SERVICE_ROOT` to try a build that is not in the checkout.
 */
const startServer = async (
  environment: NodeJS.ProcessEnv,
  written: string[],
  ...half: readonly ('api' | 'worker')[]
): Promise<Server> => {
  const root = process.env.TEST_SERVICE_ROOT ?? process.cwd();
  const script = path.join(root, 'test', 'support', 'serve-built.js');
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, ['--enable-source-maps', script, ...half], {
    cwd: root,
    env: { PATH, HOME, ...environment },
  });
  child.stderr.pipe(process.stderr);
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => written.push(String(text)));
  const lines = createInterface({ input: child.stdout });
  // Where it logs, the address is not the first thing it says.
  const started = new Promise<[string]>((resolve) => {
    lines.on('line', (line) => /^(http:|ready$)/.test(line) && resolve([line]));
  });
  const failed = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`The service ended with ${String(code)}`)),
  );
  const [url] = await Promise.race([started, failed]);
  failed.catch(() => undefined);
  return { url, process: child };
};

const ended = async (child: ChildProcessWithoutNullStreams, end: () => void): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  end();
  await exit;
};

/** The built service in a process and on a database of its own. Take one per spec file; build first. */
export const startService = async (environment: NodeJS.ProcessEnv = {}): Promise<RunningService> => {
  const database = await createTestDatabase();
  const home = await mkdtemp(path.join(tmpdir(), 'tranche-e2e-'));
  const settings = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    DATABASE_URL: database.url,
    TRANCHE_HOME: home,
    ...environment,
  };
  const written: string[] = [];
  let server = await startServer(settings, written);
  return {
    ...clientOf(() => server.url),
    get url() {
      return server.url;
    },
    databaseUrl: database.url,
    output: () => written.join(''),
    kill: () => ended(server.process, () => server.process.kill('SIGKILL')),
    restart: async () => {
      server = await startServer(settings, written);
    },
    stop: async () => {
      await ended(server.process, () => server.process.stdin.end());
      await database.drop();
      await rm(home, { recursive: true, force: true });
    },
  };
};

export type RunningHalves = Pick<
  RunningService,
  'url' | 'get' | 'post' | 'done' | 'view' | 'output' | 'stop'
>;

/** API and worker as processes of their own, each on its account of a database that somebody else has prepared. */
export const startHalves = async (
  databaseUrls: { readonly api: string; readonly worker: string },
  environment: NodeJS.ProcessEnv = {},
): Promise<RunningHalves> => {
  const home = await mkdtemp(path.join(tmpdir(), 'tranche-e2e-'));
  const settings = { NODE_ENV: 'test', LOG_LEVEL: 'error', TRANCHE_HOME: home, ...environment };
  const written: string[] = [];
  const start = (half: 'api' | 'worker'): Promise<Server> =>
    startServer({ ...settings, DATABASE_URL: databaseUrls[half] }, written, half);
  // The clock, the books and the first people are put on record by whoever comes first.
  const servers = [await start('worker'), await start('api')];
  const url = servers[1]?.url ?? '';
  return {
    url,
    ...clientOf(() => url),
    output: () => written.join(''),
    stop: async () => {
      for (const { process: child } of servers.toReversed()) await ended(child, () => child.stdin.end());
      await rm(home, { recursive: true, force: true });
    },
  };
};

const clientOf = (url: () => string): Pick<RunningService, 'get' | 'post' | 'done' | 'view'> => {
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (user: string): Promise<string> => {
    const known = tokens.get(user) ?? signIn(url(), user);
    tokens.set(user, known);
    return known;
  };
  const ask = async (
    method: 'GET' | 'POST',
    route: string,
    { as, body, key, headers }: Ask,
  ): Promise<Answer> => {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(url() + route, {
      method,
      headers: {
        ...(as && { authorization: `Bearer ${await tokenOf(as)}` }),
        ...(method === 'POST' && key !== null && { 'idempotency-key': key ?? randomUUID() }),
        ...(method === 'POST' && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(method === 'POST' && { body: isRaw ? (body as string) : JSON.stringify(body ?? {}) }),
    });
    return answerOf(response);
  };
  const succeeded = (route: string, answer: Answer): Json => {
    if (answer.status < 300) return answer.body;
    throw new Error(`${route} answered ${answer.status}: ${answer.text}`);
  };
  return {
    get: (route, options = {}) => ask('GET', route, options),
    post: (route, options = {}) => ask('POST', route, options),
    done: async (route, options) => succeeded(route, await ask('POST', route, options)),
    view: async (route, as = 'auditor') => succeeded(route, await ask('GET', route, { as })),
  };
};

const signIn = async (url: string, user: string): Promise<string> => {
  const response = await fetch(`${url}/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user, password: DEMO_PASSWORD }),
  });
  const { body, text } = await answerOf(response);
  if (typeof body.token !== 'string') throw new Error(`${user} could not sign in: ${text}`);
  return body.token;
};

const answerOf = async (response: Response): Promise<Answer> => {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? (JSON.parse(text) as Json) : {},
  };
};
