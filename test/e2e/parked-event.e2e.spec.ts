import { setTimeout as sleep } from 'node:timers/promises';
import { openPostgresEventStore } from '#event-store/postgres/postgres-event-store.js';
import { sampleEvent } from '#event-store/sample-events.js';
import { type Answer, type Json, type RunningService, startService } from '../support/running-service.js';

/** A poison event in a running service, and what people do about it over HTTP (design, promise 12). */
let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

const KEY = 'operations-poison';

interface Parked {
  readonly key: string;
  readonly failed: readonly { readonly attempts: number; readonly type: string }[];
  readonly waitingCount: number;
}
const parked = async (): Promise<readonly Parked[]> =>
  (await service.view('/v1/reactions', 'auditor'))['parked'] as readonly Parked[];

const until = async <T>(look: () => Promise<T>, isSo: (seen: T) => boolean): Promise<T> => {
  for (let tries = 0; tries < 200; tries += 1) {
    const seen = await look();
    if (isSo(seen)) return seen;
    await sleep(100);
  }
  throw new Error(`It never became so: ${JSON.stringify(await look())}`);
};

/** Nobody can write such an event over HTTP: its purpose is missing, so the rebuild it asks for cannot be noted down. */
const writePoison = async (): Promise<void> => {
  const store = openPostgresEventStore({ connection: service.databaseUrl });
  const bad = { projection: 'caps', purpose: null, by: 'nobody' };
  const good = { projection: 'parties', purpose: 'compare', by: 'nobody' };
  const type = 'ProjectionRebuildRequested';
  await store.append(KEY, 'none', [
    { ...sampleEvent('poison', bad), type },
    { ...sampleEvent('behind it', good), type },
  ]);
  await store.close();
};

const send = (): Promise<Answer> =>
  service.post('/v1/batches/batch-0123456789AB/send', { as: 'maker', body: {} });
const decide = (decision: string, body: Json): Promise<Answer> =>
  service.post(`/v1/reactions/parked-keys/${KEY}/${decision}`, { as: 'admin', body });

it('parks its key while others flow, stops payments, and is resolved by retry and skip', async () => {
  const before = (await send()).body['code'];
  expect(before).not.toBe('payments.stopped');
  await writePoison();
  expect(await until(parked, ({ length }) => length === 1)).toMatchObject([
    { key: KEY, failed: [{ type: 'ProjectionRebuildRequested', attempts: 5 }], waitingCount: 1 },
  ]);

  await service.done('/v1/projections/budget-lines/diff', { as: 'admin', body: {} });
  const rebuildOf = async (name: string): Promise<Json | undefined> => {
    const { items } = await service.view('/v1/projections', 'auditor');
    return (items as Json[]).find((one) => one['name'] === name)?.['rebuild'] as Json | undefined;
  };
  await until(
    () => rebuildOf('budget-lines'),
    (rebuild) => rebuild?.['state'] === 'done',
  );
  expect(await rebuildOf('parties')).toBeFalsy();

  const refused = await send();
  expect([refused.status, refused.body['code']]).toEqual([422, 'payments.stopped']);
  expect((await service.get('/health/ready')).text).toContain(KEY);
  expect((await service.get('/health/ready')).status).toBe(200);
  expect((await service.get('/metrics')).text).toContain('tranche_parked_keys 1');

  expect((await decide('retry', { reason: '再试一次' })).status).toBe(200);
  await until(parked, ([one]) => (one?.failed[0]?.attempts ?? 0) === 10);
  expect((await decide('skip', {})).status).toBe(400);
  expect((await decide('skip', { reason: '测试事件，无需处理' })).status).toBe(200);
  await until(parked, ({ length }) => length === 0);
  await until(
    () => rebuildOf('parties'),
    (rebuild) => rebuild?.['state'] === 'done',
  );
  expect((await send()).body['code']).toBe(before);
}, 120_000);
