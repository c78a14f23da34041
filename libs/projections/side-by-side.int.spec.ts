import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredEvent } from '#event-store/envelope.js';
import type { EventStore } from '#event-store/event-store.js';
import { assert } from '#kernel/assert.js';
import { ALL_PROJECTIONS } from './all-projections.js';
import { Checkpoint } from './checkpoint.entity.js';
import { partiesProjection } from './parties/parties.projection.js';
import type { AnyProjection } from './projection.js';
import { ProjectionRunner } from './projection-runner.js';
import { listRebuilds, type Rebuild, requestRebuild } from './rebuild-requests.js';
import type { Rows } from './rows.js';
import { buildSideBySide } from './side-by-side.js';
import type { History } from './testing/history.js';
import { sampleHistory } from './testing/sample-history.js';
import { createViews, dump, project, type ViewsTestDatabase } from './testing/views-test-database.js';

const backoff = { firstMs: 1, longestMs: 5, random: () => 0 };
const parties: AnyProjection = partiesProjection;

/** Runs something once, right before an event is folded. */
const before = (
  projection: AnyProjection,
  place: (stored: StoredEvent) => boolean,
  work: () => Promise<void>,
): AnyProjection => {
  let done = false;
  return {
    ...projection,
    apply: async (stored: StoredEvent, event: never, rows: Rows) => {
      if (!done && place(stored)) {
        done = true;
        await work();
      }
      await projection.apply(stored, event, rows);
    },
  };
};

