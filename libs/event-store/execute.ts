import { contentHash } from '#kernel/content-hash.js';
import type { Decider, DomainEvent } from '#kernel/decider.js';
import { toStored } from '#kernel/fen-json.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import { type CommandContext, effectiveOnOf } from './command-context.js';
import { decode } from './decode.js';
import type { LogPosition, NewEvent } from './envelope.js';
import { type Appended, EventIdReused, type EventStore, RevisionConflict } from './event-store.js';
import {
  eventIdOf,
  type Fold,
  type LoadedStream,
  LoadedStreams,
  type LoadedStreamsOptions,
} from './loaded-streams.js';
import { currentVersionOf } from './upcasting.js';

/** What became of a command. */
export interface Outcome<State, E> {
  readonly stream: string;
  /** Revision of the stream now; undefined when it does not exist. */
  readonly revision: number | undefined;
  /** Position of this command's last event; undefined when it wrote none. */
  readonly position: LogPosition | undefined;
  readonly state: State;
  /** The events of this command, also when it was repeated. */
  readonly events: readonly E[];
  readonly refusal?: Refusal;
  readonly repeated: boolean;
}

const MAX_TRIES = 50;

/**
 * Runs commands against streams: load, decide, append. One command changes one stream. The same command id with the same
 * content gives the same answer and writes nothing; with other content it is refused. What a command answered is found by the events
 * it wrote; one that wrote nothing is decided again.
 *
 * Commands of one process queue per stream; between processes the expected revision decides and the loser decides again.
 */
export class CommandExecutor {
  readonly #store: EventStore;
  readonly #streams: LoadedStreams;
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(store: EventStore, options: LoadedStreamsOptions = {}) {
    this.#store = store;
    this.#streams = new LoadedStreams(store, options);
  }

