/** How many events the next transaction takes. */
export interface BatchSize {
  now(): number;
  /** Learns from a batch that was carried out. */
  took(events: number, elapsedMs: number): void;
}

const FIRST = 500;
const LARGEST = 2_000;
/** A batch that takes longer holds its locks and what waits for its rows too long. */
const LONG_MS = 1_000;

/** Grows while full batches are quickly done: the cost of a transaction is shared by more events. A size that was asked for stays. */
export const batchSizeOf = (fixed?: number): BatchSize => {
  let size = fixed ?? FIRST;
  return {
    now: () => size,
    took: (events, elapsedMs) => {
      if (fixed !== undefined) return;
      if (elapsedMs > LONG_MS) size = Math.max(FIRST, size / 2);
      else if (events >= size && elapsedMs < LONG_MS / 2) size = Math.min(LARGEST, size * 2);
    },
  };
};
