import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LogPosition, StoredEvent } from './envelope.js';
import { assertReached } from './event-record.js';
import { EventCorrupted, type FollowOptions, type LogItem } from './event-store.js';
import type { LogWatch } from './log-watch.js';

/** Events that lie one behind the other in the log; each is verified when somebody gets to it. */
export interface LogPage {
  readonly count: number;
  /** Position of the last of them; undefined for an empty page. */
  readonly last: LogPosition | undefined;
  readonly eventAt: (index: number) => StoredEvent;
  /** Said once by a reader who has what it wanted of the page; the events stay its own. */
  readonly release?: () => void;
}

export interface LogSource {
  readonly head: () => Promise<LogPosition | undefined>;
  /** The first events after one position and up to another, which are committed. */
  readonly readPage: (after: LogPosition | undefined, through: LogPosition) => Promise<LogPage>;
  readonly watch: LogWatch;
}

/** Hands over what is in the log, says so when that was all, and waits for more. */
export async function* followLog(
  { head: askHead, readPage, watch }: LogSource,
  { after, signal }: FollowOptions,
): AsyncGenerator<LogItem> {
  if (signal.aborted) return;
  let head = await askHead();
  assertReached(after, head);
  let position = after;
  const pageUpTo = (through: LogPosition | undefined): Promise<LogPage> | undefined =>
    through !== undefined && through > (position ?? '') ? readAhead(readPage(position, through)) : undefined;
  while (!signal.aborted) {
    let next = pageUpTo(head);
    while (next) {
      const page: LogPage = await next;
      if (page.last === undefined) throw new EventCorrupted(head ?? '', 'events before this one are missing');
      position = page.last;
      next = pageUpTo(head);
      for (let index = 0; index < page.count; index += 1) {
        if (needsBreath(index)) await nextTurn();
        if (signal.aborted) return;
        yield { kind: 'event', event: page.eventAt(index) };
      }
      page.release?.();
    }
    if (signal.aborted) return;
    yield { kind: 'caught-up', position };
    head = await watch.beyond(position, signal);
    if (head === undefined) return;
  }
}

/** Followers that wait at the same place wake up together and want the same page: it is read once, and one page is kept. */
export const sharingPages = (readPage: LogSource['readPage']): LogSource['readPage'] => {
  let last: Shared | undefined;
  return (after, through) => {
    const key = `${after ?? ''}–${through}`;
    if (last?.key === key) return last.taken();
    last?.replaced();
    const shared = sharedPage(key, readPage(after, through));
    last = shared;
    const page = shared.taken();
    page.catch(() => {
      if (last === shared) last = undefined;
    });
    return page;
  };
};

interface Shared {
  readonly key: string;
  readonly taken: () => Promise<LogPage>;
  /** Nobody else will take it. */
  readonly replaced: () => void;
}

/** A page is released by the last of its readers. One who gives up half-way has not released it, and then nobody does. */
const sharedPage = (key: string, read: Promise<LogPage>): Shared => {
  let holders = 1;
  const leave = (page: LogPage): void => {
    holders -= 1;
    if (holders === 0) page.release?.();
  };
  return {
    key,
    taken: async () => {
      holders += 1;
      const page = await read;
      return { ...page, release: () => leave(page) };
    },
    replaced: () => void read.then(leave, () => undefined),
  };
};

/**
 * A reader that never waits keeps this process from taking the next page off its connection, and the server, whose buffers are full,
 * from sending it; and it keeps everybody else in this process waiting.
 */
export const needsBreath = (index: number): boolean =>
  index % EVENTS_IN_ONE_BREATH === EVENTS_IN_ONE_BREATH - 1;

const EVENTS_IN_ONE_BREATH = 100;

/** Fetches a page while the one before it is worked on. A failure counts when somebody gets to it, and not if nobody does. */
export const readAhead = <T>(page: Promise<T>): Promise<T> => {
  page.catch(() => undefined);
  return page;
};
