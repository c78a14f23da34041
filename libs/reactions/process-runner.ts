import type { LogPosition, StoredEvent } from '#event-store/envelope.js';
import type { EventStore } from '#event-store/event-store.js';
import { type Backoff, DEFAULT_BACKOFF, messageOf, retrying } from './backoff.js';
import type { Lease } from './lease.js';
import { Progress } from './progress.js';
import { type CheckpointStore, isInterestedIn, type Reaction } from './reaction.js';
import { type Interruption, type Runner, type RunnerStatus, type Stall, stallAt } from './runner.js';

export interface ProcessRunnerOptions {
  /** Names the checkpoint and the lease. */
  readonly name: string;
  readonly store: Pick<EventStore, 'follow'>;
  readonly reactions: readonly Reaction[];
  readonly checkpoints: CheckpointStore;
  readonly lease: Lease;
  readonly backoff?: Backoff;
  /** For the log of the service; `status` shows the same. */
  readonly onFailure?: (failure: Stall | Interruption) => void;
}

/**
 * Hands the events of the log one by one, in order, to all reactions. A reaction that fails is called again for ever, and
 * nothing after that event is handled: money would rather stand still than be guessed. A crash between handling and saving
 * the checkpoint hands the same event over once more.
 */
export class ProcessRunner implements Runner {
  readonly name: string;
  readonly progress = new Progress();
  readonly #options: ProcessRunnerOptions;
  readonly #backoff: Backoff;
  #activity: RunnerStatus['activity'] = 'stopped';
  #caughtUp = false;
  #stalled: Stall | undefined;
  #interrupted: Interruption | undefined;
  #saved: LogPosition | undefined;

  constructor(options: ProcessRunnerOptions) {
    this.name = options.name;
    this.#options = options;
    this.#backoff = options.backoff ?? DEFAULT_BACKOFF;
  }

  status(): RunnerStatus {
    return {
      activity: this.#activity,
      position: this.progress.position,
      caughtUp: this.#caughtUp,
      ...(this.#stalled && { stalled: this.#stalled }),
      ...(this.#interrupted && { interrupted: this.#interrupted }),
    };
  }

  async run(signal: AbortSignal): Promise<void> {
    const untilAborted = async (healthy: () => void): Promise<void> => {
      await this.#runWithLease(signal, healthy);
      // Following ends only when it is told to, or when the lease is lost: then another process may have moved on.
      if (!signal.aborted) throw new Error('The lease was lost');
    };
    await retrying(untilAborted, this.#backoff, signal, (error, attempts) => {
      if (!signal.aborted) this.#report((this.#interrupted = { attempts, error: messageOf(error) }));
    });
    this.#activity = 'stopped';
    this.#caughtUp = false;
  }

  async #runWithLease(signal: AbortSignal, healthy: () => void): Promise<void> {
    this.#activity = 'standing-by';
    const held = await this.#options.lease.acquire(this.name, signal);
    if (!held) return;
    try {
      this.#activity = 'following';
      await this.#follow(AbortSignal.any([signal, held.lost]), healthy);
    } finally {
      this.#caughtUp = false;
      await held.release();
    }
  }

  async #follow(signal: AbortSignal, healthy: () => void): Promise<void> {
    this.#saved = await this.#options.checkpoints.load(this.name);
    this.progress.advance(this.#saved);
    for await (const item of this.#options.store.follow({ after: this.#saved, signal })) {
      if (signal.aborted) return;
      this.#interrupted = undefined;
      healthy();
      if (item.kind === 'event') {
        await this.#handle(item.event, signal);
      } else {
        await this.#save(item.position);
        this.#caughtUp = true;
      }
    }
  }

  async #handle(event: StoredEvent, signal: AbortSignal): Promise<void> {
    this.#caughtUp = false;
    const interested = this.#options.reactions.filter((reaction) => isInterestedIn(reaction, event));
    for (const reaction of interested) {
      const onFailure = (error: unknown, attempts: number): void =>
        this.#report((this.#stalled = stallAt(event, attempts, error)));
      const outcome = await retrying(() => reaction.handle(event), this.#backoff, signal, onFailure);
      if (outcome === 'aborted') return;
      this.#stalled = undefined;
    }
    // An event that nobody reacts to need not be remembered at once: to see it again costs nothing.
    if (interested.length > 0) await this.#save(event.position);
    this.progress.advance(event.position);
  }

  async #save(position: LogPosition | undefined): Promise<void> {
    if (position === undefined || position === this.#saved) return;
    await this.#options.checkpoints.save(this.name, position);
    this.#saved = position;
  }

  #report(failure: Stall | Interruption): void {
    this.#options.onFailure?.(failure);
  }
}
