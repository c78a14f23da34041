import { createHmac } from 'node:crypto';
import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lastValueFrom, type Observable, of, from } from 'rxjs';
import type { Act } from '#access/duties.js';
import { assert } from '#kernel/assert.js';
import { canonicalJson, sha256 } from '#kernel/content-hash.js';
import { derivedUuid } from '#kernel/ids.js';
import { RefusalError, refuse } from '#kernel/refusal.js';
import type { Settings } from '../../platform/settings.js';
import { SETTINGS } from '../../platform/tokens.js';
import { ACT_METADATA } from './acts.js';
import { failOfError } from './fail-of-error.js';
import { IdempotencyStore, type KeptAnswer } from './idempotency-store.js';
import { languageOf, problemOf } from './problem.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for every request that changes something. */
    order?: { readonly commandId: string; readonly commandHash: string };
  }
}

const KEY = /^[\x21-\x7e]{1,255}$/;

/** Of the answer; the others are made anew for every response. */
const KEPT_HEADERS = ['etag', 'tranche-position', 'location', 'content-type'];

/**
 * Every request that changes something carries an `Idempotency-Key` of its own, scoped to the user. The key gives the
 * command its id, so a retry is harmless in the log; here a retry also gets the first answer again.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    @Inject(IdempotencyStore) private readonly store: IdempotencyStore,
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'lookupKey'>,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    if (request.method !== 'POST' || !request.actor) return next.handle();
    // A question whose words must not stand in an address.
    if (this.reflector.get<Act>(ACT_METADATA, context.getHandler()) === 'read') return next.handle();
    const user = request.actor.id;
    const key = keyOf(request);
    const commandHash = requestHash(request, this.settings.lookupKey);
    request.order = { commandId: derivedUuid('http', user, key), commandHash };
    const claim = await this.store.claim(user, key, commandHash);
    switch (claim.kind) {
      case 'answered':
        return of(replay(reply, claim.answer));
      case 'in-flight':
        throw new RefusalError(inFlight());
      case 'other-content':
        throw new RefusalError(keyReused());
      case 'mine':
        return from(this.#carryOut(user, key, request, reply, next));
    }
  }

  async #carryOut(
    user: string,
    key: string,
    request: FastifyRequest,
    reply: FastifyReply,
    next: CallHandler,
  ): Promise<unknown> {
    try {
      const body: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      await this.#remember(user, key, { status: reply.statusCode, headers: keptHeaders(reply), body });
      return body;
    } catch (error) {
      const fail = failOfError(error);
      const body = problemOf(
        fail,
        languageOf(request.headers['accept-language']),
        `urn:request:${request.id}`,
      );
      await this.#remember(user, key, {
        status: fail.status,
        headers: { 'content-type': 'application/problem+json; charset=utf-8' },
        body,
      });
      throw error;
    }
  }

  /** Answers that are not final are not kept: what is under way, what could not be read, and our own failures. */
  async #remember(user: string, key: string, answer: KeptAnswer): Promise<void> {
    if (answer.status === 400) return this.store.forget(user, key);
    if (answer.status === 202 || answer.status >= 500) return this.store.leaveOpen(user, key);
    return this.store.keep(user, key, answer);
  }
}

const keyOf = ({ headers }: FastifyRequest): string => {
  const key = headers['idempotency-key'];
  if (key === undefined || key === '') {
    throw new RefusalError(
      refuse(
        'idempotency.key-missing',
        '缺少请求头 Idempotency-Key',
        'The header Idempotency-Key is missing',
      ),
    );
  }
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw new RefusalError(
      refuse(
        'idempotency.key-malformed',
        'Idempotency-Key 应为 1 至 255 个可见的 ASCII 字符',
        'An Idempotency-Key has 1 to 255 visible ASCII characters',
      ),
    );
  }
  return key;
};

/**
 * Method, path with its query, and content; headers such as `Prefer` do not make another request. Keyed, because it is kept for ever
 * and there are few enough identity numbers to try them all.
 */
const requestHash = ({ method, url, body }: FastifyRequest, key: string): string => {
  const content = Buffer.isBuffer(body) ? sha256(body) : canonicalJson(body ?? {});
  return createHmac('sha256', key)
    .update(canonicalJson([method, url, content]))
    .digest('hex');
};

const keptHeaders = (reply: FastifyReply): Record<string, string> => {
  const headers = Object.entries(reply.getHeaders()).filter(
    ([name, value]) => KEPT_HEADERS.includes(name) && value !== undefined,
  );
  return Object.fromEntries(headers.map(([name, value]) => [name, String(value)]));
};

const replay = (reply: FastifyReply, { status, headers, body }: KeptAnswer): unknown => {
  void reply.status(status).headers(headers).header('Idempotency-Replayed', 'true');
  const isObject = typeof body === 'object' && body !== null && 'repeated' in body;
  return isObject ? { ...body, repeated: true } : body;
};

const inFlight = () =>
  refuse(
    'idempotency.in-flight',
    '同一幂等键的请求正在办理，请稍后重试',
    'A request with this idempotency key is under way; try again shortly',
  );

const keyReused = () =>
  refuse(
    'idempotency.key-reused',
    '该幂等键已用于内容不同的请求',
    'This idempotency key was already used for a request with other content',
  );

/** What makes a request a command; only requests that change something have it. */
export const orderOf = (
  request: FastifyRequest,
): { readonly commandId: string; readonly commandHash: string } => {
  assert(request.order, 'Only requests that change something give commands');
  return request.order;
};
