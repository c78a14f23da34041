import type { LogPosition, StoredEvent } from '#event-store/envelope.js';

/**
 * What an event has to do with earlier and later ones. While it is parked, later events that wait for one of the keys it holds are
 * parked behind it; all others flow.
 */
export interface Precedence {
  /** The first one names the event to people. */
  readonly holds: readonly [string, ...string[]];
  readonly waitsFor: readonly string[];
}

/** An event whose consequences are outstanding: its reaction failed, or it waits behind one that did. */
export interface ParkedEvent {
  readonly position: LogPosition;
  readonly eventId: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  /** What a person names to have it retried: the key that failed. */
  readonly key: string;
  readonly holds: readonly string[];
  readonly waitsFor: readonly string[];
  /** 0 for an event that only waits behind another. */
  readonly attempts: number;
  readonly error: string | null;
  /** Given up by a person. The row stays, so that the event is left alone when it is handed over once more. */
  readonly skipped: boolean;
}

/** Where parked events are kept between processes; a row is found by runner and position. */
export interface ParkedEvents {
  /** Also those that were skipped. */
  load(runner: string): Promise<readonly ParkedEvent[]>;
  put(runner: string, parked: ParkedEvent): Promise<void>;
  remove(runner: string, position: LogPosition): Promise<void>;
}

const intersects = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((key) => others.includes(key));

/** The parked events of one runner, in memory and in their store. Only the process that holds the lease changes them. */
export class Parking {
  readonly #runner: string;
  readonly #store: ParkedEvents;
  #rows: readonly ParkedEvent[] = [];

  constructor(runner: string, store: ParkedEvents) {
    this.#runner = runner;
    this.#store = store;
  }

  /** What another process may have changed since. */
  async load(): Promise<void> {
    this.#rows = [...(await this.#store.load(this.#runner))].sort(byPosition);
  }

  /** Whether the event was parked or skipped by whoever died before saving the checkpoint. */
  knows({ position }: StoredEvent): boolean {
    return this.#rows.some((row) => row.position === position);
  }

  /** In log order, without those that were skipped. */
  parked(): readonly ParkedEvent[] {
    return this.#rows.filter(({ skipped }) => !skipped);
  }

  /** The first parked event that must not be overtaken. */
  blockerOf({ position, waitsFor }: Pick<ParkedEvent, 'position' | 'waitsFor'>): ParkedEvent | undefined {
    return this.parked().find((row) => row.position < position && intersects(row.holds, waitsFor));
  }

  async put(parked: ParkedEvent): Promise<void> {
    await this.#store.put(this.#runner, parked);
    const others = this.#rows.filter(({ position }) => position !== parked.position);
    this.#rows = [...others, parked].sort(byPosition);
  }

  async remove({ position }: ParkedEvent): Promise<void> {
    await this.#store.remove(this.#runner, position);
    this.#rows = this.#rows.filter((row) => row.position !== position);
  }

  async skip(eventId: string): Promise<void> {
    const row = this.parked().find((one) => one.eventId === eventId);
    if (row) await this.put({ ...row, skipped: true });
  }
}

const byPosition = (one: ParkedEvent, other: ParkedEvent): number => (one.position < other.position ? -1 : 1);

/** An event that nothing was tried on yet. */
export const parkedBehind = (
  event: StoredEvent,
  precedence: Precedence,
  blocker: ParkedEvent,
): ParkedEvent => ({
  ...unparked(event, precedence),
  key: blocker.key,
});

export const unparked = (event: StoredEvent, { holds, waitsFor }: Precedence): ParkedEvent => {
  const { position, id: eventId, type, stream, revision } = event;
  return {
    position,
    eventId,
    type,
    stream,
    revision,
    key: holds[0],
    holds,
    waitsFor,
    attempts: 0,
    error: null,
    skipped: false,
  };
};
