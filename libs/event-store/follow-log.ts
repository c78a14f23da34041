import type { LogPosition, StoredEvent } from './envelope.js';
import type { FollowOptions, LogItem } from './event-store.js';

/** Rung after every append of this process, so that its own followers need not wait for their next poll. */
export interface Doorbell {
  /** How often it has rung. */
  readonly rings: () => number;
  readonly ring: () => void;
  /** Ends when it rings (or has rung more than `heard` times), after `patienceMs`, or when `signal` aborts. */
  readonly wait: (heard: number, patienceMs: number, signal: AbortSignal) => Promise<void>;
}

export const createDoorbell = (): Doorbell => {
  let count = 0;
  const waiting = new Set<() => void>();
  return {
    rings: () => count,
    ring: () => {
      count += 1;
      for (const wake of waiting) wake();
    },
    wait: (heard, patienceMs, signal) =>
      new Promise((resolve) => {
        if (count > heard || signal.aborted) return resolve();
        const wake = (): void => {
          waiting.delete(wake);
          clearTimeout(timer);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        const timer = Number.isFinite(patienceMs) ? setTimeout(wake, patienceMs) : undefined;
        waiting.add(wake);
        signal.addEventListener('abort', wake);
      }),
  };
};

export interface LogSource {
  /** Committed events after a position, in order; fewer than `pageSize` only when there are no more. */
  readonly readPage: (after: LogPosition | undefined) => Promise<readonly StoredEvent[]>;
  readonly pageSize: number;
  readonly doorbell: Doorbell;
  /** First and longest pause between two polls. Infinity: only the doorbell, for a log that lives in this process. */
  readonly pauseMs: { readonly first: number; readonly longest: number };
}

/**
 * Polls instead of listening for notifications: a notification inside the appending transaction takes a lock on the whole database
 * at commit, and one that is lost stalls the follower. Pauses double from the first to the longest while nothing happens.
 */
export async function* followLog(
  source: LogSource,
  { after, signal }: FollowOptions,
): AsyncGenerator<LogItem> {
  let position = after;
  let saidCaughtUp = false;
  let pauseMs = source.pauseMs.first;
  while (!signal.aborted) {
    const heard = source.doorbell.rings();
    const page = await source.readPage(position);
    for (const event of page) {
      if (signal.aborted) return;
      yield { kind: 'event', event };
      position = event.position;
      saidCaughtUp = false;
      pauseMs = source.pauseMs.first;
    }
    if (page.length === source.pageSize) continue;
    if (!saidCaughtUp && !signal.aborted) yield { kind: 'caught-up', position };
    saidCaughtUp = true;
    await source.doorbell.wait(heard, pauseMs, signal);
    pauseMs = Math.min(pauseMs * 2, source.pauseMs.longest);
  }
}
