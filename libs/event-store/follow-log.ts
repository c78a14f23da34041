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
        if (signal.aborted) return;
        yield { kind: 'event', event: page.eventAt(index) };
      }
    }
    if (signal.aborted) return;
    yield { kind: 'caught-up', position };
    head = await watch.beyond(position, signal);
    if (head === undefined) return;
  }
}

/** Followers that wait at the same place wake up together and want the same page: it is read once, and one page is kept. */
export const sharingPages = (readPage: LogSource['readPage']): LogSource['readPage'] => {
  let lastKey = '';
  let last: Promise<LogPage> | undefined;
  return (after, through) => {
    const key = `${after ?? ''}–${through}`;
    if (last && key === lastKey) return last;
    const page = readPage(after, through);
    page.catch(() => {
      if (last === page) last = undefined;
    });
    [lastKey, last] = [key, page];
    return page;
  };
};

/** Fetches a page while the one before it is worked on. A failure counts when somebody gets to it, and not if nobody does. */
export const readAhead = <T>(page: Promise<T>): Promise<T> => {
  page.catch(() => undefined);
  return page;
};
