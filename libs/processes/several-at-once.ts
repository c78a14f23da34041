/** More would only queue for the connections to the log. */
const AT_ONCE = 16;

/**
 * Does the same for each of many things that do not depend on each other, a few at a time; the results are in the order of the things.
 * The first failure ends it, after what is under way has ended too: whatever was done is found done when all of it is repeated.
 */
export const severalAtOnce = async <Thing, Result>(
  things: readonly Thing[],
  work: (thing: Thing) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = [];
  const waiting = things.entries();
  let failed = false;
  const worker = async (): Promise<void> => {
    for (const [place, thing] of waiting) {
      if (failed) return;
      try {
        results[place] = await work(thing);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: Math.min(AT_ONCE, things.length) }, worker));
  for (const ended of workers) if (ended.status === 'rejected') throw ended.reason;
  return results;
};
