import { openMemoryEventStore } from '#event-store/memory/memory-event-store.js';
import { collect, sampleEvents } from '#event-store/sample-events.js';
import { instant } from '#kernel/business-date.js';
import type { RunnerStatus } from '#reactions/runner.js';
import { type Health, judge } from './health.js';
import { measureLag } from './lag.js';

const at = (position: string | undefined): RunnerStatus => ({
  activity: 'following',
  caughtUp: false,
  position,
});
const LATER_SECONDS = 90;

/** Three events, asked about a minute and a half after the second was recorded. */
const measured = async (process: RunnerStatus, awards: RunnerStatus) => {
  const store = openMemoryEventStore();
  const events = sampleEvents('a', 3);
  await store.append('a', 'none', events);
  const recordedAt = events[1]?.metadata.recordedAt ?? '';
  const now = instant(new Date(Date.parse(recordedAt) + LATER_SECONDS * 1000).toISOString());
  const reactions = { status: () => ({ process, projections: { awards } }) };
  return measureLag({ store, reactions, clock: { now: () => now } });
};
const health = async (process: RunnerStatus, awards: RunnerStatus): Promise<Health> =>
  judge((await measured(process, awards)).lags, []);

const HEAD = '0000000000000003';

describe('how far a runner is behind', () => {
  it('is said in events and in seconds since the oldest of them was recorded', async () => {
    const { extent, lags } = await measured(at(HEAD), at('0000000000000001'));
    expect(extent).toBe(3);
    expect(lags).toMatchObject([
      { runner: 'process-managers', events: 0, seconds: 0, isBeyondLog: false },
      { runner: 'awards', events: 2, seconds: LATER_SECONDS, isBeyondLog: false },
    ]);
  });
});

describe('how far a runner is behind in a log whose positions are places in a file (EventStoreDB)', () => {
  const place = (bytes: number): string =>
    `${String(bytes).padStart(20, '0')}:${String(bytes).padStart(20, '0')}`;

  it('is counted by reading', async () => {
    const store = openMemoryEventStore();
    await store.append('a', 'none', sampleEvents('a', 5));
    const [, , , ...rest] = await collect(store.readLog());
    const log = {
      head: async () => place(9_000),
      readLog: async function* readLog({ limit = Infinity } = {}) {
        yield* rest.slice(0, limit);
      },
    };
    const reactions = {
      status: () => ({ process: at(place(9_000)), projections: { awards: at(place(4_000)) } }),
    };
    const clock = { now: () => instant('2030-01-01T00:00:00.000Z') };
    const { lags, isCounted } = await measureLag({ store: log, reactions, clock });
    expect(isCounted).toBe(false);
    expect(lags).toMatchObject([
      { runner: 'process-managers', events: 0, seconds: 0, isBeyondLog: false },
      { runner: 'awards', events: 2, isBeyondLog: false },
    ]);
  });
});

describe('health', () => {
  it('is ok when everybody has come to the end of the log', async () => {
    expect(await health(at(HEAD), at(HEAD))).toEqual({ status: 'ok', problems: [] });
  });

  it('is degraded, and not down, when a view is old: commands still work', async () => {
    expect(await health(at(HEAD), at(undefined))).toMatchObject({
      status: 'degraded',
      problems: [{ what: 'lagging', runner: 'awards', events: 3 }],
    });
  });

  it('names the event that a runner cannot get over', async () => {
    const stalled = { eventId: 'e', type: 'BatchSent', stream: 'batch-1', attempts: 7, error: 'x' };
    expect(await health({ ...at(HEAD), stalled }, at(HEAD))).toMatchObject({
      status: 'degraded',
      problems: [{ what: 'stalled', runner: 'process-managers', eventType: 'BatchSent', stream: 'batch-1' }],
    });
  });

  it('is down when a runner has handled more than the log has: an older log was restored', async () => {
    expect(await health(at(HEAD), at('0000000000000009'))).toMatchObject({
      status: 'down',
      problems: [{ what: 'beyond-the-log', runner: 'awards', position: '0000000000000009' }],
    });
  });

  it('names parked keys, which a person has to decide about', async () => {
    const { lags } = await measured(at(HEAD), at(HEAD));
    expect(judge(lags, ['award-1'])).toEqual({
      status: 'degraded',
      problems: [{ what: 'parked', keys: ['award-1'] }],
    });
  });
});
