import { decode } from '#event-store/decode.js';
import type { LogPosition, StoredEvent } from '#event-store/envelope.js';
import type { EventStore } from '#event-store/event-store.js';
import { type Backoff, DEFAULT_BACKOFF, messageOf, retrying } from './backoff.js';
import type { Lease } from './lease.js';
import { OPERATIONS_STREAM, type OperationsEvent } from './operations.js';
import { isOutage } from './outage.js';
import {
  type ParkedEvent,
  parkedBehind,
  type ParkedEvents,
  Parking,
  type Precedence,
  unparked,
} from './parking.js';
import { Progress } from './progress.js';
import { type CheckpointStore, isInterestedIn, type Reaction } from './reaction.js';
import { type Interruption, type Runner, type RunnerStatus, type Stall, stallAt } from './runner.js';

export interface ProcessRunnerOptions {
  /** Names the checkpoint and the lease. */
  readonly name: string;
  readonly store: Pick<EventStore, 'follow' | 'head' | 'readStream'>;
  readonly reactions: readonly Reaction[];
  readonly checkpoints: CheckpointStore;
  readonly parkedEvents: ParkedEvents;
  /** Which events must not overtake which. */
  readonly precedenceOf: (event: StoredEvent) => Precedence;
  readonly lease: Lease;
  /** How often a reaction is tried before its event is parked; 5 by default. */
  readonly triesBeforeParking?: number;
  readonly backoff?: Backoff;
  /** For the log of the service; `status` shows the same. */
  readonly onFailure?: (failure: Stall | Interruption) => void;
  /** The alarm: somebody has to look. */
  readonly onParked?: (parked: ParkedEvent) => void;
}

const TRIES_BEFORE_PARKING = 5;

/**
 * Hands the events of the log one by one, in order, to all reactions. An event whose reaction keeps failing is parked with all
 * later events of its keys, until a person has it retried or skipped; the others flow. In an outage nothing is parked: the
 * runner stays where it is. A crash between handling and saving the checkpoint hands the same event over once more.
 */
export class ProcessRunner implements Runner {
  readonly name: string;
  readonly progress = new Progress();
  readonly #options: ProcessRunnerOptions;
  readonly #backoff: Backoff;
  readonly #parking: Parking;
  #activity: RunnerStatus['activity'] = 'stopped';
  #caughtUp = false;
  #stalled: Stall | undefined;
  #interrupted: Interruption | undefined;
  #saved: LogPosition | undefined;

