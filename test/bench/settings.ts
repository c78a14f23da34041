import { parseArgs } from 'node:util';

/** How much is measured. A quick run takes about two minutes and is good for ratios within a fifth. */
export interface BenchSettings {
  readonly quick: boolean;
  /** Only what an event costs as the log grows to `logEvents`, and a rebuild of it. */
  readonly growth: boolean;
  readonly seed: number;
  readonly rounds: number;
  readonly appendMs: number;
  /** Events of the log that is read, projected and rebuilt. */
  readonly logEvents: number;
  /** Events of the stream that is loaded from its snapshot. */
  readonly longStreamEvents: number;
  /** Events emmett's consumer is given: it takes minutes over a large log. */
  readonly emmettEvents: number;
  readonly jsonFile: string | undefined;
}

export const benchSettings = (args: readonly string[]): BenchSettings => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean' },
      growth: { type: 'boolean' },
      seed: { type: 'string' },
      json: { type: 'string' },
      events: { type: 'string' },
    },
  });
  const { quick = false, growth = false, seed = '20240102', json: jsonFile, events } = values;
  const sizes = quick
    ? { rounds: 3, appendMs: 600, logEvents: 40_000, longStreamEvents: 20_000, emmettEvents: 2_000 }
    : { rounds: 5, appendMs: 4_000, logEvents: 1_000_000, longStreamEvents: 100_000, emmettEvents: 20_000 };
  return {
    quick,
    growth,
    seed: Number(seed),
    ...sizes,
    ...(events && { logEvents: Number(events) }),
    jsonFile,
  };
};