describe('a rebuild beside the rows that serve (design, promise 7)', () => {
  let views: ViewsTestDatabase;
  let history: History;
  let requests = 0;

  beforeEach(async () => {
    [views, history] = await Promise.all([createViews(), sampleHistory()]);
    await project(history.store, views.database);
  });
  afterEach(() => views.drop());

  const request = async (projection: AnyProjection, purpose: 'switch' | 'compare'): Promise<void> => {
    requests += 1;
    await requestRebuild(views.database, projection, purpose, `request ${requests}`);
  };
  const build = async (
    projection: AnyProjection,
    options: { store?: EventStore; batchSize?: number; signal?: AbortSignal } = {},
  ): Promise<Rebuild> => {
    const { store = history.store, signal = new AbortController().signal, batchSize = 500 } = options;
    await buildSideBySide({ projection, store, database: views.database, signal, batchSize });
    return rebuildOf(projection);
  };
  const rebuildOf = async ({ name }: AnyProjection): Promise<Rebuild> => {
    const found = (await listRebuilds(views.database)).find((one) => one.name === name);
    assert(found, 'A rebuild was asked for');
    return found;
  };
  const register = (name: string): Promise<void> =>
    history.write('2024-06-01', name, {
      type: 'PartyRegistered',
      data: {
        party: name,
        kind: 'person',
        name: '张三',
        identifier: { kind: 'resident-id', value: '110101199003070000' },
        bornOn: null,
        nationality: null,
        county: null,
      },
    });
  /** What an uninterrupted fold of the whole log gives, in a database of its own. */
  const freshFold = async (projection: AnyProjection): Promise<string> => {
    const fresh = await createViews();
    try {
      await project(history.store, fresh.database, [projection]);
      return await dump(fresh.database, [projection]);
    } finally {
      await fresh.drop();
    }
  };
  const shadowTables = (): Promise<unknown[]> =>
    views.database.query(`select tablename from pg_tables where schemaname = 'views_next'`);

  it('finds every read model equal to its fold, and leaves no copy behind', async () => {
    const head = await history.store.head();
    for (const projection of ALL_PROJECTIONS) {
      await request(projection, 'compare');
      const { state, position, comparison } = await build(projection, { batchSize: 7 });
      expect([state, position, comparison?.map(({ table }) => table)]).toEqual([
        'done',
        head,
        projection.tables,
      ]);
      expect(comparison?.filter(({ differingCount }) => differingCount > 0)).toEqual([]);
      expect(comparison?.every(({ rowCount }) => rowCount > 0)).toBe(true);
    }
    expect(await shadowTables()).toEqual([]);
  });

  it('names the rows that differ, and only a switch puts them right', async () => {
    const right = await dump(views.database, [parties]);
    await views.database.query(
      `update views.party set name = '改' where id = (select min(id) from views.party)`,
    );
    const wrong = await dump(views.database, [parties]);
    await request(parties, 'compare');
    const [compared] = (await build(parties)).comparison ?? [];
    expect(compared).toMatchObject({
      table: 'party',
      differingCount: 1,
      differing: [expect.stringContaining('party')],
    });
    expect(await dump(views.database, [parties])).toBe(wrong);
    await request(parties, 'switch');
    await build(parties);
    expect(await dump(views.database, [parties])).toBe(right);
  });

  it('goes on while others write: before, during and around the switch nothing is lost, byte for byte', async () => {
    const last = await history.store.head();
    await views.database.query(`update views.party set name = '改'`);
    const stop = new AbortController();
    const runner = new ProjectionRunner({
      projection: parties,
      store: history.store,
      database: views.database,
      backoff,
    });
    const running = runner.run(stop.signal);
    const writing = new AbortController();
    const write = async (): Promise<void> => {
      for (let count = 0; !writing.signal.aborted; count += 1) {
        await register(`party-${count}`);
        await sleep(3);
      }
    };
    const writer = write();
    const hooked = before(
      parties,
      ({ position }) => position === last,
      () => register('party-meanwhile'),
    );
    await request(parties, 'switch');
    await build(hooked, { batchSize: 20 });
    await register('party-after-the-switch');
    writing.abort();
    await writer;
    const head = (await history.store.head()) ?? '';
    expect(await runner.progress.waitUntil(head, 20_000)).toBe(true);
    stop.abort();
    await running;
    expect(await dump(views.database, [parties])).toBe(await freshFold(parties));
  });

  it('lets readers see the old rows until the new ones are complete, in one step', async () => {
    const newer: AnyProjection = { ...parties, version: parties.version + 1 };
    const old = await dump(views.database, [parties]);
    await views.database.query(`delete from views.party where id = (select min(id) from views.party)`);
    const serving = await dump(views.database, [parties]);
    const seen: string[] = [];
    const watched: AnyProjection = {
      ...newer,
      apply: async (stored: StoredEvent, event: never, rows: Rows) => {
        seen.push(await dump(views.database, [parties]));
        await parties.apply(stored, event, rows);
      },
    };
    await request(newer, 'switch');
    const { comparison } = await build(watched, { batchSize: 2 });
    expect(new Set(seen)).toEqual(new Set([serving]));
    expect(comparison).toBeNull();
    expect(await dump(views.database, [parties])).toBe(old);
    expect(await views.database.manager.findOneBy(Checkpoint, { name: parties.name })).toMatchObject({
      version: newer.version,
    });
  });

  it('goes on where it was when the process dies, and folds no event twice', async () => {
    const right = await dump(views.database, [parties]);
    await views.database.query(`update views.party set name = '改'`);
    const folded: string[] = [];
    const dying = (place: number): AnyProjection => ({
      ...parties,
      apply: async (stored: StoredEvent, event: never, rows: Rows) => {
        if (folded.length === place) throw new Error('killed');
        folded.push(stored.id);
        await parties.apply(stored, event, rows);
      },
    });
    await request(parties, 'switch');
    await expect(build(dying(3), { batchSize: 1 })).rejects.toThrow('killed (rebuild, ');
    const { state, position } = await rebuildOf(parties);
    expect([state, position > '']).toEqual(['building', true]);
    await build(dying(-1), { batchSize: 1 });
    expect(new Set(folded).size).toBe(folded.length);
    expect(await dump(views.database, [parties])).toBe(right);
  });

  it('gives the same rows when two workers do it at once', async () => {
    const right = await dump(views.database, [parties]);
    await views.database.query(`update views.party set name = '改'`);
    await request(parties, 'switch');
    await Promise.all([build(parties, { batchSize: 1 }), build(parties, { batchSize: 3 })]);
    expect((await rebuildOf(parties)).state).toBe('done');
    expect(await dump(views.database, [parties])).toBe(right);
  });

  it('is asked for once, however often the request is handed over', async () => {
    await requestRebuild(views.database, parties, 'compare', 'the one request');
    await build(parties);
    await requestRebuild(views.database, parties, 'compare', 'the one request');
    expect((await rebuildOf(parties)).state).toBe('done');
  });
});
