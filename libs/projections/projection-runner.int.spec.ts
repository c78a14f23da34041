import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredEvent } from '#event-store/envelope.js';
import { openMemoryEventStore } from '#event-store/memory/memory-event-store.js';
import { sampleEvents } from '#event-store/sample-events.js';
import { placeOf } from '#event-store/log-position.js';
import { BudgetLineRow } from './budget-lines/budget-line.entity.js';
import { unusedLine } from './budget-lines/line-rows.js';
import { Checkpoint } from './checkpoint.entity.js';
import { postgresLease } from './lease.js';
import type { AnyProjection } from './projection.js';
import { ProjectionRunner } from './projection-runner.js';
import { reactionCheckpoints } from './reaction-checkpoints.js';
import type { Rows } from './rows.js';
import { createViews, type ViewsTestDatabase } from './testing/views-test-database.js';

const backoff = { firstMs: 1, longestMs: 5, random: () => 0 };

/** Counts events per stream into the budget table, which only serves as a table here. */
const counting = (version: number, fail: (event: StoredEvent) => boolean = () => false): AnyProjection => ({
  name: 'counting',
  version,
  tables: ['budget_line'],
  types: { TrancheClaimed: true },
  apply: async (stored: StoredEvent, _event: never, rows: Rows) => {
    if (fail(stored)) throw new Error('no such budget line');
    const row = await rows.find(BudgetLineRow, stored.stream);
    const count = (row?.committedFen ?? 0n) + BigInt(version);
    rows.put(BudgetLineRow, { ...NOTHING, id: stored.stream, line: stored.stream, committedFen: count });
  },
});

const NOTHING = unusedLine('budget-talent-2024');

