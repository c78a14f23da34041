import { setTimeout as sleep } from 'node:timers/promises';

/** How long to wait before the next try. */
export interface Backoff {
  readonly firstMs: number;
  readonly longestMs: number;
  /** From 0 up to, not including, 1; spreads processes that failed together. */
  readonly random: () => number;
}

export const DEFAULT_BACKOFF: Backoff = { firstMs: 100, longestMs: 30_000, random: Math.random };

/** Doubles from the first to the longest pause; each is shortened by up to half. `attempt` counts from 1. */
export const pauseMs = ({ firstMs, longestMs, random }: Backoff, attempt: number): number =>
  Math.min(firstMs * 2 ** Math.min(attempt - 1, 30), longestMs) * (1 - random() / 2);

/**
 * Tries until it succeeds, for ever unless `givesUp` says otherwise. Every failure is reported before the pause. Work that runs for
 * long calls `healthy` when it got somewhere, so that the next failure counts as the first again.
 */
export const retrying = async (
  work: (healthy: () => void) => Promise<void>,
  backoff: Backoff,
  signal: AbortSignal,
  onFailure: (error: unknown, attempts: number) => void,
  givesUp: (error: unknown, attempts: number) => boolean = () => false,
): Promise<'done' | 'aborted' | 'given-up'> => {
  let attempts = 0;
  const healthy = (): void => {
    attempts = 0;
  };
  while (!signal.aborted) {
    try {
      await work(healthy);
      return 'done';
    } catch (error) {
      attempts += 1;
      onFailure(error, attempts);
      if (givesUp(error, attempts)) return 'given-up';
      await sleep(pauseMs(backoff, attempts), undefined, { signal }).catch(() => undefined);
    }
  }
  return 'aborted';
};

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
