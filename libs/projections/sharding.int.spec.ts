import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredEvent } from '#event-store/envelope.js';
import { openMemoryEventStore } from '#event-store/memory/memory-event-store.js';
import { sampleEvents } from '#event-store/sample-events.js';
import type { Runner } from '#reactions/runner.js';
import { BudgetLineRow } from './budget-lines/budget-line.entity.js';
import { unusedLine } from './budget-lines/line-rows.js';
import { CheckpointBoard } from './checkpoint-board.js';
import { readCheckpoints } from './checkpoints.js';
import { postgresLease } from './lease.js';
import type { AnyProjection } from './projection.js';
import { projectionShards } from './projection-shards.js';
import { requestRebuild } from './rebuild-requests.js';
import type { Rows } from './rows.js';
import { shardOfStream } from './shards.js';
import { buildSideBySide } from './side-by-side.js';
import { createViews, dump, type ViewsTestDatabase } from './testing/views-test-database.js';

const backoff = { firstMs: 1, longestMs: 5, random: () => 0 };
const SHARDS = 4;
const STREAMS = Array.from({ length: 24 }, (_, number) => `award-${number}`);

const NOTHING = unusedLine('budget-talent-2024');

/** Writes down which revision of a stream comes; one that comes twice or out of order breaks the row for good. */
const strict = (
  shards: number,
  version = 1,
  seen?: (event: StoredEvent) => Promise<void>,
): AnyProjection => ({
  name: 'strict',
  version,
  shards,
  tables: ['budget_line'],
  types: { TrancheClaimed: true },
  reads: ({ stream }) => [[BudgetLineRow, stream]],
  apply: async (stored: StoredEvent, _event: never, rows: Rows) => {
    await seen?.(stored);
    const row = await rows.find(BudgetLineRow, stored.stream);
    const before = row ? Number(row.committedFen) : -1;
    const isNext = stored.revision === before + 1;
    const line = isNext ? stored.stream : `${stored.stream}: ${stored.revision} after ${before}`;
    const committedFen = BigInt(stored.revision);
    rows.put(BudgetLineRow, { ...NOTHING, id: stored.stream, line, committedFen });
  },
});

