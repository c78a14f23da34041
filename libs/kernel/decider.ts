import type { Json } from './fen-json.js';
import type { Refusal } from './refusal.js';

/** A fact of one stream: a past-tense name and the data that makes it true without looking anything up. */
export interface DomainEvent<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  readonly data: Data;
}

/**
 * What a decider answers. `events` are appended in one go. With a `refusal` the command failed; events beside it
 * record the attempt (a refused second approval, an exhausted cap) because auditors need to see it.
 */
export interface Decision<E extends DomainEvent> {
  readonly events: readonly E[];
  readonly refusal?: Refusal;
}

/** A pure consistency boundary: one stream, no clock, no randomness, no I/O. */
export interface Decider<Command, State, E extends DomainEvent> {
  readonly initialState: () => State;
  readonly evolve: (state: State, event: E) => State;
  readonly decide: (command: Command, state: State) => Decision<E>;
  /** For streams that grow long; without it a stream is always folded from its first event. */
  readonly snapshot?: SnapshotFormat<State>;
}

/** How a state is kept beside the log. Deciding on `decode(encode(state))` is the same as deciding on `state`. */
export interface SnapshotFormat<State> {
  /** One more whenever the state, its encoding or what `evolve` makes of an event changes: older snapshots then no longer count. */
  readonly version: number;
  readonly encode: (state: State) => Json;
  readonly decode: (json: Json) => State;
}

export const accept = <E extends DomainEvent>(...events: E[]): Decision<E> => ({ events });

/** Refuses, optionally putting the attempt on record. */
export const reject = <E extends DomainEvent>(refusal: Refusal, ...onRecord: E[]): Decision<E> => ({
  events: onRecord,
  refusal,
});

/** State after a history. */
export const fold = <State, E extends DomainEvent>(
  decider: { initialState: () => State; evolve: (state: State, event: E) => State },
  events: Iterable<E>,
): State => {
  let state = decider.initialState();
  for (const event of events) state = decider.evolve(state, event);
  return state;
};
