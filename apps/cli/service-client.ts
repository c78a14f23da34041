import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Language } from './language.js';

/** RFC 9457 as this service writes it. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  readonly clause?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly { readonly pointer: string; readonly zh: string; readonly en: string }[];
}

/** The service answered, and the answer was no. */
export class ServiceProblem extends Error {
  constructor(
    readonly problem: Problem,
    readonly replayed: boolean,
  ) {
    super(`${problem.code}: ${problem.detail}`);
    this.name = 'ServiceProblem';
  }
}

/** Nobody answers at the address, or what answers is not the service. */
export class ServiceUnreachable extends Error {
  constructor(
    readonly url: string,
    reason: string,
  ) {
    super(`${url}: ${reason}`);
    this.name = 'ServiceUnreachable';
  }
}

export interface Answer<T> {
  readonly view: T;
  /** The service had carried this command out before and gave the first answer again. */
  readonly replayed: boolean;
}

export interface Upload {
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface ServiceFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly structure: string | null;
}

export interface ServiceClient {
  readonly url: string;
  get<T>(path: string): Promise<T>;
  file(path: string): Promise<ServiceFile>;
  /** Without a key of its own a command gets a random one; either way every retry repeats it. */
  post<T>(path: string, body: object, idempotencyKey?: string): Promise<Answer<T>>;
  upload<T>(path: string, upload: Upload, idempotencyKey?: string): Promise<Answer<T>>;
}

interface ClientSettings {
  readonly url: string;
  readonly language: Language;
  readonly token?: string;
}

const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 150;

/** A thin client of the HTTP API. What was not answered is asked again: the same key makes that harmless. */
export const serviceClient = (settings: ClientSettings): ServiceClient => {
  const { url } = settings;
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await tryOnce(settings, path, init);
      const isLast = attempt === ATTEMPTS;
      if (answer instanceof Response && (isLast || !isTransient(answer.status))) return answer;
      if (isLast) throw new ServiceUnreachable(url, (answer as Error).message);
      await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1));
    }
  };
  const command = async <T>(
    path: string,
    contentType: string,
    body: string | Uint8Array<ArrayBuffer>,
    key: string,
  ): Promise<Answer<T>> => {
    const headers = { 'Content-Type': contentType, 'Idempotency-Key': key };
    const answer = await send(path, { method: 'POST', headers, body });
    const view = await readAnswer<T>(url, answer);
    return { view, replayed: isReplayed(answer) };
  };
  return {
    url,
    get: async (path) => readAnswer(url, await send(path, { method: 'GET' })),
    file: async (path) => readFileAnswer(url, await send(path, { method: 'GET' })),
    post: (path, body, key = randomUUID()) => command(path, 'application/json', JSON.stringify(body), key),
    upload: (path, { contentType, bytes }, key = randomUUID()) => command(path, contentType, bytes, key),
  };
};

const tryOnce = async (
  { url, language, token }: ClientSettings,
  path: string,
  init: RequestInit,
): Promise<Response | Error> => {
  const headers = {
    ...(init.headers as Record<string, string> | undefined),
    'Accept-Language': language === 'zh' ? 'zh-CN' : 'en',
    ...(token && { Authorization: `Bearer ${token}` }),
  };
  try {
    return await fetch(new URL(path, url), { ...init, headers });
  } catch (error) {
    return error instanceof Error ? ((error.cause as Error | undefined) ?? error) : new Error(String(error));
  }
};

/** 202: carried out, and what it set in motion is under way. 409: the same request is under way in another connection. */
const isTransient = (status: number): boolean => status === 202 || status === 409 || status === 503;

const isReplayed = (answer: Response): boolean => answer.headers.get('idempotency-replayed') === 'true';

const readAnswer = async <T>(url: string, answer: Response): Promise<T> => {
  if (!answer.ok) throw await problemIn(url, answer);
  return (await answer.json()) as T;
};

const readFileAnswer = async (url: string, answer: Response): Promise<ServiceFile> => {
  if (!answer.ok) throw await problemIn(url, answer);
  const fileName = /filename="?([^";]+)"?/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
  return {
    fileName: fileName ?? 'bank-file',
    contentType: answer.headers.get('content-type') ?? 'application/octet-stream',
    bytes: new Uint8Array(await answer.arrayBuffer()),
    structure: answer.headers.get('tranche-structure'),
  };
};

const problemIn = async (url: string, answer: Response): Promise<Error> => {
  const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json');
  if (!isProblem) return new ServiceUnreachable(url, `HTTP ${answer.status}`);
  const problem = (await answer.json()) as Problem;
  return answer.status === 503
    ? new ServiceUnreachable(url, problem.detail)
    : new ServiceProblem(problem, isReplayed(answer));
};
