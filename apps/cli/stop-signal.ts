/** One Ctrl-C under `npm start` arrives twice: from the terminal, and handed on by npm. */
const SAME_SIGNAL_MS = 1_000;

/**
 * Resolves at the first SIGINT or SIGTERM. A later one forces: whoever repeats it does not want to wait.
 * @param now milliseconds of a clock that only moves forward.
 */
export const untilStopSignal = (
  force: () => void,
  now: () => number = () => performance.now(),
): Promise<void> =>
  new Promise((resolve) => {
    let askedAt: number | undefined;
    const onSignal = (): void => {
      if (askedAt !== undefined && now() - askedAt > SAME_SIGNAL_MS) force();
      askedAt ??= now();
      resolve();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
