import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { LogPosition, StoredEvent } from '#event-store/envelope.js';
import type { EventStore } from '#event-store/event-store.js';
import { type Backoff, DEFAULT_BACKOFF, messageOf, retrying } from '#reactions/backoff.js';
import type { Lease } from '#reactions/lease.js';
import { isOutage } from '#reactions/outage.js';
import { Progress } from '#reactions/progress.js';
import { type Interruption, type Runner, type RunnerStatus, type Stall, stallAt } from '#reactions/runner.js';
import { type BatchSize, batchSizeOf } from './batch-size.js';
import {
  advance,
  assertNotNewer,
  beginAtNothing,
  belongsTo,
  CheckpointMoved,
  lockCheckpoint,
  noteStall,
  readCheckpoints,
} from './checkpoints.js';
import { type AnyProjection, foldInto } from './projection.js';
import { resumeOrRequest } from './rebuild-requests.js';
import { Rows } from './rows.js';
import { shardOfStream, shardsOf } from './shards.js';
import { buildSideBySide } from './side-by-side.js';

export interface ProjectionRunnerOptions {
  readonly projection: AnyProjection;
  /** Which part of the work; 0 by default. */
  readonly shard?: number;
  readonly store: Pick<EventStore, 'follow' | 'readLog' | 'head'>;
  readonly database: DataSource;
  /** Makes the other processes stand by; without one they take turns at every batch. */
  readonly lease?: Lease;
  /** Events in one transaction; by default more while the rows are far behind. */
  readonly batchSize?: number;
  readonly backoff?: Backoff;
  readonly onFailure?: (failure: Stall | Interruption) => void;
  /** Called after every commit. */
  readonly onPosition?: (position: LogPosition) => void;
}

/** The checkpoint moves this often over events that are not for the projection. */
const SKIPPED_AT_ONCE = 10_000;
const ASK_AGAIN_MS = 200;

/** Events of this shard and of the projection's types, and how far the log was read for them. */
interface Batch {
  readonly events: readonly StoredEvent[];
  readonly through: LogPosition;
}

/**
 * Folds the log into the rows of one projection, or of one shard of it. Rows and checkpoint change in the same transaction, so the
 * rows are always exactly the fold of the log up to the checkpoint. Several processes may run the same projection: a lease says who
 * works, and should two believe they hold it, the lock on the checkpoint makes them take turns, and each skips what the other did.
 *
 * When an event of a batch fails, the batch is repeated in halves, to come as far as possible; then the runner stays on that
 * event, tries again for ever and says so in `status`. Told to stop, it finishes the batch at hand and gives the lease back.
 */
export class ProjectionRunner implements Runner {
  readonly name: string;
  readonly progress = new Progress();
  readonly #options: ProjectionRunnerOptions;
  readonly #backoff: Backoff;
  readonly #shard: number;
  readonly #batchSize: BatchSize;
  #status: Omit<RunnerStatus, 'position'> = { activity: 'stopped', caughtUp: false };
  #position: LogPosition = '';

  constructor(options: ProjectionRunnerOptions) {
    this.name = options.projection.name;
    this.#options = options;
    this.#shard = options.shard ?? 0;
    this.#backoff = options.backoff ?? DEFAULT_BACKOFF;
    this.#batchSize = batchSizeOf(options.batchSize);
  }

  status(): RunnerStatus {
    return { ...this.#status, position: this.progress.position };
  }

  async run(signal: AbortSignal): Promise<void> {
    const untilAborted = async (healthy: () => void): Promise<void> => {
      // A lease that is lost or asked back is waited for again.
      while (!signal.aborted) await this.#runWithLease(signal, healthy);
    };
    await retrying(untilAborted, this.#backoff, signal, (error, attempts) => {
      const interrupted = { attempts, error: messageOf(error) };
      this.#status = { activity: 'following', caughtUp: false, interrupted };
      this.#options.onFailure?.(interrupted);
    });
    this.#status = { activity: 'stopped', caughtUp: false };
  }