  /** @throws AmbiguousWrite when the outcome is unknown; the same command, given again, finds out. */
  async execute<Command extends object, State, E extends DomainEvent>(
    decider: Decider<Command, State, E>,
    stream: string,
    command: Command,
    context: CommandContext,
  ): Promise<Outcome<State, E>> {
    return this.#inTurn(stream, async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await this.#tryOnce(decider, stream, command, context);
        } catch (error) {
          if (!(error instanceof RevisionConflict) || attempt === MAX_TRIES) throw error;
        }
      }
    });
  }

  /**
   * The same for a command that usually is the first of its stream: it is decided without looking, in one trip to the store, and when
   * the stream turns out to exist it is carried out as any other.
   */
  async begin<Command extends object, State, E extends DomainEvent>(
    decider: Decider<Command, State, E>,
    stream: string,
    command: Command,
    context: CommandContext,
  ): Promise<Outcome<State, E>> {
    const { events, refusal } = decider.decide(command, decider.initialState());
    if (refusal || events.length === 0) return this.execute(decider, stream, command, context);
    const commandHash = context.commandHash ?? contentHash(command);
    const isNew = await this.#inTurn(stream, () =>
      this.#appendFirst(stream, newEvents(events, context, commandHash, undefined)),
    );
    if (!isNew) return this.execute(decider, stream, command, context);
    const { revision, position } = isNew;
    const state = events.reduce(decider.evolve, decider.initialState());
    return { stream, revision, position, state, events, repeated: false };
  }

  /** Undefined when the stream exists already. */
  async #appendFirst(stream: string, events: readonly NewEvent[]): Promise<Appended | undefined> {
    try {
      const appended = await this.#store.append(stream, 'none', events);
      return appended.repeated ? undefined : appended;
    } catch (error) {
      if (error instanceof RevisionConflict || error instanceof EventIdReused) return undefined;
      throw error;
    }
  }

  /** Current state of a stream; the initial state when it does not exist. */
  async load<State, E extends DomainEvent>(
    fold: Fold<State, E>,
    stream: string,
  ): Promise<LoadedStream<State>> {
    return this.#inTurn(stream, () => this.#streams.refresh(fold, stream));
  }

  async #tryOnce<Command extends object, State, E extends DomainEvent>(
    decider: Decider<Command, State, E>,
    stream: string,
    command: Command,
    context: CommandContext,
  ): Promise<Outcome<State, E>> {
    const loaded = await this.#streams.refresh(decider, stream);
    const commandHash = context.commandHash ?? contentHash(command);
    const earlier = await this.#earlierAnswer<State, E>(stream, loaded, context.commandId, commandHash);
    if (earlier) return earlier;
    if (context.expectedRevision !== undefined && context.expectedRevision !== loaded.revision) {
      return nothingWritten(stream, loaded, staleRevision(context.expectedRevision, loaded.revision));
    }
    const { events, refusal } = decider.decide(command, loaded.state);
    if (events.length === 0) return nothingWritten(stream, loaded, refusal);
    const written = newEvents(events, context, commandHash, refusal);
    const appended = await this.#append(stream, loaded, written);
    if (appended && !appended.repeated) {
      const now = await this.#streams.append(decider, stream, written);
      return { stream, ...now, position: appended.position, events, refusal, repeated: false };
    }
    // The same command came first through another process; what was decided here is of no account.
    const now = await this.#streams.refresh(decider, stream);
    const first = await this.#earlierAnswer<State, E>(stream, now, context.commandId, commandHash);
    return first ?? nothingWritten(stream, now, commandIdReused());
  }

  /** Undefined when the ids are in the log already, with other content or in another stream. */
  async #append(
    stream: string,
    { revision }: LoadedStream<unknown>,
    events: readonly NewEvent[],
  ): Promise<Appended | undefined> {
    try {
      return await this.#store.append(stream, revision ?? 'none', events);
    } catch (error) {
      if (error instanceof EventIdReused) return undefined;
      throw error;
    }
  }

  /** What the command was answered when it was given before; undefined when it has not written anything. */
  async #earlierAnswer<State, E extends DomainEvent>(
    stream: string,
    loaded: LoadedStream<State>,
    commandId: string,
    commandHash: string,
  ): Promise<Outcome<State, E> | undefined> {
    const stored = await this.#streams.eventsOf(stream, commandId);
    const last = stored.at(-1);
    if (!last) return undefined;
    if (last.metadata.commandHash !== commandHash) return nothingWritten(stream, loaded, commandIdReused());
    const events = stored.map((event) => decode<E>(event));
    const { refusal } = last.metadata;
    return { stream, ...loaded, position: last.position, events, refusal, repeated: true };
  }

  async #inTurn<Result>(stream: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#queues.get(stream) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.then(
      () => undefined,
      () => undefined,
    );
    this.#queues.set(stream, settled);
    try {
      return await mine;
    } finally {
      if (this.#queues.get(stream) === settled) this.#queues.delete(stream);
    }
  }
}

const nothingWritten = <State, E>(
  stream: string,
  loaded: LoadedStream<State>,
  refusal: Refusal | undefined,
): Outcome<State, E> => ({ stream, ...loaded, position: undefined, events: [], refusal, repeated: false });

const newEvents = (
  events: readonly DomainEvent[],
  context: CommandContext,
  commandHash: string,
  refusal: Refusal | undefined,
): NewEvent[] => events.map((event, index) => newEvent(event, index, context, commandHash, refusal));

const newEvent = (
  event: DomainEvent,
  index: number,
  context: CommandContext,
  commandHash: string,
  refusal: Refusal | undefined,
): NewEvent => ({
  id: eventIdOf(context.commandId, index),
  type: event.type,
  version: currentVersionOf(event.type),
  data: toStored(event.data),
  effectiveOn: effectiveOnOf(context),
  metadata: {
    recordedAt: context.now,
    actor: context.actor,
    commandId: context.commandId,
    commandHash,
    correlationId: context.correlationId,
    causationId: context.causationId,
    policyVersion: context.policyVersion ?? null,
    ...(refusal && { refusal }),
  },
});

const commandIdReused = (): Refusal =>
  refuse(
    'command.id-reused',
    '该幂等键已用于内容不同的请求',
    'This idempotency key was already used for a request with other content',
  );

const staleRevision = (expected: number, actual: number | undefined): Refusal =>
  refuse(
    'command.stale-revision',
    `数据已被他人更新：您看到的版本是 ${expected}，当前版本是 ${actual ?? '无'}`,
    `Somebody changed this since you read it: you saw revision ${expected}, it is now ${actual ?? 'none'}`,
  );
