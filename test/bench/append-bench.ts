import type { Contender } from './contender.js';
import { interleaved, perSecond } from './measure.js';
import { type Finding, finding, type Targets } from './report.js';
import type { BenchSettings } from './settings.js';
import { createWorkload, streamName, type WorkloadEvent } from './workload.js';

/** Appends to a stream before its caller takes a new one. */
const APPENDS_PER_STREAM = 10;

/** The issue's: by events an append and callers. */
const TARGETS: Readonly<Record<string, Targets>> = {
  '1/1': { plain: 0.6 },
  '1/32': { plain: 1.2, emmett: 4 },
  '1/256': { plain: 2, emmett: 4 },
  '10/32': { plain: 1 },
};

/** Appends a second, by so many callers that each write streams of their own. */
export const benchAppends = async (
  contenders: readonly Contender[],
  { seed, rounds, appendMs }: BenchSettings,
  told: (finding: Finding) => void,
): Promise<void> => {
  const event = createWorkload(seed);
  for (const { name, append } of contenders)
    await append(streamName('warm', 0), 0, [event(0)]).catch(failed(name));
  for (const eventsPerAppend of [1, 10]) {
    for (const callers of [1, 8, 32, 256]) {
      const figures = await interleaved(contenders, rounds, (contender, round) => {
        const prefix = `${eventsPerAppend}-${callers}-${round}`;
        return perSecond(callers, appendMs, callersOf(contender, prefix, eventsPerAppend, event));
      });
      const what = `append ${eventsPerAppend} event${eventsPerAppend > 1 ? 's' : ''}, ${callers} callers`;
      told(finding(what, 'appends/s', figures, TARGETS[`${eventsPerAppend}/${callers}`]));
    }
  }
};

const failed = (name: string) => (error: unknown) => {
  throw new Error(`${name} cannot append`, { cause: error });
};

const callersOf = (
  { append }: Contender,
  prefix: string,
  eventsPerAppend: number,
  event: (revision: number) => WorkloadEvent,
): ((caller: number) => Promise<void>) => {
  const appends = new Map<number, number>();
  return async (caller) => {
    const done = appends.get(caller) ?? 0;
    appends.set(caller, done + 1);
    const stream = streamName(`${prefix}-${caller}`, Math.trunc(done / APPENDS_PER_STREAM));
    const revision = (done % APPENDS_PER_STREAM) * eventsPerAppend;
    await append(
      stream,
      revision,
      Array.from({ length: eventsPerAppend }, (_, index) => event(revision + index)),
    );
  };
};
