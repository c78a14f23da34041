import type { LogPosition } from './envelope.js';

/** How far the log goes, as far as this process knows: for all of its followers together. */
export interface LogWatch {
  /** An append of this process ended here; its own followers need not wait for the next poll. */
  readonly told: (head: LogPosition) => void;
  /**
   * The head, as soon as it lies after `position`; undefined when `signal` aborts.
   * @throws when the log cannot be asked.
   */
  readonly beyond: (
    position: LogPosition | undefined,
    signal: AbortSignal,
  ) => Promise<LogPosition | undefined>;
}

/** Between two polls. Infinity: none, for a log that lives in this process. */
export interface Pauses {
  readonly firstMs: number;
  readonly longestMs: number;
}

interface Waiting {
  readonly position: LogPosition;
  readonly arrived: (head: LogPosition) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Polls instead of listening for notifications: a notification inside the appending transaction takes a lock on the whole database
 * at commit, and one that is lost stalls the follower. There is one poll, however many follow, and none while nobody waits; pauses
 * double from the first to the longest while nothing happens.
 */
export const watchLog = (
  ask: () => Promise<LogPosition | undefined>,
  { firstMs, longestMs }: Pauses,
): LogWatch => {
  const waiting = new Set<Waiting>();
  let head: LogPosition = '';
  let pauseMs = firstMs;
  let isPolling = false;

  const told = (position: LogPosition): void => {
    if (position <= head) return;
    head = position;
    pauseMs = firstMs;
    for (const one of waiting) if (one.position < head) one.arrived(head);
  };

  const poll = async (): Promise<void> => {
    try {
      if (waiting.size > 0) told((await ask()) ?? '');
    } catch (error) {
      for (const one of waiting) one.failed(error);
    }
    isPolling = false;
    pollLater();
  };

  const pollLater = (): void => {
    if (isPolling || waiting.size === 0 || !Number.isFinite(firstMs)) return;
    isPolling = true;
    setTimeout(() => void poll(), pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestMs);
  };

  const beyond: LogWatch['beyond'] = (position = '', signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return resolve(undefined);
      if (head > position) return resolve(head);
      const leave = (): void => {
        waiting.delete(one);
        signal.removeEventListener('abort', aborted);
      };
      const aborted = (): void => {
        leave();
        resolve(undefined);
      };
      const one: Waiting = {
        position,
        arrived: (reached) => {
          leave();
          resolve(reached);
        },
        failed: (error) => {
          leave();
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      };
      waiting.add(one);
      signal.addEventListener('abort', aborted);
      pollLater();
    });

  return { told, beyond };
};
