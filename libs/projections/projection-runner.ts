import type { DataSource, EntityManager } from 'typeorm';
import type { StoredEvent } from '#event-store/envelope.js';
import type { EventStore } from '#event-store/event-store.js';
import { type Backoff, DEFAULT_BACKOFF, messageOf, retrying } from '#reactions/backoff.js';
import { Progress } from '#reactions/progress.js';
import { type Interruption, type Runner, type RunnerStatus, type Stall, stallAt } from '#reactions/runner.js';
import { Checkpoint } from './checkpoint.entity.js';
import { type AnyProjection, applyTo } from './projection.js';
import { resumeOrRequest } from './rebuild-requests.js';
import { Rows } from './rows.js';
import { buildSideBySide } from './side-by-side.js';

export interface ProjectionRunnerOptions {
  readonly projection: AnyProjection;
  readonly store: Pick<EventStore, 'follow' | 'readLog' | 'head'>;
  readonly database: DataSource;
  /** Most events in one transaction; 500 by default. */
  readonly batchSize?: number;
  readonly backoff?: Backoff;
  readonly onFailure?: (failure: Stall | Interruption) => void;
}

const BATCH_SIZE = 500;

/** The checkpoint is not where this runner left it: somebody rebuilds the projection. */
class CheckpointMoved extends Error {}

/**
 * Folds the log into the rows of one projection. Rows and checkpoint change in the same transaction, so the rows are always
 * exactly the fold of the log up to the checkpoint. Several processes may run the same projection: the lock on the
 * checkpoint makes them take turns, and each skips what the other did.
 *
 * When an event of a batch fails, the batch is repeated event by event, to come as far as possible; then the runner stays on
 * that event, tries again for ever and says so in `status`.
 */
export class ProjectionRunner implements Runner {
  readonly name: string;
  readonly progress = new Progress();
  readonly #options: ProjectionRunnerOptions;
  readonly #backoff: Backoff;
  #status: Omit<RunnerStatus, 'position'> = { activity: 'stopped', caughtUp: false };
  #position = '';

  constructor(options: ProjectionRunnerOptions) {
    this.name = options.projection.name;
    this.#options = options;
    this.#backoff = options.backoff ?? DEFAULT_BACKOFF;
  }

  status(): RunnerStatus {
    return { ...this.#status, position: this.progress.position };
  }

  async run(signal: AbortSignal): Promise<void> {
    await retrying(
      (healthy) => this.#follow(signal, healthy),
      this.#backoff,
      signal,
      (error, attempts) => {
        const interrupted = { attempts, error: messageOf(error) };
        this.#status = { activity: 'following', caughtUp: false, interrupted };
        this.#options.onFailure?.(interrupted);
      },
    );
    this.#status = { activity: 'stopped', caughtUp: false };
  }

  async #follow(signal: AbortSignal, healthy: () => void): Promise<void> {
    await this.#start(signal);
    const { store, batchSize = BATCH_SIZE } = this.#options;
    let batch: StoredEvent[] = [];
    for await (const item of store.follow({ after: this.#position || undefined, signal })) {
      if (item.kind === 'event') batch.push(item.event);
      if (item.kind === 'event' && batch.length < batchSize) continue;
      await this.#applyBatch(batch, signal);
      if (signal.aborted) return;
      batch = [];
      healthy();
      this.#status = { activity: 'following', caughtUp: item.kind === 'caught-up' };
    }
  }

  /** Takes up where the rows are; rows of another version are built anew first, while the old ones serve. */
  async #start(signal: AbortSignal): Promise<void> {
    const { projection, database } = this.#options;
    const { name, version } = projection;
    this.#status = { ...this.#status, activity: 'following' };
    await database
      .createQueryBuilder()
      .insert()
      .into(Checkpoint)
      .values({ name, version, position: '' })
      .orIgnore()
      .execute();
    if (await this.#isOfOtherVersion()) {
      await resumeOrRequest(database, projection);
      await buildSideBySide({ ...this.#options, signal });
      if (await this.#isOfOtherVersion()) throw new Error(`Another process builds other rows of ${name}`);
    }
    const position = await database.transaction(async (manager) => {
      const checkpoint = await lockCheckpoint(manager, projection);
      if (checkpoint.position === '') await deleteRows(manager, projection);
      return checkpoint.position;
    });
    if (position < (this.progress.position ?? '')) this.progress.restart();
    this.#position = position;
    this.progress.advance(position || undefined);
  }

  #isOfOtherVersion(): Promise<boolean> {
    const { projection, database } = this.#options;
    return database.transaction(
      async (manager) => (await lockCheckpoint(manager, projection)).version !== projection.version,
    );
  }

  async #applyBatch(batch: readonly StoredEvent[], signal: AbortSignal): Promise<void> {
    if (batch.length === 0) return;
    try {
      await this.#inTransaction(batch);
    } catch (error) {
      if (error instanceof CheckpointMoved) throw error;
      for (const event of batch) await this.#applyOne(event, signal);
    }
  }

  async #applyOne(event: StoredEvent, signal: AbortSignal): Promise<void> {
    let moved: CheckpointMoved | undefined;
    const work = async (): Promise<void> => {
      try {
        await this.#inTransaction([event]);
      } catch (error) {
        if (!(error instanceof CheckpointMoved)) throw error;
        moved = error;
      }
    };
    await retrying(work, this.#backoff, signal, (error, attempts) => {
      const stalled = stallAt(event, attempts, error);
      this.#status = { activity: 'following', caughtUp: false, stalled };
      this.#options.onFailure?.(stalled);
    });
    if (moved) throw moved;
  }

  async #inTransaction(events: readonly StoredEvent[]): Promise<void> {
    const { projection, database } = this.#options;
    const position = await database.transaction(async (manager) => {
      const checkpoint = await lockCheckpoint(manager, projection);
      if (checkpoint.version !== projection.version || checkpoint.position < this.#position) {
        throw new CheckpointMoved(`The rows of ${projection.name} are being rebuilt`);
      }
      const fresh = events.filter((event) => event.position > checkpoint.position);
      const last = fresh.at(-1);
      if (!last) return checkpoint.position;
      const rows = new Rows(manager);
      for (const event of fresh) await applyTo(projection, event, rows);
      await rows.flush();
      await manager.update(Checkpoint, { name: projection.name }, { position: last.position });
      return last.position;
    });
    this.#position = position;
    this.progress.advance(position);
  }
}

/** Declares the rows outdated: whoever runs the projection builds them anew, at the next event or start; until then the old ones stay. */
export const rebuild = async (database: DataSource, { name }: AnyProjection): Promise<void> => {
  await database.manager.update(Checkpoint, { name }, { version: 0 });
};

/** Not truncate: it would lock out the readers. */
const deleteRows = async (manager: EntityManager, { tables }: AnyProjection): Promise<void> => {
  for (const table of tables) await manager.query(`delete from views.${table}`);
};

const lockCheckpoint = async (
  manager: EntityManager,
  { name, version }: AnyProjection,
): Promise<Checkpoint> => {
  const checkpoint = await manager.findOne(Checkpoint, {
    where: { name },
    lock: { mode: 'pessimistic_write' },
  });
  if (!checkpoint) throw new CheckpointMoved(`Somebody removed the checkpoint of ${name}`);
  if (checkpoint.version > version) {
    throw new Error(
      `The rows of ${name} belong to version ${checkpoint.version}; this process knows ${version}`,
    );
  }
  return checkpoint;
};
