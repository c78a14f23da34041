import type { Runner, RunnerStatus } from '#reactions/runner.js';
import type { CheckpointBoard } from './checkpoint-board.js';
import { ProjectionRunner, type ProjectionRunnerOptions } from './projection-runner.js';
import { shardsOf } from './shards.js';

type Options = Omit<ProjectionRunnerOptions, 'shard' | 'onPosition'> & { readonly board: CheckpointBoard };

/** All shards of a projection as one runner: those of this process, and through the board those of the others. */
export const projectionShards = ({ board, ...options }: Options): Runner => {
  const { projection } = options;
  const { name } = projection;
  const runners = Array.from(
    { length: shardsOf(projection) },
    (_, shard) =>
      new ProjectionRunner({
        ...options,
        shard,
        onPosition: (position) => board.moved(name, shard, position),
      }),
  );
  return {
    name,
    progress: board.progressOf(name),
    run: async (signal) => {
      await Promise.all(runners.map((runner) => runner.run(signal)));
    },
    status: () => {
      const stalled = board.stallOf(name);
      const joined = joinedStatus(runners.map((runner) => runner.status()));
      return { ...(stalled && { stalled }), ...joined, position: board.progressOf(name).position };
    },
  };
};

/** The worst of the shards, where they differ; one that works here shows that the projection is being followed. */
export const joinedStatus = (shards: readonly RunnerStatus[]): RunnerStatus => {
  const activities = shards.map(({ activity }) => activity);
  const stalled = shards.find((one) => one.stalled)?.stalled;
  const interrupted = shards.find((one) => one.interrupted)?.interrupted;
  return {
    activity: activities.find((one) => one === 'following') ?? activities[0] ?? 'stopped',
    position: undefined,
    caughtUp: shards.every(({ caughtUp }) => caughtUp),
    ...(stalled && { stalled }),
    ...(interrupted && { interrupted }),
    ...(shards.length > 1 && { shards: activities }),
  };
};

/** In a process that runs no projections: what the workers of others have come to. */
export const watchedRunner = (name: string, board: CheckpointBoard): Runner => {
  let activity: RunnerStatus['activity'] = 'stopped';
  return {
    name,
    progress: board.progressOf(name),
    run: async (signal) => {
      activity = 'standing-by';
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      activity = 'stopped';
    },
    status: () => {
      const stalled = board.stallOf(name);
      const interrupted = board.interrupted();
      return {
        activity,
        position: board.progressOf(name).position,
        caughtUp: false,
        ...(stalled && { stalled }),
        ...(interrupted && { interrupted }),
      };
    },
  };
};