  async #runWithLease(signal: AbortSignal, healthy: () => void): Promise<void> {
    const { lease, projection } = this.#options;
    if (!lease) return this.#follow(signal, healthy);
    this.#status = { ...this.#status, activity: 'standing-by', caughtUp: false };
    // Processes of another version have other rows to look after, and so a lease of their own.
    const part = `${this.#shard + 1}/${shardsOf(projection)}`;
    const held = await lease.acquire(`projection ${projection.name} v${projection.version} ${part}`, signal);
    if (!held) return;
    try {
      await this.#follow(
        AbortSignal.any([signal, held.lost, ...(held.recalled ? [held.recalled] : [])]),
        healthy,
      );
    } finally {
      this.#status = { ...this.#status, caughtUp: false };
      await held.release();
    }
  }

  async #follow(signal: AbortSignal, healthy: () => void): Promise<void> {
    await this.#start(signal);
    if (signal.aborted) return;
    const { projection, store } = this.#options;
    const shards = shardsOf(projection);
    const isOurs = ({ type, stream }: StoredEvent): boolean =>
      type in projection.types && shardOfStream(stream, shards) === this.#shard;
    let events: StoredEvent[] = [];
    let skipped = 0;
    let through = this.#position;
    // The next batch is read while this one is written.
    let writing: Promise<void> = Promise.resolve();
    try {
      for await (const item of store.follow({ after: this.#position || undefined, signal })) {
        if (item.kind === 'event') {
          through = item.event.position;
          if (isOurs(item.event)) events.push(item.event);
          else skipped += 1;
          if (events.length < this.#batchSize.now() && skipped < SKIPPED_AT_ONCE) continue;
        }
        await writing;
        if (signal.aborted) return;
        writing = this.#write({ events, through }, signal);
        writing.catch(() => undefined);
        [events, skipped] = [[], 0];
        if (item.kind === 'caught-up') await writing;
        if (signal.aborted) return;
        healthy();
        this.#status = { activity: 'following', caughtUp: item.kind === 'caught-up' };
      }
    } finally {
      await writing;
    }
  }

  async #write(batch: Batch, signal: AbortSignal): Promise<void> {
    if (batch.through === this.#position) return;
    const startedMs = performance.now();
    await this.#applyBatch(batch, signal);
    this.#batchSize.took(batch.events.length, performance.now() - startedMs);
  }

  /** Takes up where the rows are; rows of another version are built anew first, while the old ones serve. */
  async #start(signal: AbortSignal): Promise<void> {
    const { projection, database } = this.#options;
    this.#status = { ...this.#status, activity: 'following' };
    await beginAtNothing(database, projection);
    if (await this.#isOfOtherVersion()) await this.#buildAnew(signal);
    if (signal.aborted) return;
    const { position } = await database.transaction((manager) =>
      lockCheckpoint(manager, projection, this.#shard),
    );
    if (position < (this.progress.position ?? '')) this.progress.restart();
    this.#moveTo(position);
  }

  async #buildAnew(signal: AbortSignal): Promise<void> {
    const { projection, database } = this.#options;
    if (this.#shard > 0) {
      // The rows of all shards are built by the first; the others have nothing to follow until then.
      while (!signal.aborted && (await this.#isOfOtherVersion()))
        await sleep(ASK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
      return;
    }
    await resumeOrRequest(database, projection);
    await buildSideBySide({ ...this.#options, signal });
    if (await this.#isOfOtherVersion()) throw new Error(`Another process builds other rows of ${this.name}`);
  }

  async #isOfOtherVersion(): Promise<boolean> {
    const { projection, database } = this.#options;
    const checkpoints = await readCheckpoints(database.manager, projection);
    for (const checkpoint of checkpoints) assertNotNewer(checkpoint, projection.version);
    return !belongsTo(checkpoints, projection);
  }

  async #applyBatch(batch: Batch, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    try {
      await this.#inTransaction(batch);
    } catch (error) {
      if (isNoFaultOfEvents(error)) throw error;
      const { events, through } = batch;
      const [event] = events;
      if (!event) throw error;
      if (events.length === 1) return this.#insist(batch, event, signal);
      const middle = Math.ceil(events.length / 2);
      const first = events.slice(0, middle);
      await this.#applyBatch({ events: first, through: first.at(-1)?.position ?? through }, signal);
      await this.#applyBatch({ events: events.slice(middle), through }, signal);
    }
  }

  async #insist(batch: Batch, event: StoredEvent, signal: AbortSignal): Promise<void> {
    let interruption: Error | undefined;
    const work = async (): Promise<void> => {
      try {
        await this.#inTransaction(batch);
      } catch (error) {
        if (!isNoFaultOfEvents(error)) throw error;
        interruption = error;
      }
    };
    await retrying(work, this.#backoff, signal, (error, attempts) => {
      const stalled = stallAt(event, attempts, error);
      this.#status = { activity: 'following', caughtUp: false, stalled };
      this.#options.onFailure?.(stalled);
      const { database } = this.#options;
      void noteStall(database, { name: this.name, shard: this.#shard }, stalled).catch(() => undefined);
    });
    if (interruption) throw interruption;
  }

  async #inTransaction({ events, through }: Batch): Promise<void> {
    const { projection, database } = this.#options;
    const position = await database.transaction(async (manager) => {
      const checkpoint = await lockCheckpoint(manager, projection, this.#shard);
      if (checkpoint.version !== projection.version || checkpoint.position < this.#position)
        throw new CheckpointMoved(`The rows of ${this.name} are being rebuilt`);
      if (checkpoint.position >= through) return checkpoint.position;
      const rows = new Rows(manager);
      const fresh = events.filter((event) => event.position > checkpoint.position);
      await foldInto(projection, fresh, rows);
      await rows.flush();
      await advance(manager, { name: this.name, shard: this.#shard }, through);
      return through;
    });
    this.#moveTo(position);
  }

  #moveTo(position: LogPosition): void {
    this.#position = position;
    this.progress.advance(position || undefined);
    this.#options.onPosition?.(position);
  }
}

/** Of what the runner stands on, or of somebody who rebuilds the rows: it starts again at the checkpoint. */
const isNoFaultOfEvents = (error: unknown): error is Error =>
  error instanceof CheckpointMoved || (error instanceof Error && isOutage(error));

/** Declares the rows outdated: whoever runs the projection builds them anew, at the next event or start; until then the old ones stay. */
export const rebuild = async (database: DataSource, { name }: AnyProjection): Promise<void> => {
  await database.query('update views.checkpoint set version = 0 where name = $1', [name]);
};
