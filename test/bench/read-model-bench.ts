import type { EventStore } from '#event-store/event-store.js';
import { capsProjection } from '#projections/caps/caps.projection.js';
import { ProjectionRunner, rebuild } from '#projections/projection-runner.js';
import { openViews } from '#projections/views-database.js';
import { interleaved, millisecondsOf, rateOf } from './measure.js';
import type { PlainTable } from './plain-table.js';
import { type Finding, finding } from './report.js';
import type { TrancheLog } from './tranche-log.js';

type Views = Awaited<ReturnType<typeof openViews>>;

const PAGE_SIZE = 1_000;

/** The caps screen over the whole log as a worker builds it, against the same rows written by hand. */
export const benchReadModel = async (
  url: string,
  { store }: TrancheLog,
  plain: PlainTable,
  rounds: number,
  told: (finding: Finding) => void,
): Promise<void> => {
  const views = await openViews(url);
  const fromNothing = async (): Promise<number> => {
    await clear(views);
    return runToEnd(store, views);
  };
  const rates = await interleaved(
    [
      { name: 'plain', run: () => plain.projectCaps(PAGE_SIZE) },
      { name: 'tranche', run: fromNothing },
    ],
    rounds,
    ({ run }) => rateOf(run),
  );
  told(finding('project the caps screen', 'events/s', rates, { plain: 0.7 }));
  await views.destroy();
};

/** The same, once, and its rebuild beside the rows that are there. */
export const benchRebuild = async (
  url: string,
  { store }: TrancheLog,
  told: (finding: Finding) => void,
): Promise<void> => {
  const views = await openViews(url);
  await clear(views);
  let events = 0;
  const run = async (): Promise<number> => (events = await runToEnd(store, views));
  told(finding('build the caps screen', 'events/s', { tranche: [await rateOf(run)] }));
  await rebuild(views, capsProjection);
  const rebuiltMs = await millisecondsOf(run);
  told(finding(`rebuild the caps screen over ${events} events`, 's', { tranche: [rebuiltMs / 1000] }));
  await views.destroy();
};

const clear = async (views: Views): Promise<void> => {
  await views.query('truncate views.cap_account, views.cap_reservation');
  await views.query("delete from views.checkpoint where name = 'caps'");
};

/** @returns how many events the log has. */
const runToEnd = async (store: EventStore, views: Views): Promise<number> => {
  const head = (await store.head()) ?? '';
  const stopping = new AbortController();
  const runner = new ProjectionRunner({ projection: capsProjection, store, database: views });
  const running = runner.run(stopping.signal);
  await runner.progress.waitUntil(head, 3_600_000);
  stopping.abort();
  await running;
  return Number(head);
};
