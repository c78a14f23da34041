export interface StreamTurns {
  /** Runs `work` when everything that was asked for the same stream before has settled. */
  readonly inTurn: <T>(stream: string, work: () => Promise<T>) => Promise<T>;
  /** When all work that was accepted so far has settled. */
  readonly settled: () => Promise<void>;
}

export const createStreamTurns = (): StreamTurns => {
  const last = new Map<string, Promise<void>>();
  return {
    inTurn: async (stream, work) => {
      const mine = (last.get(stream) ?? Promise.resolve()).then(work);
      const settled = mine.then(ignore, ignore);
      last.set(stream, settled);
      try {
        return await mine;
      } finally {
        if (last.get(stream) === settled) last.delete(stream);
      }
    },
    settled: async () => {
      await Promise.all(last.values());
    },
  };
};

const ignore = (): void => undefined;
