import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { DomainEvent } from '#kernel/decider.js';
import type { RowKey, Rows } from './rows.js';

/**
 * One read model: a fold of the log into rows. It reads no clock and no other read model, so the same log gives the same rows,
 * byte for byte (design, promise 7).
 */
export interface Projection<E extends DomainEvent = DomainEvent> {
  readonly name: string;
  /** One more for every change of the rows that an event leads to, and of `shards`; the runner then builds them anew. */
  readonly version: number;
  /** Its tables in schema `views`; nobody else writes them. */
  readonly tables: readonly string[];
  /**
   * Into how many parts the work is divided, each done by one worker; 1 by default. The stream of an event says whose it is, so more
   * than 1 is only for read models each of whose rows is the business of one stream.
   */
  readonly shards?: number;
  /** The event types it folds; the compiler sees to it that none of `E` is missing. */
  readonly types: Readonly<Record<E['type'], true>>;
  /** The rows `apply` will ask for, so that those of a batch are read together. One that is not named is read when it is asked for. */
  reads?(stored: StoredEvent, event: E): Iterable<RowKey>;
  /** Called once per event of its types, in log order. */
  apply(stored: StoredEvent, event: E, rows: Rows): Promise<void>;
}

/** Projections of all kinds of events, as the runner sees them: it hands each only the types it names. */
export type AnyProjection = Omit<Projection, 'apply' | 'reads'> & {
  reads?(stored: StoredEvent, event: never): Iterable<RowKey>;
  apply(stored: StoredEvent, event: never, rows: Rows): Promise<void>;
};

/** Folds a batch into rows; `failedAt` may say more about an event that cannot be folded. */
export const foldInto = async (
  projection: AnyProjection,
  events: readonly StoredEvent[],
  rows: Rows,
  failedAt: (event: StoredEvent, error: unknown) => unknown = (_event, error) => error,
): Promise<void> => {
  const pairs: { stored: StoredEvent; event: never }[] = [];
  const keys: RowKey[] = [];
  for (const stored of events) {
    if (!(stored.type in projection.types)) continue;
    try {
      const event = decode(stored) as never;
      pairs.push({ stored, event });
      if (projection.reads) keys.push(...projection.reads(stored, event));
    } catch (error) {
      throw failedAt(stored, error);
    }
  }
  await rows.prefetch(keys);
  for (const { stored, event } of pairs) {
    try {
      await projection.apply(stored, event, rows);
    } catch (error) {
      throw failedAt(stored, error);
    }
  }
};
