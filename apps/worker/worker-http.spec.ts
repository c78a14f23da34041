import { openMemoryEventStore } from '#event-store/memory/memory-event-store.js';
import { sampleEvents } from '#event-store/sample-events.js';
import type { LogPosition } from '#event-store/envelope.js';
import { instant } from '#kernel/business-date.js';
import type { MetricsParts } from '../platform/metrics.js';
import { openWorkerHttp } from './worker-http.js';

const NOW = instant('2024-02-02T02:00:00.000Z');

const worker = async (position: LogPosition | undefined, store = openMemoryEventStore()) => {
  await store.append('a', 'none', sampleEvents('a', 2)).catch(() => undefined);
  const status = { activity: 'following', caughtUp: true, position } as const;
  const parts: MetricsParts = {
    store,
    clock: { now: () => NOW },
    reactions: {
      parked: async () => [],
      deadlines: async () => ({ open: 2, waiting: 0, missed: 1 }),
      status: () => ({ process: status, projections: { awards: status } }),
    },
  };
  const http = await openWorkerHttp(parts, 0, '127.0.0.1');
  const ask = (path: string, method = 'GET'): Promise<Response> =>
    fetch(`http://127.0.0.1:${http.port}${path}`, { method });
  return { http, ask };
};

describe('the HTTP side of a worker', () => {
  it('says that it lives and can work, and gives its figures', async () => {
    const { http, ask } = await worker('0000000000000002');
    expect(await (await ask('/health/live')).json()).toEqual({ status: 'ok' });
    expect(await (await ask('/health/ready')).json()).toEqual({ status: 'ok', problems: [] });
    expect(await (await ask('/metrics')).text()).toContain('tranche_lag_seconds{runner="awards"} 0');
    await http.close();
  });

  it('is not ready when it has handled more than the log has', async () => {
    const { http, ask } = await worker('0000000000000005');
    const response = await ask('/health/ready');
    expect([response.status, await response.json()]).toMatchObject([503, { status: 'down' }]);
    await http.close();
  });

  it('is not ready while the log does not answer, and lives', async () => {
    const store = { ...openMemoryEventStore(), head: () => Promise.reject(new Error('gone')) };
    const { http, ask } = await worker(undefined, store);
    expect([(await ask('/health/ready')).status, (await ask('/health/live')).status]).toEqual([503, 200]);
    await http.close();
  });

  it('offers nothing else', async () => {
    const { http, ask } = await worker('0000000000000002');
    expect((await ask('/v1/awards')).status).toBe(404);
    expect((await ask('/metrics', 'POST')).status).toBe(404);
    await http.close();
  });
});
