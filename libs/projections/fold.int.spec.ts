import fc from 'fast-check';
import { assert } from '#kernel/assert.js';
import { ALL_PROJECTIONS } from './all-projections.js';
import { ProjectionRunner, rebuild } from './projection-runner.js';
import { sampleHistory } from './testing/sample-history.js';
import type { History } from './testing/history.js';
import { createViews, dump, project, type ViewsTestDatabase } from './testing/views-test-database.js';

describe('a view is a fold of the log (design, promise 7)', () => {
  let views: ViewsTestDatabase;
  let history: History;
  let oneShot: string;

  beforeAll(async () => {
    [views, history] = await Promise.all([createViews(), sampleHistory()]);
    await project(history.store, views.database);
    oneShot = await dump(views.database);
  });
  afterAll(() => views.drop());

  it('has rows in every table', async () => {
    for (const table of ALL_PROJECTIONS.flatMap(({ tables }) => tables))
      expect(oneShot).toContain(`${table} (`);
  });

  it('gives the same bytes in batches of any size, however often it is interrupted', async () => {
    const stops = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 4 });
    const run = fc.asyncProperty(fc.integer({ min: 1, max: 9 }), stops, async (batchSize, interruptions) => {
      await emptyViews();
      const events = await history.all();
      for (const count of interruptions) {
        const part = sampleUpTo(events[count]?.position);
        await project(part, views.database, ALL_PROJECTIONS, { batchSize });
      }
      await project(history.store, views.database, ALL_PROJECTIONS, { batchSize });
      expect(await dump(views.database)).toBe(oneShot);
    });
    await fc.assert(run, { numRuns: 5 });
  });

  const emptyViews = async (): Promise<void> => {
    const tables = ['checkpoint', ...ALL_PROJECTIONS.flatMap((projection) => projection.tables)];
    await views.database.query(`truncate ${tables.map((table) => `views.${table}`).join(', ')}`);
  };

  it('gives the same bytes when it is rebuilt over what is there', async () => {
    for (const projection of ALL_PROJECTIONS) await rebuild(views.database, projection);
    await project(history.store, views.database, ALL_PROJECTIONS, { batchSize: 7 });
    expect(await dump(views.database)).toBe(oneShot);
  });

  /** The history as it was at a position. */
  const sampleUpTo = (position: string | undefined): History['store'] => {
    assert(position, 'The history is longer than the interruptions');
    const { store } = history;
    return {
      ...store,
      head: async () => position,
      follow: async function* (options) {
        for await (const event of store.readLog({ after: options.after })) {
          if (event.position <= position) yield { kind: 'event', event };
        }
        yield { kind: 'caught-up', position };
      },
    };
  };

  it('gives the same bytes when two processes run it at once', async () => {
    await emptyViews();
    await Promise.all(
      [1, 3].map((batchSize) => project(history.store, views.database, ALL_PROJECTIONS, { batchSize })),
    );
    expect(await dump(views.database)).toBe(oneShot);
  });

  it('is built anew while it runs, when somebody asks for it', async () => {
    const [projection] = ALL_PROJECTIONS;
    assert(projection, 'There are projections');
    const stop = new AbortController();
    const backoff = { firstMs: 1, longestMs: 5, random: () => 0 };
    const runner = new ProjectionRunner({
      projection,
      store: history.store,
      database: views.database,
      backoff,
    });
    const running = runner.run(stop.signal);
    await runner.progress.waitUntil((await history.store.head()) ?? '', 5_000);
    await rebuild(views.database, projection);
    await history.write('2024-06-01', 'party-other', {
      type: 'PartyRegistered',
      data: {
        party: 'party-other',
        kind: 'person',
        name: '张三',
        identifier: { kind: 'resident-id', value: '110101199003070000' },
        bornOn: null,
        nationality: null,
        county: null,
      },
    });
    expect(await runner.progress.waitUntil((await history.store.head()) ?? '', 5_000)).toBe(true);
    stop.abort();
    await running;
    const parties = await dump(views.database, [projection]);
    expect(parties.split('\n')).toHaveLength(2);
    expect(oneShot).toContain(parties.split('\n')[0]);
  });
});
