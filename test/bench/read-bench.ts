import type { Contender } from './contender.js';
import type { EmmettLog } from './emmett-log.js';
import { interleaved, perSecond, rateOf } from './measure.js';
import type { PlainTable } from './plain-table.js';
import { type Finding, finding } from './report.js';
import type { BenchSettings } from './settings.js';
import type { TrancheLog } from './tranche-log.js';
import { createWorkload, EVENTS_PER_STREAM, streamName } from './workload.js';

const PAGE_SIZE = 1_000;

interface Contenders {
  readonly plain: PlainTable;
  readonly tranche: TrancheLog;
  readonly emmett: EmmettLog;
}

/** Streams and the whole log, every event verified; and one upsert for the counter of every stream. */
export const benchReads = async (
  { plain, tranche, emmett }: Contenders,
  { seed, rounds, appendMs, logEvents, emmettEvents }: BenchSettings,
  told: (finding: Finding) => void,
): Promise<void> => {
  const event = createWorkload(seed);
  const streams = logEvents / EVENTS_PER_STREAM;
  const filled: [Contender, number][] = [
    [plain, streams],
    [tranche, streams],
    [emmett, emmettEvents / EVENTS_PER_STREAM],
  ];
  for (const [contender, count] of filled) await contender.fill('log', count, event);

  const streamReads = await interleaved([plain, tranche, emmett], rounds, ({ readStream }, round) => {
    let read = 0;
    return perSecond(8, appendMs, () =>
      readStream(streamName('log', (round + read++) % (emmettEvents / EVENTS_PER_STREAM))),
    );
  });
  told(finding('read a stream of 10, 8 callers', 'streams/s', streamReads));

  const logReads = await interleaved(
    [
      { name: 'plain', run: () => plain.readLog(PAGE_SIZE) },
      { name: 'plain, pages of 5,000', run: () => plain.readLog(5 * PAGE_SIZE) },
      { name: 'looking', run: () => tranche.readLog({ looking: true }) },
      { name: 'tranche', run: () => tranche.readLog({ looking: false }) },
    ],
    rounds,
    ({ run }) => rateOf(run),
  );
  const { looking = [], tranche: leaving = [], ...handWritten } = logReads;
  const target = { plain: 1.3 };
  told(finding('read the whole log', 'events/s', { ...handWritten, tranche: leaving }, target));
  const everyPayload = { ...handWritten, tranche: looking };
  told(finding('read the whole log, every payload parsed', 'events/s', everyPayload, target));

  const projections = await interleaved(
    [
      { name: 'plain', run: () => plain.project(PAGE_SIZE) },
      { name: 'tranche', run: () => tranche.project(PAGE_SIZE) },
      { name: 'emmett', run: (round: number) => emmett.project(PAGE_SIZE, round) },
    ],
    rounds,
    ({ run }, round) => rateOf(() => run(round)),
  );
  told(finding('project a counter per stream', 'events/s', projections, { plain: 0.7, emmett: 10 }));
};