describe('the runner of projections', () => {
  let views: ViewsTestDatabase;
  let store: ReturnType<typeof openMemoryEventStore>;
  const stop = { signal: new AbortController() };
  let running: Promise<void>[] = [];

  const start = (projection: AnyProjection, batchSize?: number): ProjectionRunner => {
    const runner = new ProjectionRunner({
      projection,
      store,
      database: views.database,
      backoff,
      ...(batchSize && { batchSize }),
    });
    running.push(runner.run(stop.signal.signal));
    return runner;
  };
  const stopAll = async (): Promise<void> => {
    stop.signal.abort();
    await Promise.all(running);
    running = [];
    stop.signal = new AbortController();
  };
  const countOf = async (stream: string): Promise<bigint | undefined> =>
    (await views.database.manager.findOneBy(BudgetLineRow, { id: stream }))?.committedFen;
  const checkpoint = (): Promise<Checkpoint | null> =>
    views.database.manager.findOneBy(Checkpoint, { name: 'counting' });

  beforeAll(async () => {
    views = await createViews();
  });
  beforeEach(async () => {
    await views.database.query('truncate views.budget_line, views.checkpoint');
    store = openMemoryEventStore();
  });
  afterEach(stopAll);
  afterAll(() => views.drop());

  it('folds what is there and what comes, and remembers its place with the rows', async () => {
    await store.append('a', 'none', sampleEvents('a', 7));
    const runner = start(counting(1), 3);
    const { position } = await store.append('a', 6, sampleEvents('late', 2));
    expect(await runner.progress.waitUntil(position, 5_000)).toBe(true);
    expect([await countOf('a'), (await checkpoint())?.position]).toEqual([9n, position]);
  });

  it('stands still on an event it cannot apply, after everything before it, and goes on when it can', async () => {
    let broken = true;
    await store.append('a', 'none', sampleEvents('a', 5));
    const runner = start(counting(1, (event) => broken && placeOf(event.position) === 4));
    expect(await runner.progress.waitUntil('0000000000000005', 300)).toBe(false);
    expect(runner.status()).toMatchObject({
      caughtUp: false,
      stalled: { stream: 'a', error: 'no such budget line' },
    });
    expect([await countOf('a'), (await checkpoint())?.position]).toEqual([3n, '0000000000000003']);
    broken = false;
    expect(await runner.progress.waitUntil('0000000000000005', 5_000)).toBe(true);
    await sleep(20);
    expect(runner.status()).toEqual({ activity: 'following', caughtUp: true, position: '0000000000000005' });
    expect(await countOf('a')).toBe(5n);
  });

  it('writes no row of a batch whose checkpoint was not written', async () => {
    const { position } = await store.append('a', 'none', sampleEvents('a', 3));
    const { database } = views;
    const dying = {
      ...counting(1),
      apply: async (stored: StoredEvent, event: never, rows: Rows) => {
        await counting(1).apply(stored, event, rows);
        await rows.flush();
        if (stored.position === position) throw new Error('killed');
      },
    };
    const runner = new ProjectionRunner({ projection: dying, store, database, backoff });
    running.push(runner.run(stop.signal.signal));
    await runner.progress.waitUntil('0000000000000002', 5_000);
    await stopAll();
    expect(await countOf('a')).toBe(2n);
    await start(counting(1)).progress.waitUntil(position, 5_000);
    expect(await countOf('a')).toBe(3n);
  });

  it('builds its rows anew when its version is higher', async () => {
    const { position } = await store.append('a', 'none', sampleEvents('a', 3));
    await start(counting(1)).progress.waitUntil(position, 5_000);
    await stopAll();
    await start(counting(2)).progress.waitUntil(position, 5_000);
    expect([await countOf('a'), (await checkpoint())?.version]).toEqual([6n, 2]);
  });

  it('shows the old rows until the new ones are complete, and keeps them when the rebuild is interrupted', async () => {
    const { position } = await store.append('a', 'none', sampleEvents('a', 3));
    await start(counting(1)).progress.waitUntil(position, 5_000);
    await stopAll();
    let seen: bigint | undefined;
    let dies = true;
    const watched = {
      ...counting(2),
      apply: async (stored: StoredEvent, event: never, rows: Rows) => {
        await counting(2).apply(stored, event, rows);
        await rows.flush();
        if (stored.position !== position) return;
        seen = await countOf('a');
        if (dies) throw new Error('killed');
      },
    };
    const first = start(watched);
    while (!first.status().interrupted) await sleep(5);
    await stopAll();
    expect([first.status().position, seen, await countOf('a'), (await checkpoint())?.version]).toEqual([
      undefined,
      3n,
      3n,
      1,
    ]);
    dies = false;
    await start(watched).progress.waitUntil(position, 5_000);
    expect([seen, await countOf('a'), (await checkpoint())?.version]).toEqual([3n, 6n, 2]);
  });

  it.each(["update views.checkpoint set position = ''", 'truncate views.checkpoint'])(
    'starts again from nothing when somebody does “%s”',
    async (sql) => {
      const { position } = await store.append('a', 'none', sampleEvents('a', 3));
      const runner = start(counting(1));
      await runner.progress.waitUntil(position, 5_000);
      await views.database.query(sql);
      const late = await store.append('a', 2, sampleEvents('late', 1));
      expect(await runner.progress.waitUntil(late.position, 5_000)).toBe(true);
      expect(await countOf('a')).toBe(4n);
    },
  );

  it('leaves rows of a newer version alone and says so', async () => {
    const { position } = await store.append('a', 'none', sampleEvents('a', 3));
    await start(counting(2)).progress.waitUntil(position, 5_000);
    await stopAll();
    const old = start(counting(1));
    while (!old.status().interrupted) await sleep(5);
    expect(old.status().interrupted?.error).toMatch(/belong to version 2; this process knows 1/);
    expect(await countOf('a')).toBe(6n);
  });

  it('keeps the checkpoints of process managers', async () => {
    const checkpoints = reactionCheckpoints(views.database);
    expect(await checkpoints.load('payments')).toBeUndefined();
    await checkpoints.save('payments', '0000000000000007');
    await checkpoints.save('payments', '0000000000000009');
    expect(await checkpoints.load('payments')).toBe('0000000000000009');
  });
});

describe('the lease of PostgreSQL', () => {
  let views: ViewsTestDatabase;
  beforeAll(async () => {
    views = await createViews();
  });
  afterAll(() => views.drop());

  it('is held by one process at a time, and free when it is released or its connection breaks', async () => {
    const stop = new AbortController();
    const first = await postgresLease(views.url).acquire('payments', stop.signal);
    const waiting = postgresLease(views.url).acquire('payments', stop.signal);
    expect(await Promise.race([waiting, sleep(100, 'still waiting')])).toBe('still waiting');
    await first?.release();
    const second = await waiting;
    expect(second?.lost.aborted).toBe(false);
    const lost = new Promise((resolve) => second?.lost.addEventListener('abort', resolve));
    await views.database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tranche leases' and datname = current_database()`,
    );
    await lost;
    const third = await postgresLease(views.url).acquire('payments', stop.signal);
    expect(third?.lost.aborted).toBe(false);
    await third?.release();
  });

  it('is given up when the wait is aborted', async () => {
    const held = await postgresLease(views.url).acquire('other', new AbortController().signal);
    const stop = new AbortController();
    const waiting = postgresLease(views.url).acquire('other', stop.signal);
    await sleep(20);
    stop.abort();
    expect(await waiting).toBeUndefined();
    await held?.release();
  });
});
