import type { StoredEvent } from './envelope.js';
import { createDoorbell, followLog, type LogSource } from './follow-log.js';

const never = new AbortController().signal;

describe('The doorbell', () => {
  it('wakes a waiter long before its patience ends', async () => {
    const bell = createDoorbell();
    const woken = bell.wait(bell.rings(), Infinity, never);
    bell.ring();
    await woken;
  });

  it('does not let anybody sleep through a ring between looking and waiting', async () => {
    const bell = createDoorbell();
    const heard = bell.rings();
    bell.ring();
    await bell.wait(heard, Infinity, never);
  });

  it('ends the wait on abort', async () => {
    const ending = new AbortController();
    const bell = createDoorbell();
    const waiting = bell.wait(0, Infinity, ending.signal);
    ending.abort();
    await waiting;
  });
});

describe('Following a log', () => {
  it('pauses twice as long after each empty poll, up to the longest, and starts again after an event', async () => {
    const ending = new AbortController();
    const pauses: number[] = [];
    const event = { position: '1' } as StoredEvent;
    const source: LogSource = {
      pageSize: 10,
      head: async () => undefined,
      pauseMs: { first: 2, longest: 10 },
      readPage: async () => ({
        count: pauses.length === 5 ? 1 : 0,
        last: event.position,
        eventAt: () => event,
      }),
      doorbell: {
        ...createDoorbell(),
        wait: async (_heard, patienceMs) => {
          pauses.push(patienceMs);
          if (pauses.length === 8) ending.abort();
        },
      },
    };
    const items: string[] = [];
    for await (const { kind } of followLog(source, { signal: ending.signal })) items.push(kind);
    expect(pauses).toEqual([2, 4, 8, 10, 10, 2, 4, 8]);
    expect(items).toEqual(['caught-up', 'event', 'caught-up']);
  });
});
