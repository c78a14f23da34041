import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApi } from '../../apps/api/bootstrap-api.js';
import { openPlatform, type Platform } from '../../apps/platform/open-platform.js';
import { readSettings } from '../../apps/platform/settings.js';
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
  readonly api: NestFastifyApplication;
  readonly platform: Platform;
  get(route: string, ask?: Ask): Promise<Answer>;
  post(route: string, ask?: Ask): Promise<Answer>;
  /** A POST that has to succeed. */
  done(route: string, ask: Ask): Promise<Json>;
  /** A GET that has to succeed. */
  view(route: string, as?: string): Promise<Json>;
  stop(): Promise<void>;
}

const DEMO_PASSWORD = 'demo-tranche';

/** Starts platform and API in this process, on a random port. Take one per spec file. */
export const startService = async (environment: NodeJS.ProcessEnv = {}): Promise<RunningService> => {
  const database = await createTestDatabase();
  const home = await mkdtemp(path.join(tmpdir(), 'tranche-e2e-'));
  const settings = readSettings({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.url,
    TRANCHE_HOME: home,
    ...environment,
  });
  const platform = await openPlatform({ settings, log: () => undefined, worker: true });
  const api = await createApi(platform);
  await api.listen(0, '127.0.0.1');
  const { port } = api.getHttpServer().address() as AddressInfo;
  return {
    api,
    platform,
    ...clientOf(`http://127.0.0.1:${port}`),
    stop: async () => {
      await api.close();
      await platform.close();
      await database.drop();
      await rm(home, { recursive: true, force: true });
    },
  };
};

const clientOf = (url: string): Omit<RunningService, 'api' | 'platform' | 'stop'> => {
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (user: string): Promise<string> => {
    const known = tokens.get(user) ?? signIn(url, user);
    tokens.set(user, known);
    return known;
  };
  const ask = async (method: 'GET' | 'POST', route: string, { as, body, key, headers }: Ask): Promise<Answer> => {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(url + route, {
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
    url,
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
  return { status: response.status, headers: response.headers, text, body: isJson ? (JSON.parse(text) as Json) : {} };
};
