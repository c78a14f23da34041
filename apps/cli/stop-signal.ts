/** Resolves at the first SIGINT or SIGTERM. Every further signal forces: whoever repeats it does not want to wait. */
export const untilStopSignal = (force: () => void): Promise<void> =>
  new Promise((resolve) => {
    let asked = false;
    const onSignal = (): void => {
      if (asked) force();
      asked = true;
      resolve();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
