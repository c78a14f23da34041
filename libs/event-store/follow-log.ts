import type { LogPosition, StoredEvent } from './envelope.js';
import { assertReached } from './event-record.js';
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

/** Events that lie one behind the other in the log; each is verified when somebody gets to it. */
export interface LogPage {
  readonly count: number;
  /** Position of the last of them; undefined for an empty page. */
  readonly last: LogPosition | undefined;
  readonly eventAt: (index: number) => StoredEvent;
}

export interface LogSource {
  readonly head: () => Promise<LogPosition | undefined>;
  /** Committed events after a position, in order; fewer than `pageSize` only when there are no more. */
  readonly readPage: (after: LogPosition | undefined) => Promise<LogPage>;
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
  if (signal.aborted) return;
  assertReached(after, await source.head());
  let position = after;
  let saidCaughtUp = false;
  let pauseMs = source.pauseMs.first;
  let ahead: Promise<LogPage> | undefined;
  while (!signal.aborted) {
    const heard = source.doorbell.rings();
    const page = await (ahead ?? source.readPage(position));
    ahead = page.count === source.pageSize ? readAhead(source.readPage(page.last)) : undefined;
    for (let index = 0; index < page.count; index += 1) {
      if (signal.aborted) return;
      yield { kind: 'event', event: page.eventAt(index) };
    }
    if (page.count > 0) {
      position = page.last;
      saidCaughtUp = false;
      pauseMs = source.pauseMs.first;
    }
    if (ahead) continue;
    if (!saidCaughtUp && !signal.aborted) yield { kind: 'caught-up', position };
    saidCaughtUp = true;
    await source.doorbell.wait(heard, pauseMs, signal);
    pauseMs = Math.min(pauseMs * 2, source.pauseMs.longest);
  }
}

/** Fetches a page while the one before it is worked on. A failure counts when somebody gets to it, and not if nobody does. */
export const readAhead = <T>(page: Promise<T>): Promise<T> => {
  page.catch(() => undefined);
  return page;
};
