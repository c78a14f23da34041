import { capsProjection } from '#projections/caps/caps.projection.js';
import { ProjectionRunner, rebuild } from '#projections/projection-runner.js';
import { openViews } from '#projections/views-database.js';
import { millisecondsOf, rateOf } from './measure.js';
import { type Finding, finding } from './report.js';
import type { TrancheLog } from './tranche-log.js';

/** The caps screen over the whole log, as a worker builds it, and its rebuild beside the rows that are there. */
export const benchReadModel = async (
  url: string,
  { store }: TrancheLog,
  told: (finding: Finding) => void,
): Promise<void> => {
  const views = await openViews(url);
  const head = (await store.head()) ?? '';
  const events = Number(head);
  const run = async (): Promise<number> => {
    const stopping = new AbortController();
    const runner = new ProjectionRunner({ projection: capsProjection, store, database: views });
    const running = runner.run(stopping.signal);
    await runner.progress.waitUntil(head, 3_600_000);
    stopping.abort();
    await running;
    return events;
  };
  told(finding('project the caps screen', 'events/s', { tranche: [await rateOf(run)] }));
  await rebuild(views, capsProjection);
  told(
    finding(`rebuild the caps screen over ${events} events`, 's', {
      tranche: [(await millisecondsOf(run)) / 1000],
    }),
  );
  await views.destroy();
};
