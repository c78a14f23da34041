/** Says that nothing has come for a while; the work goes on. */
export const QUIET = Symbol('quiet');

/** The outcome of `work`, or `QUIET` when it takes longer than `patienceMs`. */
export const within = <T>(patienceMs: number, work: Promise<T>): Promise<T | typeof QUIET> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(QUIET), patienceMs);
    work.then(
      (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });

/** Waits before try number `failures + 1`, longer each time and never in step with other processes. */
export const backOff = (failures: number, longestMs: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const pauseMs = Math.min(longestMs, 25 * 2 ** Math.min(failures, 16));
    const timer = setTimeout(done, pauseMs * (0.5 + Math.random() / 2));
    signal?.addEventListener('abort', done);
  });

/**
 * Starts a call on a fresh turn of the event loop. The client closes its channel in the same turn in which a call fails; a call that
 * starts in between would be made on the closed channel, and the client turns that into an unhandled rejection.
 */
export const freshTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
