import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { defer, type Observable, switchMap } from 'rxjs';
import { isLogPosition } from '#event-store/log-position.js';
import { RefusalError, refuse } from '#kernel/refusal.js';
import type { Reactions } from '../../platform/reactions.js';
import { REACTIONS } from '../../platform/tokens.js';
import { InvalidRequest } from './problem.js';

export const PATIENCE_MS = 10_000;

/** `?after=<position>` on any GET: the answer shows at least that position of the log. */
@Injectable()
export class ViewWaitInterceptor implements NestInterceptor {
  constructor(@Inject(REACTIONS) private readonly reactions: Reactions) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const after = (request.query as Record<string, unknown> | undefined)?.after;
    if (request.method !== 'GET' || after === undefined) return next.handle();
    if (typeof after !== 'string' || !isLogPosition(after)) throw new InvalidRequest([badPosition()]);
    return defer(() => this.#waitFor(after)).pipe(switchMap(() => next.handle()));
  }

  async #waitFor(position: string): Promise<void> {
    if (await this.reactions.caughtUp(position, PATIENCE_MS)) return;
    throw viewBehind(position);
  }
}

export const viewBehind = (position: string): RefusalError =>
  new RefusalError(
    refuse(
      'view.behind',
      `视图尚未更新至位置 ${position}，请稍后重试`,
      `The views do not show position ${position} yet; try again shortly`,
      {
        facts: { position },
      },
    ),
  );

const badPosition = () => ({
  pointer: '/query/after',
  code: 'query.position',
  zh: 'after 应为日志位置，如响应头 Tranche-Position 所示',
  en: 'after must be a position of the log, as in the header Tranche-Position',
});
