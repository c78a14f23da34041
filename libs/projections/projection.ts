import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { DomainEvent } from '#kernel/decider.js';
import type { Rows } from './rows.js';

/**
 * One read model: a fold of the log into rows. It reads no clock and no other read model, so the same log gives the same rows,
 * byte for byte (design, promise 7).
 */
export interface Projection<E extends DomainEvent = DomainEvent> {
  readonly name: string;
  /** One more for every change of the rows that an event leads to; the runner then builds them anew. */
  readonly version: number;
  /** Its tables in schema `views`; nobody else writes them. */
  readonly tables: readonly string[];
  /** The event types it folds; the compiler sees to it that none of `E` is missing. */
  readonly types: Readonly<Record<E['type'], true>>;
  /** Called once per event of its types, in log order. */
  apply(stored: StoredEvent, event: E, rows: Rows): Promise<void>;
}

/** Projections of all kinds of events, as the runner sees them: it hands each only the types it names. */
export type AnyProjection = Omit<Projection, 'apply'> & {
  apply(stored: StoredEvent, event: never, rows: Rows): Promise<void>;
};

export const applyTo = async (projection: AnyProjection, stored: StoredEvent, rows: Rows): Promise<void> => {
  if (stored.type in projection.types) await projection.apply(stored, decode(stored) as never, rows);
};
