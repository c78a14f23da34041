import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { LogPosition } from '#event-store/envelope.js';
import type { EventStore } from '#event-store/event-store.js';
import { migrate } from '#event-store/postgres/migrate.js';
import { openPostgresEventStore } from '#event-store/postgres/postgres-event-store.js';
import { sampleEvent, sampleEvents } from '#event-store/sample-events.js';
import { ProcessRunner } from '#reactions/process-runner.js';
import type { Reaction } from '#reactions/reaction.js';
import { postgresLease } from './lease.js';
import { parkedEvents } from './parked-events.js';
import { reactionCheckpoints } from './reaction-checkpoints.js';
import { createViews, type ViewsTestDatabase } from './testing/views-test-database.js';

const LOG_MIGRATIONS = fileURLToPath(new URL('../../deploy/migrations/log', import.meta.url));
const TIMEOUT_MS = 10_000;
const STREAM = 'award-1';

/** Two workers, each with its own log, lease and checkpoints on one database, as two processes have them. */
describe('Process managers of two workers', () => {
  let views: ViewsTestDatabase;
  let pool: pg.Pool;
  const closing: (() => Promise<void>)[] = [];
  const handled: string[] = [];

  beforeEach(async () => {
    views = await createViews();
    pool = new pg.Pool({ connectionString: views.url });
    pool.on('error', () => undefined);
    await migrate(pool, LOG_MIGRATIONS);
    handled.length = 0;
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
    await pool.end();
    await views.drop();
  });

  /** Handling begins, takes a while, and ends; both are on record with the name of the worker. */
  const slowly = (worker: string, ms: number): Reaction => ({
    name: 'slowly',
    handle: async ({ revision }) => {
      handled.push(`${worker} begins ${revision}`);
      await sleep(ms);
      handled.push(`${worker} ends ${revision}`);
    },
  });

  interface Worker {
    readonly store: EventStore;
    readonly runner: ProcessRunner;
    readonly stop: () => Promise<void>;
  }
  const start = (name: string, ms = 5): Worker => {
    const store = openPostgresEventStore({ connection: views.url });
    const runner = new ProcessRunner({
      name: 'process-managers',
      store,
      reactions: [slowly(name, ms)],
      checkpoints: reactionCheckpoints(views.database),
      parkedEvents: parkedEvents(views.database),
      precedenceOf: ({ stream }) => ({ holds: [stream], waitsFor: [stream] }),
      lease: postgresLease(views.url),
      backoff: { firstMs: 1, longestMs: 5, random: () => 0 },
    });
    const stopping = new AbortController();
    const running = runner.run(stopping.signal);
    const stop = async (): Promise<void> => {
      stopping.abort();
      await running;
    };
    closing.push(store.close, stop);
    return { store, runner, stop };
  };
  const until = async (isSo: () => boolean): Promise<void> => {
    for (const endMs = performance.now() + TIMEOUT_MS; performance.now() < endMs; await sleep(5)) {
      if (isSo()) return;
    }
    throw new Error(`It never became so: ${handled.join(', ')}`);
  };
  const seenBy = ({ runner }: Worker, position: LogPosition): Promise<boolean> =>
    runner.progress.waitUntil(position, TIMEOUT_MS);
  /** Whom the work of one revision began and ended with. */
  const turns = (...pairs: readonly (readonly [string, number])[]): string[] =>
    pairs.flatMap(([worker, revision]) => [`${worker} begins ${revision}`, `${worker} ends ${revision}`]);

  it('take over at once from one that is told to stop, which finishes the event at hand: each is handled once', async () => {
    const first = start('first', 300);
    await until(() => first.runner.status().activity === 'following');
    const second = start('second', 5);
    const { position } = await first.store.append(STREAM, 'none', sampleEvents('a', 4));
    await until(() => handled.includes('first begins 1'));
    expect(second.runner.status().activity).toBe('standing-by');
    await first.stop();
    const stoppedMs = performance.now();
    expect(await seenBy(second, position)).toBe(true);
    expect(performance.now() - stoppedMs).toBeLessThan(2_000);
    expect(handled).toEqual(turns(['first', 0], ['first', 1], ['second', 2], ['second', 3]));
    expect(first.runner.status()).toMatchObject({ activity: 'stopped' });
  });

  it('hand over and over, while others append, without losing or repeating an event', async () => {
    const writer = openPostgresEventStore({ connection: views.url });
    closing.push(writer.close);
    let working = start('worker 0');
    let position = '';
    for (let round = 0; round < 6; round += 1) {
      ({ position } = await writer.append(STREAM, 'any', sampleEvents(`round ${round}`, 5)));
      await until(() => handled.some((line) => line.startsWith(`worker ${round} `)));
      const next = start(`worker ${round + 1}`);
      await working.stop();
      working = next;
    }
    expect(await seenBy(working, position)).toBe(true);
    const ended = handled
      .filter((line) => line.includes('ends'))
      .map((line) => Number(line.split(' ').at(-1)));
    expect(ended).toEqual(Array.from({ length: 30 }, (_, revision) => revision));
    expect(new Set(handled.map((line) => line.slice(0, 'worker 0'.length))).size).toBeGreaterThanOrEqual(6);
  });

  it('take over from one whose connection breaks; it stands by, and the event it was at may come once more', async () => {
    const first = start('first', 1_000);
    await until(() => first.runner.status().activity === 'following');
    const second = start('second', 5);
    const { position } = await first.store.append(STREAM, 'none', [sampleEvent('a'), sampleEvent('b')]);
    await until(() => handled.includes('first begins 0'));
    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'tranche leases' and datname = current_database()
          and pid in (select pid from pg_locks where locktype = 'advisory' and mode = 'ExclusiveLock')`,
    );
    expect(await seenBy(second, position)).toBe(true);
    await until(() => handled.includes('first ends 0') && first.runner.status().activity === 'standing-by');
    expect(handled.filter((line) => line.startsWith('second'))).toEqual(turns(['second', 0], ['second', 1]));
    expect(handled.filter((line) => line.startsWith('first'))).toEqual(turns(['first', 0]));
    const checkpoint = await reactionCheckpoints(views.database).load('process-managers');
    expect(checkpoint).toBe(position);
  });
});
