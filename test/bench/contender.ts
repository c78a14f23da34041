import type { WorkloadEvent } from './workload.js';

/** An event store under measurement, in a database of its own on the same server. */
export interface Contender {
  readonly name: string;
  /** One append to one stream; `revision` is that of the first of `events`, 0 for a new stream. */
  append(stream: string, revision: number, events: readonly WorkloadEvent[]): Promise<void>;
  /** Fills in whole streams as fast as it can, outside the measurement. */
  fill(prefix: string, streams: number, event: (revision: number) => WorkloadEvent): Promise<void>;
  /** Reads a stream with every payload parsed. */
  readStream(stream: string): Promise<number>;
  close(): Promise<void>;
}

/** Runs `work` over 0 … count − 1, so many at a time. */
export const inParallel = async (
  count: number,
  atOnce: number,
  work: (item: number) => Promise<void>,
): Promise<void> => {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let item = next++; item < count; item = next++) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};
