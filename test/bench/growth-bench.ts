import { inParallel } from './contender.js';
import { rateOf } from './measure.js';
import { type Finding, finding } from './report.js';
import type { BenchSettings } from './settings.js';
import type { TrancheLog } from './tranche-log.js';
import { createWorkload, EVENTS_PER_STREAM, streamName } from './workload.js';

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

/** A tenfold each time. */
const LENGTHS = [10_000, 100_000, 1_000_000];

/** What one event costs to write and to read, and what memory stays, as one log grows. */
export const benchGrowth = async (
  log: TrancheLog,
  { seed, logEvents, rounds }: BenchSettings,
  told: (finding: Finding) => void,
): Promise<void> => {
  const event = createWorkload(seed);
  for (const length of LENGTHS.filter((most) => most <= logEvents)) {
    const missing = length - Number((await log.store.head()) ?? 0);
    const filled = performance.now();
    await log.fill(`to-${length}`, Math.ceil(missing / EVENTS_PER_STREAM), event);
    const fillUs = ((performance.now() - filled) * 1000) / missing;
    told(finding(`write, ten an append, up to ${length} events`, 'µs/event', { tranche: [fillUs] }));
    const appends = Math.min(5_000, length / 10);
    const appendRates: number[] = [];
    const readRates: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const name = (number: number): string => streamName(`at-${length}-${round}`, number);
      appendRates.push(
        await rateOf(async () => {
          await inParallel(appends, 32, (number) => log.append(name(number), 0, [event(0)]));
          return appends;
        }),
      );
      readRates.push(await rateOf(() => log.readLog({ looking: false })));
    }
    global.gc?.();
    const cost = (rates: readonly number[]): number[] => rates.map((rate) => 1e6 / rate);
    told(finding(`append 1 event, 32 callers, behind ${length}`, 'µs/event', { tranche: cost(appendRates) }));
    told(finding(`read the whole log of ${length}`, 'µs/event', { tranche: cost(readRates) }));
    const { rss } = process.memoryUsage();
    told(finding(`resident memory behind ${length}`, 'MiB', { tranche: [rss / MIB] }));
  }
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
