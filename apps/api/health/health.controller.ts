import { Controller, Get, Inject, Res, ServiceUnavailableException } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { HealthCheckService, type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import type { EventStore } from '#event-store/event-store.js';
import { placeOf } from '#event-store/log-position.js';
import type { Reactions } from '../../platform/reactions.js';
import { EVENT_STORE, REACTIONS } from '../../platform/tokens.js';
import { OpenToAll } from '../http/acts.js';

/** Further behind than this, screens are worth a warning; a view that is being built anew is that far behind for a while. */
const LAG_EVENTS_MAX = 5_000;

@OpenToAll()
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(HealthIndicatorService) private readonly indicators: HealthIndicatorService,
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(REACTIONS) private readonly reactions: Reactions,
  ) {}

  @Get('live')
  live(): object {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    try {
      return await this.health.check([() => this.#database(), () => this.#processes(), () => this.#views()]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      void reply.status(503);
      return error.getResponse();
    }
  }

  async #database(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('database');
    try {
      await this.database.query('select 1');
      return indicator.up();
    } catch {
      return indicator.down();
    }
  }

  /**
   * A process manager that cannot go on has stopped money somewhere; somebody has to look. Parked keys are named and leave the
   * process ready: they are retried through this very API.
   */
  async #processes(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('process-managers');
    const { activity, position, stalled, interrupted } = this.reactions.status().process;
    if (stalled)
      return indicator.down({
        activity,
        eventType: stalled.type,
        stream: stalled.stream,
        attempts: stalled.attempts,
      });
    return interrupted
      ? indicator.down({ activity, attempts: interrupted.attempts })
      : indicator.up({ activity, position: position ?? null, parkedKeys: await this.#parkedKeys() });
  }

  async #parkedKeys(): Promise<readonly string[]> {
    return [...new Set((await this.reactions.parked()).map(({ key }) => key))];
  }

  async #views(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('views');
    const head = placeOf(await this.store.head());
    const lags = Object.entries(this.reactions.status().projections).map(([name, { position, stalled }]) => ({
      name,
      behind: head - placeOf(position),
      stalled: stalled !== undefined,
    }));
    const bad = lags.filter(({ behind, stalled }) => stalled || behind > LAG_EVENTS_MAX);
    const most = Math.max(0, ...lags.map(({ behind }) => behind));
    return bad.length > 0 ? indicator.down({ behind: bad }) : indicator.up({ eventsBehind: most });
  }
}
