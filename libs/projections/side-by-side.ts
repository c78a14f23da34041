import type { DataSource, EntityManager } from 'typeorm';
import type { LogPosition, StoredEvent } from '#event-store/envelope.js';
import type { EventStore } from '#event-store/event-store.js';
import { messageOf } from '#reactions/backoff.js';
import type { Checkpoint } from './checkpoint.entity.js';
import {
  belongsTo,
  leastPosition,
  lockCheckpoints,
  readCheckpoints,
  replaceCheckpoints,
} from './checkpoints.js';
import { type AnyProjection, foldInto } from './projection.js';
import { lockRebuild, type Rebuild, updateRebuild } from './rebuild-requests.js';
import { Rows } from './rows.js';
import { shardOfStream, shardsOf } from './shards.js';
import {
  compareTables,
  createShadowTables,
  dropShadowTables,
  openShadow,
  replaceRows,
} from './shadow-tables.js';

export interface SideBySideOptions {
  readonly projection: AnyProjection;
  readonly store: Pick<EventStore, 'readLog' | 'head'>;
  readonly database: DataSource;
  /** Most events in one transaction; 2,000 by default. */
  readonly batchSize?: number;
  readonly signal: AbortSignal;
}

const BATCH_SIZE = 2_000;
/** Writers may be faster than the copy. The switch then holds them up a little longer: under its lock the target stands still. */
const ROUNDS_MOST = 20;

/** Somebody else finished the rebuild, or asked for another one. */
class NotOurs extends Error {}

/**
 * Carries out the rebuild that was asked for: folds the log into a copy while the rows go on serving and moving, then, in one
 * transaction with the lock on the checkpoint, folds the last few events, compares, and puts the copy in place. A crash loses one
 * batch. Several processes may do it at once: they take turns, as they do with the rows. Only rows are written, so nothing that
 * ever happened because of an event happens again.
 * @throws when an event cannot be folded; the copy stays for the next try.
 */
export const buildSideBySide = async (options: SideBySideOptions): Promise<void> => {
  const shadow = await openShadow(options.database, options.projection);
  try {
    const builder = new SideBySide(options, shadow);
    await builder.build();
  } catch (error) {
    if (!(error instanceof NotOurs)) throw error;
  } finally {
    await shadow.destroy();
  }
};

class SideBySide {
  readonly #options: SideBySideOptions;
  readonly #shadow: DataSource;
  readonly #batchSize: number;
  readonly #startedMs = performance.now();
  #folded = 0;

  constructor(options: SideBySideOptions, shadow: DataSource) {
    this.#options = options;
    this.#shadow = shadow;
    this.#batchSize = options.batchSize ?? BATCH_SIZE;
  }

  async build(): Promise<void> {
    let position = await this.#begin();
    for (let round = 1; round <= ROUNDS_MOST; round += 1) {
      const target = await this.#target();
      const before = this.#folded;
      position = await this.#foldUpTo(position, target);
      this.#options.signal.throwIfAborted();
      // What arrived meanwhile fits into the transaction that switches.
      if (this.#folded - before < this.#batchSize) break;
    }
    await this.#shadow.transaction((manager) => this.#finish(manager));
  }

  /** @returns up to where the copy is already. */
  #begin(): Promise<LogPosition> {
    return this.#shadow.transaction(async (manager) => {
      const { state, position } = await this.#lock(manager);
      if (state === 'building') return position;
      await createShadowTables(manager, this.#options.projection);
      await updateRebuild(manager, this.#options.projection.name, {
        state: 'building',
        position: '',
        error: null,
      });
      return '';
    });
  }

  /** Rows of this version are compared where they are; those of another version may stand still. */
  async #target(): Promise<LogPosition> {
    const { projection, database, store } = this.#options;
    const checkpoints = await readCheckpoints(database.manager, projection);
    return belongsTo(checkpoints, projection) ? leastPosition(checkpoints) : ((await store.head()) ?? '');
  }

  async #foldUpTo(after: LogPosition, target: LogPosition): Promise<LogPosition> {
    let position = after;
    let batch: StoredEvent[] = [];
    const flush = async (): Promise<void> => {
      if (batch.length === 0) return;
      position = await this.#shadow.transaction((manager) => this.#foldBatch(manager, batch));
      batch = [];
    };
    for await (const event of this.#options.store.readLog(after === '' ? {} : { after })) {
      if (event.position > target || this.#options.signal.aborted) break;
      batch.push(event);
      if (batch.length === this.#batchSize) await flush();
    }
    await flush();
    return position;
  }

  async #foldBatch(manager: EntityManager, batch: readonly StoredEvent[]): Promise<LogPosition> {
    const { position } = await this.#lock(manager, 'building');
    const fresh = batch.filter((event) => event.position > position);
    const last = fresh.at(-1);
    if (!last) return position;
    await this.#fold(manager, fresh);
    const perSecond = Math.round((1000 * this.#folded) / (performance.now() - this.#startedMs));
    await updateRebuild(manager, this.#options.projection.name, { position: last.position, perSecond });
    return last.position;
  }

  async #fold(manager: EntityManager, events: readonly StoredEvent[]): Promise<void> {
    const rows = new Rows(manager);
    await foldInto(this.#options.projection, events, rows, ({ type, id, stream }, error) => {
      return new Error(`${messageOf(error)} (rebuild, ${type} ${id} of ${stream})`, { cause: error });
    });
    await rows.flush();
    this.#folded += events.length;
  }

  async #finish(manager: EntityManager): Promise<void> {
    const { projection, store } = this.#options;
    const { name } = projection;
    const { position, purpose } = await this.#lock(manager, 'building');
    // From here to the commit nobody moves the rows.
    const checkpoints = await lockCheckpoints(manager, projection);
    const isSameVersion = belongsTo(checkpoints, projection);
    const head = (await store.head()) ?? '';
    // Shards stand at different places: the copy is brought to where each of them is.
    const target = isSameVersion ? targetsOf(checkpoints, projection) : () => head;
    const rest: StoredEvent[] = [];
    for await (const event of store.readLog(position === '' ? {} : { after: position })) {
      if (event.position > head) break;
      if (event.position <= target(event)) rest.push(event);
    }
    await this.#fold(manager, rest);
    const comparison = isSameVersion ? await compareTables(manager, projection) : null;
    const isSame = comparison?.every(({ differingCount }) => differingCount === 0) ?? false;
    if (purpose === 'switch' && !isSame) {
      await replaceRows(manager, projection);
      if (!isSameVersion) await replaceCheckpoints(manager, projection, head);
    }
    await dropShadowTables(manager, projection);
    await updateRebuild(manager, name, {
      state: 'done',
      position: isSameVersion ? leastPosition(checkpoints) : head,
      comparison,
    });
  }

  async #lock(manager: EntityManager, state?: Rebuild['state']): Promise<Rebuild> {
    const { name, version } = this.#options.projection;
    const rebuild = await lockRebuild(manager, name);
    const isOpen = rebuild?.state === 'requested' || rebuild?.state === 'building';
    if (!rebuild || !isOpen || rebuild.version !== version || (state && rebuild.state !== state)) {
      throw new NotOurs(`The rebuild of ${name} is no longer this one`);
    }
    return rebuild;
  }
}

/** Up to where the rows of an event's shard have come. */
const targetsOf = (
  checkpoints: readonly Checkpoint[],
  projection: AnyProjection,
): ((event: StoredEvent) => LogPosition) => {
  const shards = shardsOf(projection);
  return ({ stream }) => checkpoints[shardOfStream(stream, shards)]?.position ?? '';
};
