import { canonicalJson } from '#kernel/content-hash.js';
import type { Decider, DomainEvent } from '#kernel/decider.js';
import type { JsonObject } from '#kernel/fen-json.js';
import { derivedUuid } from '#kernel/ids.js';
import { CHAIN_START, chainHash, contentHashOf } from './content-of-event.js';
import { decode } from './decode.js';
import type { NewEvent, StoredEvent } from './envelope.js';
import type { EventStore } from './event-store.js';
import type { SnapshotStore } from './snapshot-store.js';

/** What of a decider makes a state out of a stream. */
export type Fold<State, E extends DomainEvent> = Pick<
  Decider<never, State, E>,
  'initialState' | 'evolve' | 'snapshot'
>;

/** A stream, folded as far as it was read. */
export interface LoadedStream<State> {
  readonly state: State;
  /** Revision of the last event; undefined when the stream does not exist. */
  readonly revision: number | undefined;
}

interface Loaded<State> extends LoadedStream<State> {
  state: State;
  revision: number | undefined;
  streamHash: string | undefined;
  /** Revision of the first event of the latest commands, in the order of the log. */
  readonly commands: Map<string, number>;
  /** Every command whose first event is at this revision or later is in `commands`. */
  commandsSince: number;
  savedRevision: number;
}

export interface LoadedStreamsOptions {
  /** How many stay in memory. */
  readonly streamsMost?: number;
  readonly snapshots?: SnapshotStore;
  /** Told when a snapshot could not be kept; the next attempt comes a thousand events later. */
  readonly onSnapshotFailure?: (stream: string, error: unknown) => void;
}

const STREAMS_IN_MEMORY = 5_000;
const COMMANDS_PER_STREAM_MAX = 1_000;
const EVENTS_PER_SNAPSHOT = 1_000;

/**
 * Streams as states. They stay folded in memory, so that only what is new is read; long ones also leave a snapshot behind, so that a
 * fresh process need not fold them from the start. Neither is trusted: reading goes on at the event they end with, and where the log
 * has another event there, the stream is folded again.
 */
export class LoadedStreams {
  readonly #store: EventStore;
  readonly #snapshots: SnapshotStore | undefined;
  readonly #onSnapshotFailure: (stream: string, error: unknown) => void;
  readonly #commandsMax: number;
  readonly #streamsMost: number;
  readonly #loaded = new Map<string, Loaded<unknown>>();

  constructor(store: EventStore, options: LoadedStreamsOptions) {
    const { snapshots, onSnapshotFailure = () => undefined, streamsMost = STREAMS_IN_MEMORY } = options;
    const findsEvents = store.revisionOf !== undefined;
    this.#store = store;
    // Where the store cannot look an event up by its id, every command of a stream has to be remembered, and so read.
    this.#snapshots = findsEvents ? snapshots : undefined;
    this.#commandsMax = findsEvents ? COMMANDS_PER_STREAM_MAX : Infinity;
    this.#onSnapshotFailure = onSnapshotFailure;
    this.#streamsMost = streamsMost;
  }

