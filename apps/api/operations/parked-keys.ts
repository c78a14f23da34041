import type { ParkedEvent } from '#reactions/parking.js';

/** One key with everything parked under it. */
export interface ParkedKey {
  readonly key: string;
  /** Those that failed, oldest first; `skip` gives up the first of them. */
  readonly failed: readonly Failed[];
  /** How many events wait behind them. */
  readonly waitingCount: number;
}

interface Failed extends Pick<
  ParkedEvent,
  'position' | 'eventId' | 'type' | 'stream' | 'attempts' | 'error'
> {}

export const parkedKeys = (events: readonly ParkedEvent[]): readonly ParkedKey[] => {
  const keys = [...new Set(events.map(({ key }) => key))];
  return keys.map((key) => {
    const under = events.filter((event) => event.key === key);
    const failed = under
      .filter(({ attempts }) => attempts > 0)
      .map(({ position, eventId, type, stream, attempts, error }) => ({
        position,
        eventId,
        type,
        stream,
        attempts,
        error,
      }));
    return { key, failed, waitingCount: under.length - failed.length };
  });
};
