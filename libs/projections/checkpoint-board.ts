import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { LogPosition } from '#event-store/envelope.js';
import { messageOf } from '#reactions/backoff.js';
import { Progress } from '#reactions/progress.js';
import type { Interruption, Stall } from '#reactions/runner.js';
import { leastPosition } from './checkpoints.js';

/** While somebody waits, and while nobody does. */
const ASK_AGAIN_MS = { awaited: 25, idle: 500 };

interface CheckpointRecord {
  readonly name: string;
  readonly shard: number;
  readonly position: LogPosition;
  readonly stalled: Stall | null;
}

interface Entry {
  readonly progress: Progress;
  records: readonly CheckpointRecord[];
  /** How often somebody of this process moved it; what was read before that is old. */
  moves: number;
}

/**
 * How far every runner has come, whichever process it works in, with one question to the database for all of them. What happens in
 * this process is told to it at once.
 */
export class CheckpointBoard {
  readonly #database: DataSource;
  readonly #entries = new Map<string, Entry>();
  #interrupted: Interruption | undefined;
  /** Ends the pause. */
  #wake: () => void = () => undefined;

  constructor(database: DataSource) {
    this.#database = database;
  }

  /** Least position of the shards of a projection, or the position of a process manager. */
  progressOf(name: string): Progress {
    return this.#entry(name).progress;
  }

  /** The first event that a shard cannot get over, as its worker noted it down. */
  stallOf(name: string): Stall | undefined {
    return this.#entry(name).records.find(({ stalled }) => stalled)?.stalled ?? undefined;
  }

  interrupted(): Interruption | undefined {
    return this.#interrupted;
  }

  /** What a runner of this process has just committed. */
  moved(name: string, shard: number, position: LogPosition): void {
    const entry = this.#entry(name);
    entry.moves += 1;
    const others = entry.records.filter((one) => one.shard !== shard);
    if (others.length + 1 < entry.records.length || entry.records.length === 0) return;
    this.#show(entry, [...others, { name, shard, position, stalled: null }]);
  }

  async run(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      try {
        await this.refresh();
        failures = 0;
        this.#interrupted = undefined;
      } catch (error) {
        failures += 1;
        this.#interrupted = { attempts: failures, error: messageOf(error) };
      }
      await this.#pause(signal);
    }
  }

  /** Short while somebody waits, and from the moment somebody begins to. */
  async #pause(signal: AbortSignal): Promise<void> {
    if (![...this.#entries.values()].some(({ progress }) => progress.isAwaited)) {
      const woken = new AbortController();
      this.#wake = () => woken.abort();
      const either = AbortSignal.any([signal, woken.signal]);
      await sleep(ASK_AGAIN_MS.idle, undefined, { signal: either }).catch(() => undefined);
      return;
    }
    await sleep(ASK_AGAIN_MS.awaited, undefined, { signal }).catch(() => undefined);
  }

  async refresh(): Promise<void> {
    const movesBefore = new Map([...this.#entries].map(([name, { moves }]) => [name, moves]));
    const records: CheckpointRecord[] = await this.#database.query(
      `select name, shard, position, stalled from views.checkpoint
       union all select name, 0, position, null from views.reaction_checkpoint`,
    );
    for (const name of new Set(records.map((record) => record.name))) {
      const entry = this.#entry(name);
      if (entry.moves !== (movesBefore.get(name) ?? 0)) continue;
      this.#show(
        entry,
        records.filter((record) => record.name === name),
      );
    }
  }

  #show(entry: Entry, records: readonly CheckpointRecord[]): void {
    entry.records = records;
    const position = leastPosition(records);
    if (position < (entry.progress.position ?? '')) entry.progress.restart();
    entry.progress.advance(position || undefined);
  }

  #entry(name: string): Entry {
    const known = this.#entries.get(name);
    if (known) return known;
    const entry = { progress: new Progress(() => this.#wake()), records: [], moves: 0 };
    this.#entries.set(name, entry);
    return entry;
  }
}
