import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor.js';
import { assert } from '#kernel/assert.js';
import { orderOf } from './idempotency.js';
import { InvalidRequest } from './problem.js';

/** Who asks for a change, under which command id, on which conditions, and where the answer's headers go. */
export interface Caller {
  readonly actor: Actor;
  readonly commandId: string;
  readonly commandHash: string;
  readonly requestId: string;
  /** `If-Match`: the revision the caller has seen. */
  readonly expectedRevision?: number;
  /** `Prefer: wait=<seconds>`: how long to wait for what the command sets in motion. */
  readonly waitMs: number;
  readonly reply: FastifyReply;
}

const WAIT_SECONDS_DEFAULT = 10;
const WAIT_SECONDS_MAX = 30;

export const revisionIn = (ifMatch: string | undefined): number | undefined => {
  if (ifMatch === undefined || ifMatch === '*') return undefined;
  const revision = /^"(\d{1,15})"$/.exec(ifMatch)?.[1];
  if (revision === undefined) {
    throw new InvalidRequest([
      {
        pointer: '/headers/if-match',
        code: 'header.if-match',
        zh: 'If-Match 应为带引号的版本号，例如 "3"',
        en: 'If-Match must be a quoted revision, for instance "3"',
      },
    ]);
  }
  return Number(revision);
};

/** A preference that cannot be read is no preference (RFC 7240). */
export const waitMsIn = (prefer: string | string[] | undefined): number => {
  const seconds = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,4})"?(?=$|[,;\s])/i.exec(
    [prefer ?? ''].flat().join(','),
  )?.[1];
  return 1000 * Math.min(seconds === undefined ? WAIT_SECONDS_DEFAULT : Number(seconds), WAIT_SECONDS_MAX);
};

export const callerOf = (request: FastifyRequest, reply: FastifyReply): Caller => {
  assert(request.actor, 'The access guard lets nobody pass unnamed');
  const expectedRevision = revisionIn(request.headers['if-match']);
  return {
    actor: request.actor,
    ...orderOf(request),
    requestId: request.id,
    ...(expectedRevision !== undefined && { expectedRevision }),
    waitMs: waitMsIn(request.headers.prefer),
    reply,
  };
};

/** The caller of a route that changes something. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const http = context.switchToHttp();
  return callerOf(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
});

/** The one who reads. */
export const Reader = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<FastifyRequest>();
  assert(actor, 'The access guard lets nobody pass unnamed');
  return actor;
});
