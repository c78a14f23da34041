import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { failOfError } from './fail-of-error.js';
import { languageOf, problemOf } from './problem.js';

/** Answers every error as a problem (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const fail = failOfError(error);
    if (fail.status >= 500) this.#log.error({ err: error, requestId: request.id }, fail.en);
    if (reply.sent) return;
    if (fail.status === 503) void reply.header('Retry-After', '1');
    if (fail.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
    void reply
      .status(fail.status)
      .header('Content-Type', 'application/problem+json; charset=utf-8')
      .header('Vary', 'Accept-Language')
      .send(problemOf(fail, languageOf(request.headers['accept-language']), `urn:request:${request.id}`));
  }
}
