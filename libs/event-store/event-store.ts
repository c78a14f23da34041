import type { LogPosition, NewEvent, StoredEvent } from './envelope.js';

/**
 * The event store port. Every adapter passes `event-store.contract.ts`.
 *
 * A stream is one consistency boundary; the log is all streams in one order that never changes. Appending is atomic for
 * one stream only, because not every engine can do more; what spans streams is a process manager.
 */
export interface EventStore {
  /**
   * Appends events to one stream, all or none.
   *
   * Repeating an append with the same event ids and the same content returns the original answer and writes nothing, also when
   * the stream has moved on since. Ids are therefore looked up before `expected` is compared.
   * @throws RevisionConflict when the stream is not at `expected`.
   * @throws EventIdReused when an id is already in the stream (in the log, where the engine can tell) with other content, or when
   * only some of the events are there: an append is all or none, so those ids belonged to another append.
   * @throws AmbiguousWrite when the connection was lost and the outcome is unknown: ask again with the same ids.
   * @throws InvariantBroken for no events at all, an id that is not a lower-case UUID, or one id twice.
   */
  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended>;

  /**
   * Events of one stream in order; none when the stream does not exist.
   * @throws EventCorrupted when an event is not what was written, here and in the two readers of the log; there also when `after`
   * lies beyond the head.
   */
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<StoredEvent>;

  /**
   * Revision of the event with this id in the stream; undefined when it is not there. An engine without an index of ids leaves this
   * method out, and whoever wants to know then reads the stream.
   */
  revisionOf?(stream: string, eventId: string): Promise<number | undefined>;

  /** Events of all streams in log order, strictly after `after`, up to what is committed now. */
  readLog(options?: ReadLogOptions): AsyncIterable<StoredEvent>;

  /** Events of all streams, then new ones as they are committed, until `signal` aborts. Control items come in order. */
  follow(options: FollowOptions): AsyncIterable<LogItem>;

  /** Position of the last committed event; undefined for an empty log. */
  head(): Promise<LogPosition | undefined>;

  /** Stops accepting work, finishes what was accepted, frees connections. */
  close(): Promise<void>;
}

/** Revision of the last event the writer has seen; `none` for a new stream; `any` to append whatever is there. */
export type ExpectedRevision = number | 'none' | 'any';

export interface Appended {
  /** Revision and position of the last event of this append. */
  readonly revision: number;
  readonly position: LogPosition;
  /** True when the events were already there. */
  readonly repeated: boolean;
}

export interface ReadStreamOptions {
  /** First revision to read; 0 by default. */
  readonly from?: number;
  readonly limit?: number;
}

export interface ReadLogOptions {
  readonly after?: LogPosition;
  readonly limit?: number;
}

export interface FollowOptions {
  readonly after?: LogPosition;
  readonly signal: AbortSignal;
}

/** `caught-up` says that everything committed up to `position` has been handed over. */
export type LogItem =
  | { readonly kind: 'event'; readonly event: StoredEvent }
  | { readonly kind: 'caught-up'; readonly position: LogPosition | undefined };

export class RevisionConflict extends Error {
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    /** Revision of the last event, or undefined when the stream does not exist. */
    readonly actual: number | undefined,
  ) {
    super(`${stream} is at ${actual ?? 'nothing'}, expected ${expected}`);
    this.name = 'RevisionConflict';
  }
}

export class EventIdReused extends Error {
  constructor(
    readonly stream: string,
    readonly eventId: string,
  ) {
    super(`Event id ${eventId} is already used with other content (append to ${stream})`);
    this.name = 'EventIdReused';
  }
}

export class AmbiguousWrite extends Error {
  constructor(
    readonly stream: string,
    override readonly cause: unknown,
  ) {
    super(`The append to ${stream} may or may not be in the log; repeat it with the same event ids`);
    this.name = 'AmbiguousWrite';
  }
}

/** Somebody changed the store behind our back: a stored event, its place or its chain does not add up. */
export class EventCorrupted extends Error {
  constructor(
    /** Which event, for instance `batch-1@4` or the position where one is missing. */
    readonly where: string,
    readonly what: string,
  ) {
    super(`The event log is corrupted at ${where}: ${what}`);
    this.name = 'EventCorrupted';
  }
}
