import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { from, type Observable, switchMap } from 'rxjs';
import type { Act } from '#access/duties.js';
import { type Refusal, RefusalError, refuse } from '#kernel/refusal.js';
import type { Reactions } from '../../platform/reactions.js';
import { REACTIONS } from '../../platform/tokens.js';
import { ACT_METADATA } from '../http/acts.js';

/** What sets money aside or lets it leave. */
const STOPPED_ACTS: readonly Act[] = ['tranche.release', 'batch.send'];

/**
 * While consequences of an earlier event are outstanding, nobody can know the whole picture of a payment: payment release stops
 * rather than guess (promise 12). It comes after the idempotency keys, so what was accepted before gets its answer again.
 */
@Injectable()
export class PaymentStopInterceptor implements NestInterceptor {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(REACTIONS) private readonly reactions: Pick<Reactions, 'parked'>,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const act = this.reflector.get<Act | undefined>(ACT_METADATA, context.getHandler());
    if (act === undefined || !STOPPED_ACTS.includes(act)) return next.handle();
    return from(this.#assertNothingParked()).pipe(switchMap(() => next.handle()));
  }

  async #assertNothingParked(): Promise<void> {
    const keys = [...new Set((await this.reactions.parked()).map(({ key }) => key))];
    if (keys.length > 0) throw new RefusalError(paymentsStopped(keys));
  }
}

const NAMED_MOST = 5;

const paymentsStopped = (keys: readonly string[]): Refusal => {
  const named = keys.slice(0, NAMED_MOST).join(', ');
  const [moreZh, moreEn] =
    keys.length > NAMED_MOST ? [`等 ${keys.length} 项`, ` and ${keys.length - NAMED_MOST} more`] : ['', ''];
  return refuse(
    'payments.stopped',
    `有事项处理失败并被搁置（${named}${moreZh}），在管理员重试或跳过之前，停止放行分期和发送批次`,
    `The consequences of ${named}${moreEn} are outstanding; no tranche is released and no batch sent until an administrator retries or skips them`,
    { clause: 'promise 12', facts: { parkedKeys: named, count: keys.length } },
  );
};
