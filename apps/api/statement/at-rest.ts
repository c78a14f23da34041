import type { LogPosition } from '#event-store/envelope.js';
import type { EventStore } from '#event-store/event-store.js';
import type { Reactions } from '../../platform/reactions.js';

/** Read models read together, and whether they were of one position. */
export interface Cut<T> {
  readonly value: T;
  /** End of the log before reading; null when it is empty. */
  readonly asOfPosition: LogPosition | null;
  /** True when every read model showed exactly `asOfPosition`, with all its consequences, from the first row read to the last. */
  readonly atRest: boolean;
}

/**
 * Reads when nothing is under way: every consequence of the log has been written and is shown, and nothing was written while
 * reading. Read models follow the log each at its own pace, so only then do figures from several of them belong together. When
 * the log does not come to rest within `patienceMs`, the last reading is given and says so.
 */
export const readAtRest = async <T>(
  store: Pick<EventStore, 'head'>,
  reactions: Pick<Reactions, 'settled'>,
  patienceMs: number,
  read: () => Promise<T>,
): Promise<Cut<T>> => {
  const deadlineMs = performance.now() + patienceMs;
  for (;;) {
    const before = await store.head();
    const remainingMs = Math.max(0, deadlineMs - performance.now());
    const settled = before === undefined || (await reactions.settled(before, remainingMs));
    const value = await read();
    const asOfPosition = before ?? null;
    if (settled && (await store.head()) === before) return { value, asOfPosition, atRest: true };
    if (!settled || performance.now() >= deadlineMs) return { value, asOfPosition, atRest: false };
  }
};
