import type { EventStore } from '#event-store/event-store.js';
import { placeOf } from '#event-store/log-position.js';
import type { Clock } from '#kernel/clock.js';
import type { RunnerStatus } from '#reactions/runner.js';
import type { Reactions } from './reactions.js';

/** How far one runner is behind the log. */
export interface Lag {
  readonly runner: string;
  readonly position: string | null;
  /** Events it has not handled; never below 0. */
  readonly events: number;
  /** Age of the oldest of them. */
  readonly seconds: number;
  /** It has handled more than there is: the log is older than the read models, so somebody restored an old copy of it. */
  readonly isBeyondLog: boolean;
  readonly status: RunnerStatus;
}

export interface LagParts {
  readonly store: Pick<EventStore, 'head' | 'readLog'>;
  readonly reactions: Pick<Reactions, 'status'>;
  readonly clock: Clock;
}

const PROCESS_MANAGERS = 'process-managers';

/** Of the process managers and every read model, and how many events the log has. */
export const measureLag = async ({
  store,
  reactions,
  clock,
}: LagParts): Promise<{ readonly headPlace: number; readonly lags: readonly Lag[] }> => {
  // Before the head: what a runner handles in between would make it look as if it were beyond the log.
  const { process, projections } = reactions.status();
  const headPlace = placeOf(await store.head());
  const ages = new Map<string, Promise<number>>();
  const ageAfter = (position: string): Promise<number> => {
    const known = ages.get(position) ?? secondsSince(store, clock, position);
    ages.set(position, known);
    return known;
  };
  const runners = Object.entries({ [PROCESS_MANAGERS]: process, ...projections });
  const lags = await Promise.all(
    runners.map(async ([runner, status]): Promise<Lag> => {
      const { position } = status;
      const behind = headPlace - placeOf(position);
      return {
        runner,
        position: position ?? null,
        events: Math.max(0, behind),
        seconds: behind > 0 ? await ageAfter(position ?? '') : 0,
        isBeyondLog: behind < 0,
        status,
      };
    }),
  );
  return { headPlace, lags };
};

/** By when it was recorded; in a demonstration that is the business clock, which jumps. */
const secondsSince = async (
  store: Pick<EventStore, 'readLog'>,
  clock: Clock,
  after: string,
): Promise<number> => {
  for await (const { metadata } of store.readLog({ limit: 1, ...(after !== '' && { after }) })) {
    const ageMs = Date.parse(clock.now()) - Date.parse(metadata.recordedAt);
    return Math.max(0, Math.round(ageMs / 1000));
  }
  return 0;
};
