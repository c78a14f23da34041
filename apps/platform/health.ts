import { type Lag, type LagParts, measureLag } from './lag.js';
import type { Reactions } from './reactions.js';

/** Older screens than this are worth a warning; a view that is being built anew is that old for a while. */
const LAG_SECONDS_MAX = 60;

export type HealthProblem =
  | { readonly what: 'lagging'; readonly runner: string; readonly events: number; readonly seconds: number }
  | {
      readonly what: 'stalled';
      readonly runner: string;
      readonly eventType: string;
      readonly stream: string;
      readonly attempts: number;
    }
  | { readonly what: 'interrupted'; readonly runner: string; readonly attempts: number }
  | { readonly what: 'beyond-the-log'; readonly runner: string; readonly position: string | null }
  | { readonly what: 'parked'; readonly keys: readonly string[] };

export interface Health {
  /** `degraded`: it serves, and somebody has to look. `down`: it must not serve, because log and read models do not belong together. */
  readonly status: 'ok' | 'degraded' | 'down';
  readonly problems: readonly HealthProblem[];
}

export interface HealthParts extends LagParts {
  readonly reactions: Pick<Reactions, 'status' | 'parked'>;
}

/**
 * What a view or a process manager lacks never takes an API out of service: commands need neither, and a parked key is retried through
 * this very API. @throws when the log or the database does not answer.
 */
export const healthOf = async (parts: HealthParts): Promise<Health> => {
  const [{ lags }, parked] = await Promise.all([measureLag(parts), parts.reactions.parked()]);
  return judge(lags, [...new Set(parked.map(({ key }) => key))]);
};

export const judge = (lags: readonly Lag[], parkedKeys: readonly string[]): Health => {
  const problems = lags.flatMap(problemsOf);
  if (parkedKeys.length > 0) problems.push({ what: 'parked', keys: parkedKeys });
  if (problems.some(({ what }) => what === 'beyond-the-log')) return { status: 'down', problems };
  return { status: problems.length > 0 ? 'degraded' : 'ok', problems };
};

const problemsOf = (lag: Lag): HealthProblem[] => {
  const { runner, position, events, seconds, status } = lag;
  const { stalled, interrupted } = status;
  if (lag.isBeyondLog) return [{ what: 'beyond-the-log', runner, position }];
  if (stalled) {
    const { type: eventType, stream, attempts } = stalled;
    return [{ what: 'stalled', runner, eventType, stream, attempts }];
  }
  if (interrupted) return [{ what: 'interrupted', runner, attempts: interrupted.attempts }];
  return seconds > LAG_SECONDS_MAX ? [{ what: 'lagging', runner, events, seconds }] : [];
};