  constructor(options: ProcessRunnerOptions) {
    this.name = options.name;
    this.#options = options;
    this.#backoff = options.backoff ?? DEFAULT_BACKOFF;
    this.#parking = new Parking(options.name, options.parkedEvents);
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
      await this.#follow(signal, held.lost, healthy);
    } finally {
      this.#caughtUp = false;
      await held.release();
    }
  }

  async #follow(stop: AbortSignal, lost: AbortSignal, healthy: () => void): Promise<void> {
    const signal = AbortSignal.any([stop, lost]);
    await this.#parking.load();
    this.#saved = await this.#options.checkpoints.load(this.name);
    this.progress.advance(this.#saved);
    for await (const item of this.#options.store.follow({ after: this.#saved, signal })) {
      if (signal.aborted) return;
      this.#interrupted = undefined;
      healthy();
      if (item.kind === 'event') {
        await this.#handle(item.event, signal, lost);
      } else {
        await this.#save(item.position);
        this.#caughtUp = true;
      }
    }
  }

  async #handle(event: StoredEvent, signal: AbortSignal, lost: AbortSignal): Promise<void> {
    this.#caughtUp = false;
    const isOrder = event.stream === OPERATIONS_STREAM;
    const matters = isOrder || this.#interestedIn(event).length > 0;
    const obeyed = !isOrder || (await this.#obey(event, signal));
    const handled = obeyed && (!matters || (await this.#handOver(event, signal)));
    if (!handled || lost.aborted) return;
    // An event that nobody reacts to need not be remembered at once: to see it again costs nothing. What was finished while this
    // process was told to stop is remembered too, so that the next one does not repeat it.
    if (matters) await this.#save(event.position);
    this.progress.advance(event.position);
  }

  /** @returns false when it was told to stop before it was done. */
  async #handOver(event: StoredEvent, signal: AbortSignal): Promise<boolean> {
    if (this.#parking.knows(event)) return true;
    const precedence = this.#options.precedenceOf(event);
    const fresh = unparked(event, precedence);
    const blocker = this.#parking.blockerOf(fresh);
    if (!blocker) return (await this.#reactOrPark(event, fresh, signal)) !== 'aborted';
    await this.#park(parkedBehind(event, precedence, blocker));
    return true;
  }

  async #reactOrPark(
    event: StoredEvent,
    parked: ParkedEvent,
    signal: AbortSignal,
  ): Promise<'done' | 'parked' | 'aborted'> {
    const failure = await this.#react(event, signal);
    if (failure === 'aborted' || failure === 'done') return failure;
    // A log that cannot be read is no fault of the event; then this throws and the event comes again.
    await this.#options.store.head();
    const { attempts, error } = failure;
    await this.#park({
      ...parked,
      key: parked.holds[0] ?? parked.key,
      attempts: parked.attempts + attempts,
      error,
    });
    this.#stalled = undefined;
    return 'parked';
  }

  /** @returns the failure after which it was given up, where there was one. */
  async #react(event: StoredEvent, signal: AbortSignal): Promise<Stall | 'done' | 'aborted'> {
    const { triesBeforeParking = TRIES_BEFORE_PARKING } = this.#options;
    const givesUp = (error: unknown, attempts: number): boolean =>
      attempts >= triesBeforeParking && !isOutage(error);
    for (const reaction of this.#interestedIn(event)) {
      let failure = stallAt(event, 0, undefined);
      const onFailure = (error: unknown, attempts: number): void =>
        this.#report((this.#stalled = failure = stallAt(event, attempts, error)));
      const outcome = await retrying(() => reaction.handle(event), this.#backoff, signal, onFailure, givesUp);
      if (outcome === 'given-up') return failure;
      if (outcome === 'aborted') return outcome;
      this.#stalled = undefined;
    }
    return 'done';
  }

  async #obey(order: StoredEvent, signal: AbortSignal): Promise<boolean> {
    const { type, data } = decode<OperationsEvent>(order);
    if (type === 'ParkedKeyRetried') return this.#goOn(data.key, signal);
    if (type !== 'ParkedEventSkipped') return true;
    await this.#parking.skip(data.eventId);
    return this.#goOn(undefined, signal);
  }

  /** In log order: what failed under `key`, and whatever waits behind nothing any more. */
  async #goOn(key: string | undefined, signal: AbortSignal): Promise<boolean> {
    for (const parked of this.#parking.parked()) {
      const isWaiting = parked.attempts === 0;
      if (this.#parking.blockerOf(parked) || !(isWaiting || parked.key === key)) continue;
      const event = await this.#reread(parked);
      const outcome = await this.#reactOrPark(event, parked, signal);
      if (outcome === 'done') await this.#parking.remove(parked);
      if (outcome === 'aborted') return false;
    }
    return true;
  }

  async #reread({ stream, revision, eventId }: ParkedEvent): Promise<StoredEvent> {
    for await (const event of this.#options.store.readStream(stream, { from: revision, limit: 1 }))
      return event;
    throw new Error(`The parked event ${eventId} is not in ${stream}`);
  }

  async #park(parked: ParkedEvent): Promise<void> {
    await this.#parking.put(parked);
    this.#options.onParked?.(parked);
  }

  #interestedIn(event: StoredEvent): readonly Reaction[] {
    return this.#options.reactions.filter((reaction) => isInterestedIn(reaction, event));
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
