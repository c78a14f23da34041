import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { EventStore } from '#event-store/event-store.js';
import type { Clock } from '#kernel/clock.js';
import { serviceMetrics } from '../../platform/metrics.js';
import { METRICS_CONTENT_TYPE } from '../../platform/metrics-text.js';
import type { Reactions } from '../../platform/reactions.js';
import { CLOCK, EVENT_STORE, REACTIONS } from '../../platform/tokens.js';
import { OpenToAll } from '../http/acts.js';

@OpenToAll()
@ApiTags('operations')
@Controller('metrics')
export class MetricsController {
  constructor(
    @Inject(REACTIONS) private readonly reactions: Reactions,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Header('Content-Type', METRICS_CONTENT_TYPE)
  show(): Promise<string> {
    return serviceMetrics({ store: this.store, reactions: this.reactions, clock: this.clock });
  }
}
