import { inParallel } from './contender.js';
import { rateOf } from './measure.js';
import { type Finding, finding } from './report.js';
import type { BenchSettings } from './settings.js';
import type { TrancheLog } from './tranche-log.js';
import { createWorkload, streamName } from './workload.js';

const MIB = 2 ** 20;

/** What a thousand streams cost in a log of that length; to be compared with the same in another length. */
export const benchAppendsAtLength = async (
  { append, store }: TrancheLog,
  { seed, quick }: BenchSettings,
  told: (finding: Finding) => void,
): Promise<void> => {
  const event = createWorkload(seed);
  const length = Number((await store.head()) ?? 0);
  const appends = quick ? 5_000 : 40_000;
  const rate = await rateOf(async () => {
    await inParallel(appends, 32, (number) => append(streamName(`at-${length}`, number), 0, [event(0)]));
    return appends;
  });
  told(finding(`append 1 event, 32 callers, log of ${length}`, 'appends/s', { tranche: [rate] }));
};

/** Heap that stays, and resident memory, while the whole log is read again and again. */
export const benchMemory = async (
  { readLog }: TrancheLog,
  rounds: number,
  told: (finding: Finding) => void,
): Promise<void> => {
  const [heap, resident]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    await readLog({ looking: true });
    global.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    heap.push(heapUsed / MIB);
    resident.push(rss / MIB);
  }
  told(finding('heap after each reading of the whole log', 'MiB', { tranche: heap }));
  told(finding('resident after each reading of the whole log', 'MiB', { tranche: resident }));
};
