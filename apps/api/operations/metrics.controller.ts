import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { EventStore } from '#event-store/event-store.js';
import { placeOf } from '#event-store/log-position.js';
import type { Reactions } from '../../platform/reactions.js';
import { EVENT_STORE, REACTIONS } from '../../platform/tokens.js';
import { OpenToAll } from '../http/acts.js';
import { type Metric, METRICS_CONTENT_TYPE, metricsText, type Sample } from './metrics-text.js';

/** Figures for monitoring: counts only, and no key, stream or person. */
@OpenToAll()
@ApiTags('operations')
@Controller('metrics')
export class MetricsController {
  /** Per runner, when it was first seen at its present place with something left to do. */
  readonly #behind = new Map<string, { readonly place: number; readonly sinceMs: number }>();

  constructor(
    @Inject(REACTIONS) private readonly reactions: Reactions,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Get()
  @Header('Content-Type', METRICS_CONTENT_TYPE)
  async show(): Promise<string> {
    const head = placeOf(await this.store.head());
    const parked = await this.reactions.parked();
    const { process, projections } = this.reactions.status();
    const runners = Object.entries({ 'process-managers': process, ...projections });
    const places = runners.map(([runner, { position }]) => ({ runner, place: placeOf(position) }));
    const each = (value: (one: (typeof places)[number]) => number): Sample[] =>
      places.map((one) => ({ labels: { runner: one.runner }, value: value(one) }));
    const stalled = runners.map(([runner, status]) => ({
      labels: { runner },
      value: status.stalled ? 1 : 0,
    }));
    const keys = new Set(parked.map(({ key }) => key));
    return metricsText([
      counter('tranche_log_events_total', 'Events in the log.', [{ value: head }]),
      gauge(
        'tranche_lag_events',
        'Events a runner has not handled.',
        each(({ place }) => Math.max(0, head - place)),
      ),
      gauge(
        'tranche_standing_seconds',
        'How long a runner that is behind has not moved, as far as this process was asked.',
        each((one) => this.#standingSeconds(one.runner, one.place, head)),
      ),
      gauge('tranche_stalled', '1 while a runner waits at an event it cannot handle.', stalled),
      gauge('tranche_parked_keys', 'Keys whose consequences are outstanding; payments stop above 0.', [
        { value: keys.size },
      ]),
      gauge('tranche_parked_events', 'Events that are parked.', [{ value: parked.length }]),
    ]);
  }

  #standingSeconds(runner: string, place: number, head: number): number {
    const known = this.#behind.get(runner);
    if (place >= head) this.#behind.delete(runner);
    else if (known?.place !== place) this.#behind.set(runner, { place, sinceMs: performance.now() });
    const { sinceMs = performance.now() } = this.#behind.get(runner) ?? {};
    return Math.round((performance.now() - sinceMs) / 1000);
  }
}

const gauge = (name: string, help: string, samples: readonly Sample[]): Metric => ({
  name,
  help,
  type: 'gauge',
  samples,
});
const counter = (name: string, help: string, samples: readonly Sample[]): Metric => ({
  name,
  help,
  type: 'counter',
  samples,
});
