import { Controller, Get, Inject, Res, ServiceUnavailableException } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { HealthCheckService, type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import type { EventStore } from '#event-store/event-store.js';
import type { Clock } from '#kernel/clock.js';
import { healthOf } from '../../platform/health.js';
import type { Reactions } from '../../platform/reactions.js';
import { CLOCK, EVENT_STORE, REACTIONS } from '../../platform/tokens.js';
import { OpenToAll } from '../http/acts.js';

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
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('live')
  live(): object {
    return { status: 'ok' };
  }

  /** Not ready: no database, no log, or a log that is older than the read models. Everything else is named as degraded. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    try {
      return await this.health.check([() => this.#database(), () => this.#log()]);
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

  async #log(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('log');
    try {
      const { store, reactions, clock } = this;
      const { status, problems } = await healthOf({ store, reactions, clock });
      const isDegraded = status === 'degraded';
      return status === 'down' ? indicator.down({ problems }) : indicator.up({ isDegraded, problems });
    } catch {
      return indicator.down();
    }
  }
}
