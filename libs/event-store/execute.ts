import { contentHash } from '#kernel/content-hash.js';
import type { Decider, DomainEvent } from '#kernel/decider.js';
import { toStored } from '#kernel/fen-json.js';
import { derivedUuid } from '#kernel/ids.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import { type CommandContext, effectiveOnOf } from './command-context.js';
import { CURRENT_VERSION, decode } from './decode.js';
import type { LogPosition, NewEvent, StoredEvent } from './envelope.js';
import { EventIdReused, type EventStore, RevisionConflict } from './event-store.js';

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

interface Loaded<State, E> {
  state: State;
  revision: number | undefined;
  commands: Map<string, { hash: string; events: E[]; refusal?: Refusal; position: LogPosition }>;
}

const MAX_TRIES = 50;
const STREAMS_IN_MEMORY_MAX = 5_000;

/**
 * Runs commands against streams: load, decide, append. One command changes one stream. The same command id with the same
 * content gives the same answer and writes nothing; with other content it is refused.
 *
 * Streams stay folded in memory and only what is new is read, so a busy cap or budget line costs the same at its
 * hundred-thousandth event as at its first. Commands of one process queue per stream; between processes the expected
 * revision decides and the loser decides again.
 */
export class CommandExecutor {
  readonly #store: EventStore;
  readonly #loaded = new Map<string, Loaded<unknown, DomainEvent>>();
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(store: EventStore) {
    this.#store = store;
  }

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
          if (error instanceof EventIdReused) return this.#reused(decider, stream);
          if (!(error instanceof RevisionConflict) || attempt === MAX_TRIES) throw error;
        }
      }
    });
  }

  /** Current state of a stream; the initial state when it does not exist. */
  async load<State, E extends DomainEvent>(
    decider: Pick<Decider<never, State, E>, 'initialState' | 'evolve'>,
    stream: string,
  ): Promise<{ state: State; revision: number | undefined }> {
    return this.#inTurn(stream, () => this.#refresh(decider, stream));
  }

  async #tryOnce<Command extends object, State, E extends DomainEvent>(
    decider: Decider<Command, State, E>,
    stream: string,
    command: Command,
    context: CommandContext,
  ): Promise<Outcome<State, E>> {
    const loaded = await this.#refresh(decider, stream);
    const commandHash = context.commandHash ?? contentHash(command);
    const earlier = loaded.commands.get(context.commandId);
    if (earlier) {
      if (earlier.hash !== commandHash) return this.#reused(decider, stream);
      return { stream, ...pick(loaded), position: earlier.position, events: earlier.events, refusal: earlier.refusal, repeated: true };
    }
    if (context.expectedRevision !== undefined && context.expectedRevision !== loaded.revision) {
      return { stream, ...pick(loaded), position: undefined, events: [], refusal: staleRevision(context.expectedRevision, loaded.revision), repeated: false };
    }
    const decision = decider.decide(command, loaded.state);
    if (decision.events.length === 0) {
      return { stream, ...pick(loaded), position: undefined, events: [], refusal: decision.refusal, repeated: false };
    }
    const events = decision.events.map((event, index) => newEvent(event, index, context, commandHash, decision.refusal));
    const { position } = await this.#store.append(stream, loaded.revision ?? 'none', events);
    const now = await this.#refresh(decider, stream);
    return { stream, ...pick(now), position, events: decision.events, refusal: decision.refusal, repeated: false };
  }

  async #reused<State, E extends DomainEvent>(
    decider: Pick<Decider<never, State, E>, 'initialState' | 'evolve'>,
    stream: string,
  ): Promise<Outcome<State, E>> {
    const loaded = await this.#refresh(decider, stream);
    return { stream, ...pick(loaded), position: undefined, events: [], refusal: commandIdReused(), repeated: false };
  }

  async #refresh<State, E extends DomainEvent>(
    decider: Pick<Decider<never, State, E>, 'initialState' | 'evolve'>,
    stream: string,
  ): Promise<Loaded<State, E>> {
    const known = this.#loaded.get(stream) as Loaded<State, E> | undefined;
    const loaded = known ?? { state: decider.initialState(), revision: undefined, commands: new Map() };
    for await (const stored of this.#store.readStream(stream, { from: (loaded.revision ?? -1) + 1 })) {
      apply(loaded, decider, stored);
    }
    this.#remember(stream, loaded as Loaded<unknown, DomainEvent>);
    return loaded;
  }

  /** Keeps the most recently used streams. */
  #remember(stream: string, loaded: Loaded<unknown, DomainEvent>): void {
    this.#loaded.delete(stream);
    this.#loaded.set(stream, loaded);
    if (this.#loaded.size <= STREAMS_IN_MEMORY_MAX) return;
    const [oldest] = this.#loaded.keys();
    if (oldest !== undefined) this.#loaded.delete(oldest);
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

const pick = <State>(loaded: { state: State; revision: number | undefined }) => ({
  state: loaded.state,
  revision: loaded.revision,
});

const apply = <State, E extends DomainEvent>(
  loaded: Loaded<State, E>,
  decider: Pick<Decider<never, State, E>, 'evolve'>,
  stored: StoredEvent,
): void => {
  const event = decode<E>(stored);
  loaded.state = decider.evolve(loaded.state, event);
  loaded.revision = stored.revision;
  const { commandId, commandHash, refusal } = stored.metadata;
  const command = loaded.commands.get(commandId);
  if (command) {
    command.events.push(event);
    command.position = stored.position;
  } else {
    loaded.commands.set(commandId, { hash: commandHash, events: [event], refusal, position: stored.position });
  }
};

const newEvent = (
  event: DomainEvent,
  index: number,
  context: CommandContext,
  commandHash: string,
  refusal: Refusal | undefined,
): NewEvent => ({
  id: derivedUuid(context.commandId, index),
  type: event.type,
  version: CURRENT_VERSION,
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
