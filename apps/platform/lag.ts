import type { EventStore } from '#event-store/event-store.js';
import { countsEvents, extentOf } from '#event-store/log-position.js';
import type { Clock } from '#kernel/clock.js';
import type { RunnerStatus } from '#reactions/runner.js';
import type { Reactions } from './reactions.js';

/** How far one runner is behind the log. */
export interface Lag {
  readonly runner: string;
  readonly position: string | null;
  /** Events it has not handled; never below 0. Where positions do not count events, at most `COUNTED_MOST` of them. */
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

export const PROCESS_MANAGERS = 'process-managers';

/** So many events are read to be counted, where the positions of the log do not say how many they are. */
const COUNTED_MOST = 1_000;

/** Of the process managers and every read model, and how far the log goes: events, or bytes where the engine counts those. */
export const measureLag = async ({
  store,
  reactions,
  clock,
}: LagParts): Promise<{
  readonly extent: number;
  readonly isCounted: boolean;
  readonly lags: readonly Lag[];
}> => {
  // Before the head: what a runner handles in between would make it look as if it were beyond the log.
  const { process, projections } = reactions.status();
  const head = await store.head();
  const [extent, isCounted] = [extentOf(head), countsEvents(head)];
  const rests = new Map<string, Promise<Rest>>();
  const restAfter = (position: string): Promise<Rest> => {
    const known = rests.get(position) ?? restOf(store, clock, position, isCounted ? 1 : COUNTED_MOST);
    rests.set(position, known);
    return known;
  };
  const runners = Object.entries({ [PROCESS_MANAGERS]: process, ...projections });
  const lags = await Promise.all(
    runners.map(async ([runner, status]): Promise<Lag> => {
      const { position } = status;
      const behind = extent - extentOf(position);
      const rest = behind > 0 ? await restAfter(position ?? '') : NOTHING;
      return {
        runner,
        position: position ?? null,
        events: isCounted ? Math.max(0, behind) : rest.events,
        seconds: rest.seconds,
        isBeyondLog: behind < 0,
        status,
      };
    }),
  );
  return { extent, isCounted, lags };
};

interface Rest {
  readonly events: number;
  readonly seconds: number;
}

const NOTHING: Rest = { events: 0, seconds: 0 };

/** Age by when it was recorded; in a demonstration that is the business clock, which jumps. */
const restOf = async (
  store: Pick<EventStore, 'readLog'>,
  clock: Clock,
  after: string,
  limit: number,
): Promise<Rest> => {
  let [events, seconds] = [0, 0];
  for await (const { metadata } of store.readLog({ limit, ...(after !== '' && { after }) })) {
    const ageMs = Date.parse(clock.now()) - Date.parse(metadata.recordedAt);
    if (events === 0) seconds = Math.max(0, Math.round(ageMs / 1000));
    events += 1;
  }
  return { events, seconds };
};
