import { type LagParts, measureLag } from './lag.js';
import type { Reactions } from './reactions.js';
import { type Metric, metricsText, type Sample } from './metrics-text.js';

export interface MetricsParts extends LagParts {
  readonly reactions: Pick<Reactions, 'status' | 'parked' | 'deadlines'>;
}

/** Figures for monitoring: counts only, and no key, stream or person. */
export const serviceMetrics = async (parts: MetricsParts): Promise<string> => {
  const [{ extent, isCounted, lags }, parked, deadlines] = await Promise.all([
    measureLag(parts),
    parts.reactions.parked(),
    parts.reactions.deadlines(),
  ]);
  const each = (value: (one: (typeof lags)[number]) => number): Sample[] =>
    lags.map((lag) => ({ labels: { runner: lag.runner }, value: value(lag) }));
  return metricsText([
    isCounted
      ? counter('tranche_log_events_total', 'Events in the log.', [{ value: extent }])
      : counter('tranche_log_bytes_total', 'Place of the last event in the log of the cluster.', [
          { value: extent },
        ]),
    gauge(
      'tranche_lag_events',
      'Events a runner has not handled.',
      each(({ events }) => events),
    ),
    gauge(
      'tranche_lag_seconds',
      'Age of the oldest event a runner has not handled.',
      each(({ seconds }) => seconds),
    ),
    gauge(
      'tranche_stalled',
      '1 while a runner waits at an event it cannot handle.',
      each(({ status }) => Number(status.stalled !== undefined)),
    ),
    gauge(
      'tranche_interrupted',
      '1 while a runner cannot reach the log or its checkpoint.',
      each(({ status }) => Number(status.interrupted !== undefined)),
    ),
    gauge(
      'tranche_beyond_log',
      '1 when a runner has handled more than the log has: an older log was restored.',
      each(({ isBeyondLog }) => Number(isBeyondLog)),
    ),
    gauge('tranche_parked_keys', 'Keys whose consequences are outstanding; payments stop above 0.', [
      { value: new Set(parked.map(({ key }) => key)).size },
    ]),
    gauge('tranche_parked_events', 'Events that are parked.', [{ value: parked.length }]),
    gauge(
      'tranche_deadlines',
      'Deadlines that run, that wait for a calendar, and that were missed.',
      Object.entries(deadlines).map(([state, value]) => ({ labels: { state }, value })),
    ),
  ]);
};

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
