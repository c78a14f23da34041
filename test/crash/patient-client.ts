import { setTimeout as pause } from 'node:timers/promises';
import { derivedUuid } from '#kernel/ids.js';

export type Json = Record<string, unknown>;

/** A command that the service has said yes to. */
export interface Acknowledged {
  readonly what: string;
  readonly commandId: string;
  /** Of its last event; null when it had nothing to change. */
  readonly position: string | null;
  repeat(): Promise<Json>;
}

export interface Order {
  readonly as: string;
  readonly key: string;
  readonly path: string;
  readonly body?: object;
  /** A request that finds nothing left to do when it is repeated after it was carried out; what it did is looked up afterwards. */
  readonly mayBeDone?: true;
  readonly file?: { readonly contentType: string; readonly bytes: Uint8Array<ArrayBuffer> };
}

/** Somebody who asks again, with the same key, until the service has answered for good. */
export interface PatientClient {
  do(order: Order): Promise<Json>;
  see(path: string): Promise<Json>;
  file(path: string): Promise<Uint8Array<ArrayBuffer>>;
  readonly acknowledged: readonly Acknowledged[];
  /** Requests that had to be repeated. */
  readonly retries: () => number;
}

const PATIENCE_MS = 300_000;
const PAUSE_MS = 100;
const ANSWER_MS = 20_000;
const PASSWORD = 'demo-tranche';

const isFinal = (status: number): boolean =>
  status !== 202 && status !== 409 && status !== 401 && status < 500;

export const patientClient = (url: string): PatientClient => {
  const tokens = new Map<string, string>();
  const acknowledged: Acknowledged[] = [];
  let retries = 0;

  const tokenOf = async (user: string): Promise<string> => {
    const known = tokens.get(user);
    if (known) return known;
    const body = JSON.stringify({ user, password: PASSWORD });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}/v1/sign-in`, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const { token } = (await response.json()) as { readonly token?: string };
    if (!token) throw new Error(`${user} could not sign in: ${response.status}`);
    tokens.set(user, token);
    return token;
  };

  /** Until there is an answer that stays: a connection that broke says nothing about what was done. */
  const ask = async (as: string, path: string, init: RequestInit): Promise<Response> => {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const answer = await tryOnce(as, path, init).catch((error: unknown) => error);
      if (answer instanceof Response && isFinal(answer.status)) return answer;
      if (answer instanceof Response && answer.status === 401) tokens.delete(as);
      if (performance.now() > deadline)
        throw new Error(`${path} is not answered: ${await described(answer)}`);
      retries += 1;
      await pause(PAUSE_MS);
    }
  };

  const tryOnce = async (as: string, path: string, init: RequestInit): Promise<Response> => {
    const headers = {
      ...(init.headers as Record<string, string>),
      authorization: `Bearer ${await tokenOf(as)}`,
    };
    const answer = await fetch(url + path, { ...init, headers, signal: AbortSignal.timeout(ANSWER_MS) });
    // The body may break off as well, and then nothing was acknowledged.
    return new Response(await answer.arrayBuffer(), { status: answer.status, headers: answer.headers });
  };

  const succeeded = async (path: string, answer: Response): Promise<Response> => {
    if (answer.ok) return answer;
    throw new Error(`${path} answered ${await described(answer)}`);
  };

  const send = async ({ as, key, path, body, file, mayBeDone }: Order): Promise<Json> => {
    const headers = { 'idempotency-key': key, 'content-type': file?.contentType ?? 'application/json' };
    const content = file?.bytes ?? JSON.stringify(body ?? {});
    const answer = await ask(as, path, { method: 'POST', headers, body: content });
    if (mayBeDone && answer.status === 422) return {};
    await succeeded(path, answer);
    return (await answer.json()) as Json;
  };

  return {
    do: async (order) => {
      const answer = await send(order);
      if (!order.mayBeDone) acknowledged.push(acknowledgedBy(order, answer, () => send(order)));
      return answer;
    },
    see: async (path) => (await (await succeeded(path, await ask('auditor', path, {}))).json()) as Json,
    file: async (path) =>
      new Uint8Array(await (await succeeded(path, await ask('maker', path, {}))).arrayBuffer()),
    acknowledged,
    retries: () => retries,
  };
};

const acknowledgedBy = (order: Order, answer: Json, repeat: () => Promise<Json>): Acknowledged => ({
  what: `${order.key} ${order.path}`,
  commandId: derivedUuid('http', order.as, order.key),
  position: order.file && answer['alreadyImported'] === true ? null : String(answer['position']),
  repeat,
});

const described = async (answer: unknown): Promise<string> =>
  answer instanceof Response ? `${answer.status} ${await answer.text()}` : String(answer);
