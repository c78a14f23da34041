import type { LogPosition } from '#event-store/envelope.js';
import type { EventStore } from '#event-store/event-store.js';
import type { DeadlineCounts } from '#projections/deadlines/deadlines.queries.js';
import type { Rebuild } from '#projections/rebuild-requests.js';
import { settled, waitUntil } from '#reactions/log-waiter.js';
import type { ParkedEvent } from '#reactions/parking.js';
import type { Runner, RunnerStatus } from '#reactions/runner.js';

/** Lets the edge wait for what a command set in motion, and shows how far everybody is. */
export interface Reactions {
  /** True when the process managers and the read models show `position` and all its consequences. */
  settled(position: LogPosition, timeoutMs: number): Promise<boolean>;
  /** True when the read models show `position`. */
  caughtUp(position: LogPosition, timeoutMs: number): Promise<boolean>;
  /** Events whose consequences are outstanding until a person decides, in log order; the same in every process. */
  parked(): Promise<readonly ParkedEvent[]>;
  /** Read models that are being built anew, or were. */
  rebuilds(): Promise<readonly Rebuild[]>;
  /** How many deadlines run, wait for a calendar, and were missed. */
  deadlines(): Promise<DeadlineCounts>;
  status(): { readonly process: RunnerStatus; readonly projections: Readonly<Record<string, RunnerStatus>> };
}

interface Runners {
  readonly process: Runner;
  readonly projections: readonly Runner[];
}

/** @param signal ends every wait: nobody stops a service to see whether it finishes first. */
export const reactionsOf = (
  store: EventStore,
  { process, projections }: Runners,
  kept: Pick<Reactions, 'parked' | 'rebuilds' | 'deadlines'>,
  signal: AbortSignal,
): Reactions => ({
  ...kept,
  settled: (position, timeoutMs) => settled(store, { process, projections }, position, timeoutMs, signal),
  caughtUp: async (position, timeoutMs) => {
    const seen = await Promise.all(
      projections.map((runner) => waitUntil(runner, position, timeoutMs, signal)),
    );
    return seen.every(Boolean);
  },
  status: () => ({
    process: process.status(),
    projections: Object.fromEntries(projections.map((runner) => [runner.name, runner.status()])),
  }),
});
