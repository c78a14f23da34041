import type { DataSource, EntityManager } from 'typeorm';
import type { LogPosition } from '#event-store/envelope.js';
import type { Stall } from '#reactions/runner.js';
import { Checkpoint } from './checkpoint.entity.js';
import type { AnyProjection } from './projection.js';
import { shardsOf } from './shards.js';

/** The checkpoint is not what this runner left: somebody rebuilds the projection, or did. */
export class CheckpointMoved extends Error {}

/** What makes the rows the rows of this version: one checkpoint for each shard. */
export const belongsTo = (
  checkpoints: readonly Checkpoint[],
  { version, ...projection }: AnyProjection,
): boolean =>
  checkpoints.length === shardsOf(projection) && checkpoints.every((one) => one.version === version);

/** Up to here every shard has come; the rest of the log has been seen by some of them only. */
export const leastPosition = (checkpoints: readonly Pick<Checkpoint, 'position'>[]): LogPosition =>
  checkpoints.map(({ position }) => position).reduce((least, one) => (one < least ? one : least));

export const readCheckpoints = (
  manager: Pick<EntityManager, 'find'>,
  { name }: Pick<AnyProjection, 'name'>,
): Promise<Checkpoint[]> => manager.find(Checkpoint, { where: { name }, order: { shard: 'ASC' } });

/** While they are locked nobody moves the rows. Everybody takes several in the same order. */
export const lockCheckpoints = (manager: EntityManager, { name }: AnyProjection): Promise<Checkpoint[]> =>
  manager.find(Checkpoint, { where: { name }, order: { shard: 'ASC' }, lock: { mode: 'pessimistic_write' } });

export const lockCheckpoint = async (
  manager: EntityManager,
  { name, version }: AnyProjection,
  shard: number,
): Promise<Checkpoint> => {
  const checkpoint = await manager.findOne(Checkpoint, {
    where: { name, shard },
    lock: { mode: 'pessimistic_write' },
  });
  if (!checkpoint) throw new CheckpointMoved(`Somebody removed the checkpoint of ${name}`);
  assertNotNewer(checkpoint, version);
  return checkpoint;
};

export const assertNotNewer = ({ name, version }: Checkpoint, known: number): void => {
  if (version > known)
    throw new CheckpointMoved(
      `The rows of ${name} belong to version ${version}; this process knows ${known}`,
    );
};

/** Checkpoints at the start of the log for a projection that has none; whatever rows it has then are nobody's. */
export const beginAtNothing = (database: DataSource, projection: AnyProjection): Promise<void> =>
  database.transaction(async (manager) => {
    const { name, version, tables } = projection;
    await manager.query(
      `insert into views.checkpoint (name, shard, version, position)
       select $1, shard, $2, '' from generate_series(0, $3 - 1) shard
        where not exists (select from views.checkpoint where name = $1)
       on conflict do nothing`,
      [name, version, shardsOf(projection)],
    );
    const checkpoints = await lockCheckpoints(manager, projection);
    if (!belongsTo(checkpoints, projection) || checkpoints.some(({ position }) => position !== '')) return;
    // Not truncate: it would lock out the readers.
    for (const table of tables) await manager.query(`delete from views.${table}`);
  });

/** In the transaction that writes the rows. */
export const advance = async (
  manager: EntityManager,
  { name, shard }: Pick<Checkpoint, 'name' | 'shard'>,
  position: LogPosition,
): Promise<void> => {
  await manager.query(
    `update views.checkpoint set position = $3, stalled = null where name = $1 and shard = $2`,
    [name, shard, position],
  );
};

/** In the transaction that puts other rows in place: all shards are at the same position then. */
export const replaceCheckpoints = async (
  manager: EntityManager,
  projection: AnyProjection,
  position: LogPosition,
): Promise<void> => {
  const { name, version } = projection;
  await manager.query('delete from views.checkpoint where name = $1', [name]);
  await manager.query(
    `insert into views.checkpoint (name, shard, version, position)
     select $1, shard, $2, $4 from generate_series(0, $3 - 1) shard`,
    [name, version, shardsOf(projection), position],
  );
};

export const noteStall = async (
  database: DataSource,
  { name, shard }: Pick<Checkpoint, 'name' | 'shard'>,
  stalled: Stall,
): Promise<void> => {
  await database.query('update views.checkpoint set stalled = $3 where name = $1 and shard = $2', [
    name,
    shard,
    JSON.stringify(stalled),
  ]);
};
