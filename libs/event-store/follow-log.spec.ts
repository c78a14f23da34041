import type { StoredEvent } from './envelope.js';
import { followLog, type LogPage, type LogSource, sharingPages } from './follow-log.js';
import { logPosition as at, placeOf } from './log-position.js';
import { watchLog } from './log-watch.js';

const PAGE_SIZE = 2;
const watch = watchLog(async () => undefined, { firstMs: Infinity, longestMs: Infinity });

const pageOf = (after: string | undefined, through: string): LogPage => {
  const first = placeOf(after) + 1;
  const count = Math.min(PAGE_SIZE, placeOf(through) - first + 1);
  return {
    count,
    last: at(first + count - 1),
    eventAt: (index) => ({ position: at(first + index) }) as StoredEvent,
  };
};

describe('Following a log', () => {
  it('hands over page after page, says once that this was all, and goes on when the log does', async () => {
    const ending = new AbortController();
    const source: LogSource = {
      watch,
      head: async () => at(5),
      readPage: async (...range) => pageOf(...range),
    };
    const items: string[] = [];
    for await (const item of followLog(source, { signal: ending.signal })) {
      items.push(item.kind === 'event' ? item.event.position : item.kind);
      if (items.length === 6) watch.told(at(6));
      if (items.length === 8) ending.abort();
    }
    expect(items).toEqual([...[1, 2, 3, 4, 5].map(at), 'caught-up', at(6), 'caught-up']);
  });

  it('does not take a log for read whose last events are missing', async () => {
    const nothing: LogPage = { count: 0, last: undefined, eventAt: () => ({}) as StoredEvent };
    const source: LogSource = { watch, head: async () => at(3), readPage: async () => nothing };
    const items = followLog(source, { signal: new AbortController().signal });
    await expect(items.next()).rejects.toThrow('missing');
  });
});

describe('Pages that several followers want', () => {
  it('are read once, and again after a failure', async () => {
    let reads = 0;
    const readPage = sharingPages(async (after, through) => {
      reads += 1;
      if (reads === 1) throw new Error('connection refused');
      return pageOf(after, through);
    });
    await expect(readPage(at(1), at(2))).rejects.toThrow('connection refused');
    await Promise.all([readPage(at(1), at(2)), readPage(at(1), at(2))]);
    expect(reads).toBe(2);
    await readPage(at(2), at(3));
    expect(reads).toBe(3);
  });

  it('are released by the last of those who took them, when nobody else can', async () => {
    const released: string[] = [];
    const readPage = sharingPages(async (after, through) => ({
      ...pageOf(after, through),
      release: () => released.push(through),
    }));
    const [one, other] = await Promise.all([readPage(at(1), at(2)), readPage(at(1), at(2))]);
    one.release?.();
    await readPage(at(2), at(3));
    expect(released).toEqual([]);
    other.release?.();
    expect(released).toEqual([at(2)]);
  });

  it('stay while somebody may still take them', async () => {
    const released: string[] = [];
    const readPage = sharingPages(async (after, through) => ({
      ...pageOf(after, through),
      release: () => released.push(through),
    }));
    const page = await readPage(at(1), at(2));
    page.release?.();
    expect(released).toEqual([]);
    await readPage(at(2), at(3));
    expect(released).toEqual([at(2)]);
  });
});
