/** Makes sure that of all processes with the same name only one is active. */
export interface Lease {
  /**
   * Waits until nobody else holds the name.
   * @returns undefined when `signal` aborted first.
   */
  acquire(name: string, signal: AbortSignal): Promise<HeldLease | undefined>;
}

export interface HeldLease {
  /** Aborts when the lease can no longer be trusted, for instance because its connection broke: stop at once. */
  readonly lost: AbortSignal;
  /** Aborts when another process should go on: finish what is at hand, then release. */
  readonly recalled?: AbortSignal;
  release(): Promise<void>;
}

/** For a service that is one process, and for specs. */
export const leaseWithinProcess = (): Lease => {
  const lastInLine = new Map<string, Promise<void>>();
  return {
    async acquire(name, signal) {
      const before = lastInLine.get(name) ?? Promise.resolve();
      let release = (): void => undefined;
      const released = new Promise<void>((resolve) => (release = resolve));
      lastInLine.set(
        name,
        before.then(() => released),
      );
      if ((await Promise.race([before, whenAborted(signal)])) === 'aborted') {
        release();
        return undefined;
      }
      return { lost: new AbortController().signal, release: async () => release() };
    },
  };
};

const whenAborted = (signal: AbortSignal): Promise<'aborted'> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve('aborted');
    signal.addEventListener('abort', () => resolve('aborted'), { once: true });
  });