describe('a projection in shards', () => {
  let views: ViewsTestDatabase;
  let store: ReturnType<typeof openMemoryEventStore>;

  beforeEach(async () => {
    views = await createViews();
    store = openMemoryEventStore();
  });
  afterEach(() => views.drop());

  const write = async (round: number): Promise<string> => {
    let last = '';
    for (const stream of STREAMS) {
      const expected = round === 0 ? 'none' : round * 3 - 1;
      ({ position: last } = await store.append(stream, expected, sampleEvents(`${stream}-${round}`, 3)));
    }
    return last;
  };

  interface Worker {
    readonly runner: Runner;
    readonly board: CheckpointBoard;
    stop(): Promise<void>;
  }

  const startWorker = (projection: AnyProjection): Worker => {
    const stopping = new AbortController();
    const board = new CheckpointBoard(views.database);
    const lease = postgresLease(views.url);
    const runner = projectionShards({
      projection,
      store,
      database: views.database,
      board,
      lease,
      backoff,
      batchSize: 5,
    });
    const running = [board, runner].map((one) => one.run(stopping.signal));
    return {
      runner,
      board,
      stop: async () => {
        stopping.abort();
        await Promise.all(running);
      },
    };
  };
  const followed = ({ runner }: Worker): number =>
    (runner.status().shards ?? []).filter((activity) => activity === 'following').length;
  const until = async (isSo: () => boolean): Promise<void> => {
    for (const deadline = Date.now() + 60_000; !isSo(); await sleep(10))
      if (Date.now() > deadline) throw new Error('It never became so');
  };
  const expectEveryEventOnce = async (rounds: number): Promise<void> => {
    const rows = await views.database.manager.find(BudgetLineRow);
    expect(rows.map(({ line }) => line).sort()).toEqual([...STREAMS].sort());
    expect(new Set(rows.map(({ committedFen }) => committedFen))).toEqual(new Set([BigInt(rounds * 3 - 1)]));
  };

  it('is shared by two workers; when one is gone the other takes over, and every event counts once', async () => {
    const first = startWorker(strict(SHARDS));
    await first.runner.progress.waitUntil(await write(0), 20_000);
    const second = startWorker(strict(SHARDS));
    await until(() => followed(first) === 2 && followed(second) === 2);
    const shared = await write(1);
    const both = [first, second].map(({ runner }) => runner.progress.waitUntil(shared, 20_000));
    expect(await Promise.all(both)).toEqual([true, true]);
    // As a process that dies: its connection breaks in the middle of the work, and nobody gave anything back.
    const writing = write(2);
    await views.database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'tranche leases' and datname = current_database() and backend_start =
          (select min(backend_start) from pg_stat_activity
            where application_name = 'tranche leases' and datname = current_database())`,
    );
    await first.stop();
    await until(() => followed(second) === SHARDS);
    expect(await second.runner.progress.waitUntil(await writing, 20_000)).toBe(true);
    await second.stop();
    await expectEveryEventOnce(3);
  });

  it('hands its shards over in order when a worker is told to stop, and says when they went on', async () => {
    const order: string[] = [];
    const noted = (who: string): AnyProjection =>
      strict(SHARDS, 1, async ({ stream, revision }) => {
        order.push(`${stream}@${revision} ${who}`);
        await sleep(1);
      });
    const last = await write(0);
    const first = startWorker(noted('first'));
    const second = startWorker(noted('second'));
    await until(() => order.length > 20);
    const stopped = performance.now();
    await first.stop();
    await until(() => followed(second) === SHARDS);
    process.stdout.write(`shards handed over in ${Math.round(performance.now() - stopped)} ms\n`);
    expect(await second.runner.progress.waitUntil(last, 20_000)).toBe(true);
    await second.stop();
    await expectEveryEventOnce(1);
    const places = order.map((entry) => entry.split(' ')[0]);
    expect(new Set(places).size).toBe(STREAMS.length * 3);
  });

  it('shows a position only when the last of the shards has come there', async () => {
    const slow = STREAMS.find((stream) => shardOfStream(stream, SHARDS) === 3);
    let released = (): void => undefined;
    const gate = new Promise<void>((resolve) => (released = resolve));
    const worker = startWorker(
      strict(SHARDS, 1, async ({ stream }) => (stream === slow ? gate : Promise.resolve())),
    );
    const last = await write(0);
    let arrived = 0;
    for (const deadline = Date.now() + 60_000; arrived < 3 && Date.now() < deadline; await sleep(10)) {
      const checkpoints = await readCheckpoints(views.database.manager, strict(SHARDS));
      arrived = checkpoints.filter(({ position }) => position === last).length;
    }
    expect(arrived).toBe(3);
    expect(await worker.runner.progress.waitUntil(last, 100)).toBe(false);
    released();
    expect(await worker.runner.progress.waitUntil(last, 20_000)).toBe(true);
    await worker.stop();
  });

  it('compares and switches while its shards stand at different places', async () => {
    const stuck = STREAMS.find((stream) => shardOfStream(stream, SHARDS) === 1);
    let isStuck = false;
    const projection = strict(SHARDS, 1, async ({ stream }) => {
      if (isStuck && stream === stuck) throw new Error('cannot be folded');
    });
    const worker = startWorker(projection);
    await worker.runner.progress.waitUntil(await write(0), 20_000);
    isStuck = true;
    await write(1);
    await until(() => worker.runner.status().stalled !== undefined);
    await until(() => worker.board.stallOf('strict')?.stream === stuck);
    const rebuild = async (purpose: 'compare' | 'switch'): Promise<void> => {
      await requestRebuild(views.database, projection, purpose, purpose);
      await buildSideBySide({
        projection: strict(SHARDS),
        store,
        database: views.database,
        signal: new AbortController().signal,
      });
    };
    await rebuild('compare');
    const compared: { comparison: { differingCount: number }[] }[] = await views.database.query(
      'select comparison from views.rebuild',
    );
    expect(compared[0]?.comparison[0]?.differingCount).toBe(0);
    const right = await dump(views.database, [projection]);
    await views.database.query(`update views.budget_line set year = 1`);
    await rebuild('switch');
    expect(await dump(views.database, [projection])).toBe(right);
    isStuck = false;
    await worker.runner.progress.waitUntil(await write(2), 20_000);
    await worker.stop();
    await expectEveryEventOnce(3);
  });

  it('is built anew when a higher version divides it otherwise', async () => {
    const whole = startWorker(strict(1));
    const last = await write(0);
    await whole.runner.progress.waitUntil(last, 20_000);
    await whole.stop();
    const divided = startWorker(strict(SHARDS, 2));
    await until(() => followed(divided) === SHARDS);
    await divided.runner.progress.waitUntil(await write(1), 20_000);
    await divided.stop();
    expect(await readCheckpoints(views.database.manager, strict(SHARDS))).toHaveLength(SHARDS);
    await expectEveryEventOnce(2);
  });
});
