import pg from 'pg';
import { capDecider } from '#caps/caps.js';
import { CommandExecutor } from '#event-store/execute.js';
import { openPostgresSnapshotStore } from '#event-store/postgres/postgres-snapshot-store.js';
import { millisecondsOf } from './measure.js';
import { type Finding, finding } from './report.js';
import type { BenchSettings } from './settings.js';
import type { TrancheLog } from './tranche-log.js';
import { createWorkload } from './workload.js';

const STREAM = 'cap-agency-year-long-2024';
const EVENTS_PER_APPEND = 500;

/** A cap account with a long life, loaded by a process that has just started: from its first event, then from its snapshot. */
export const benchLongStream = async (
  url: string,
  { append, store }: TrancheLog,
  { seed, rounds, longStreamEvents }: BenchSettings,
  told: (finding: Finding) => void,
): Promise<void> => {
  const event = createWorkload(seed);
  for (let revision = 0; revision < longStreamEvents; revision += EVENTS_PER_APPEND) {
    await append(
      STREAM,
      revision,
      Array.from({ length: EVENTS_PER_APPEND }, (_, index) => event(revision + index)),
    );
  }
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  const loadFresh = (): Promise<number> =>
    millisecondsOf(() =>
      new CommandExecutor(store, { snapshots: openPostgresSnapshotStore(pool) }).load(capDecider, STREAM),
    );
  told(finding(`fold a cap of ${longStreamEvents} events`, 'ms', { tranche: [await loadFresh()] }));
  const loads: number[] = [];
  for (let round = 0; round < rounds; round += 1) loads.push(await loadFresh());
  told(finding(`load a cap of ${longStreamEvents} events by snapshot`, 'ms', { tranche: loads }));
  await pool.end();
};