  /** The stream as it is now. */
  async refresh<State, E extends DomainEvent>(
    fold: Fold<State, E>,
    stream: string,
  ): Promise<LoadedStream<State>> {
    const known = this.#loaded.get(stream) as Loaded<State> | undefined;
    const base = known ?? (await this.#fromSnapshot(fold, stream));
    const fits = base && (await this.#readOn(fold, stream, base));
    const loaded = fits ? base : unread(fold);
    if (!fits) await this.#readOn(fold, stream, loaded);
    this.#remember(stream, loaded);
    await this.#keepSnapshot(fold, stream, loaded);
    return { state: loaded.state, revision: loaded.revision };
  }

  /**
   * Takes in what was just appended to a refreshed stream, without reading it. The next refresh finds out whether the log has the same
   * there; where the store keeps other bytes than it was given, it has not, and the stream is folded again.
   */
  async append<State, E extends DomainEvent>(
    fold: Fold<State, E>,
    stream: string,
    events: readonly NewEvent[],
  ): Promise<LoadedStream<State>> {
    const loaded = this.#loaded.get(stream) as Loaded<State> | undefined;
    // So many other streams were used meanwhile that this one is no longer remembered.
    if (!loaded) return this.refresh(fold, stream);
    for (const event of events) {
      const revision = (loaded.revision ?? -1) + 1;
      const streamHash = chainHash(loaded.streamHash ?? CHAIN_START, contentHashOf(event));
      // As it will be read, because a state must not depend on how it came about.
      const data = JSON.parse(canonicalJson(event.data)) as JsonObject;
      this.#apply(fold, loaded, { ...event, data, revision, streamHash });
    }
    await this.#keepSnapshot(fold, stream, loaded);
    return { state: loaded.state, revision: loaded.revision };
  }

  /** Events a command has written to a refreshed stream; none when it wrote none. */
  async eventsOf(stream: string, commandId: string): Promise<readonly StoredEvent[]> {
    const from = await this.#firstRevisionOf(stream, commandId);
    if (from === undefined) return [];
    const events: StoredEvent[] = [];
    for await (const stored of this.#store.readStream(stream, { from })) {
      if (stored.metadata.commandId !== commandId) break;
      events.push(stored);
    }
    return events;
  }

  async #firstRevisionOf(stream: string, commandId: string): Promise<number | undefined> {
    const loaded = this.#loaded.get(stream);
    const recent = loaded?.commands.get(commandId);
    if (recent !== undefined || loaded?.commandsSince === 0) return recent;
    return this.#store.revisionOf?.(stream, eventIdOf(commandId, 0));
  }

  async #fromSnapshot<State, E extends DomainEvent>(
    { snapshot: format }: Fold<State, E>,
    stream: string,
  ): Promise<Loaded<State> | undefined> {
    const snapshot = format && (await this.#snapshots?.load(stream, format.version));
    if (!snapshot) return undefined;
    const { revision, streamHash } = snapshot;
    return {
      state: format.decode(snapshot.state),
      revision,
      streamHash,
      commands: new Map(),
      commandsSince: revision + 1,
      savedRevision: revision,
    };
  }

  /** Applies what is new, starting at the event `loaded` ends with. False when the log has another event there, or none. */
  async #readOn<State, E extends DomainEvent>(
    fold: Fold<State, E>,
    stream: string,
    loaded: Loaded<State>,
  ): Promise<boolean> {
    const { revision: last, streamHash } = loaded;
    let fits = last === undefined;
    for await (const stored of this.#store.readStream(stream, { from: last ?? 0 })) {
      if (fits) this.#apply(fold, loaded, stored);
      else if (stored.streamHash === streamHash) fits = true;
      else return false;
    }
    return fits;
  }

  /** Event by event, so that an error in the middle of a stream leaves a state that belongs to its revision. */
  #apply<State, E extends DomainEvent>(
    fold: Fold<State, E>,
    loaded: Loaded<State>,
    stored: NewEvent & Pick<StoredEvent, 'revision' | 'streamHash'>,
  ): void {
    loaded.state = fold.evolve(loaded.state, decode<E>(stored));
    loaded.revision = stored.revision;
    loaded.streamHash = stored.streamHash;
    const { commands } = loaded;
    const { commandId } = stored.metadata;
    if (!commands.has(commandId)) commands.set(commandId, stored.revision);
    if (commands.size <= this.#commandsMax) return;
    for (const [oldest, revision] of commands) {
      commands.delete(oldest);
      loaded.commandsSince = revision + 1;
      break;
    }
  }

  /** Keeps the most recently used streams. */
  #remember(stream: string, loaded: Loaded<unknown>): void {
    this.#loaded.delete(stream);
    this.#loaded.set(stream, loaded);
    if (this.#loaded.size <= this.#streamsMost) return;
    const [oldest] = this.#loaded.keys();
    if (oldest !== undefined) this.#loaded.delete(oldest);
  }

  async #keepSnapshot<State, E extends DomainEvent>(
    { snapshot: format }: Fold<State, E>,
    stream: string,
    loaded: Loaded<State>,
  ): Promise<void> {
    const { state, revision, streamHash, savedRevision } = loaded;
    if (!format || !this.#snapshots || revision === undefined || streamHash === undefined) return;
    if (revision - savedRevision < EVENTS_PER_SNAPSHOT) return;
    loaded.savedRevision = revision;
    try {
      const { version } = format;
      await this.#snapshots.save({ stream, version, revision, streamHash, state: format.encode(state) });
    } catch (error) {
      // The command that happened to come here must not fail for it: its events are in the log.
      this.#onSnapshotFailure(stream, error);
    }
  }
}

/** Ids follow from the command, so that a repeated command writes the same events. */
export const eventIdOf = (commandId: string, index: number): string => derivedUuid(commandId, index);

const unread = <State, E extends DomainEvent>(fold: Fold<State, E>): Loaded<State> => ({
  state: fold.initialState(),
  revision: undefined,
  streamHash: undefined,
  commands: new Map(),
  commandsSince: 0,
  savedRevision: -1,
});
