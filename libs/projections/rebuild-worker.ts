import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { decode } from '#event-store/decode.js';
import type { EventStore } from '#event-store/event-store.js';
import { messageOf } from '#reactions/backoff.js';
import type { ProjectionRebuildRequested } from '#reactions/operations.js';
import type { Reaction } from '#reactions/reaction.js';
import { belongsTo, readCheckpoints } from './checkpoints.js';
import type { AnyProjection } from './projection.js';
import { listRebuilds, type Rebuild, requestRebuild, updateRebuild } from './rebuild-requests.js';
import { buildSideBySide } from './side-by-side.js';

/** Notes down the rebuilds that people ask for; `carryOutRebuilds` does them, so that no payment waits behind one. */
export const noteRebuilds = (database: DataSource, projections: readonly AnyProjection[]): Reaction => ({
  name: 'note-rebuilds',
  types: ['ProjectionRebuildRequested'],
  handle: async (stored) => {
    const { data } = decode<ProjectionRebuildRequested>(stored);
    const projection = projections.find(({ name }) => name === data.projection);
    if (projection) await requestRebuild(database, projection, data.purpose, stored.id);
  },
});

interface Options {
  readonly projections: readonly AnyProjection[];
  readonly store: Pick<EventStore, 'readLog' | 'head'>;
  readonly database: DataSource;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
  readonly askEveryMs?: number;
}

const ASK_EVERY_MS = 1_000;

/** Does what was noted down, one after the other, until `signal` aborts; also what another process left half done. */
export const carryOutRebuilds = async (options: Options): Promise<void> => {
  const { database, signal, log, askEveryMs = ASK_EVERY_MS } = options;
  while (!signal.aborted) {
    try {
      for (const rebuild of await listRebuilds(database)) await carryOut(options, rebuild);
    } catch (error) {
      if (!signal.aborted) log(`rebuilds: ${messageOf(error)}`);
    }
    await sleep(askEveryMs, undefined, { signal }).catch(() => undefined);
  }
};

const carryOut = async (
  { projections, store, database, signal, log }: Options,
  { name, state, version }: Rebuild,
): Promise<void> => {
  const projection = projections.find((one) => one.name === name && one.version === version);
  if (!projection || (state !== 'requested' && state !== 'building')) return;
  // Rows of another version are the business of their runner, which has nothing else to do.
  if (!belongsTo(await readCheckpoints(database.manager, projection), projection)) return;
  try {
    await buildSideBySide({ projection, store, database, signal });
  } catch (error) {
    if (signal.aborted) return;
    log(`rebuild of ${name}: ${messageOf(error)}`);
    await updateRebuild(database.manager, name, { state: 'failed', error: messageOf(error) });
  }
};
