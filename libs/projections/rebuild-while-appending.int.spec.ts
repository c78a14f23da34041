import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { StoredEvent } from '#event-store/envelope.js';
import type { EventStore } from '#event-store/event-store.js';
import { openMemoryEventStore } from '#event-store/memory/memory-event-store.js';
import { migrate } from '#event-store/postgres/migrate.js';
import { openPostgresEventStore } from '#event-store/postgres/postgres-event-store.js';
import { partiesProjection } from './parties/parties.projection.js';
import type { AnyProjection } from './projection.js';
import { requestRebuild } from './rebuild-requests.js';
import type { Rows } from './rows.js';
import { buildSideBySide } from './side-by-side.js';
import { type History, newHistory } from './testing/history.js';
import { createViews, project, type ViewsTestDatabase } from './testing/views-test-database.js';

const LOG_MIGRATIONS = fileURLToPath(new URL('../../deploy/migrations/log', import.meta.url));
const parties: AnyProjection = partiesProjection;
const newer: AnyProjection = { ...parties, version: parties.version + 1 };

const register = (history: History, party: string): Promise<void> =>
  history.write('2024-06-01', party, {
    type: 'PartyRegistered',
    data: {
      party,
      kind: 'person',
      name: '张三',
      identifier: { kind: 'resident-id', value: '110101199003070000' },
      bornOn: null,
      nationality: null,
      county: null,
    },
  });

describe('a rebuild while others append', () => {
  let views: ViewsTestDatabase;
  beforeEach(async () => {
    views = await createViews();
  });
  afterEach(() => views.drop());

  /** Rows of the version of today, from a log of three people. */
  const begin = async (store: EventStore): Promise<History> => {
    const history = newHistory(store);
    for (const party of ['party-1', 'party-2', 'party-3']) await register(history, party);
    await project(store, views.database, [parties]);
    return history;
  };
  const rebuild = async (store: EventStore, projection = newer): Promise<void> => {
    await requestRebuild(views.database, projection, 'switch', 'the request');
    const { signal } = new AbortController();
    await buildSideBySide({ projection, store, database: views.database, signal });
  };
  /** What is shown once the runner of the new rows has come to the end of the log. */
  const shownIn = async (store: EventStore): Promise<readonly string[]> => {
    await project(store, views.database, [newer]);
    const rows: { id: string }[] = await views.database.query('select id from views.party order by id');
    return rows.map(({ id }) => id);
  };

  describe('when an event arrives while the last one is folded into the copy', () => {
    const arriving = (history: History): AnyProjection => ({
      ...newer,
      apply: async (stored: StoredEvent, event: never, rows: Rows) => {
        if (stored.stream === 'party-3') await register(history, 'party-4');
        await parties.apply(stored, event, rows);
      },
    });

    it('folds it in the transaction that switches', async () => {
      const store = openMemoryEventStore();
      const history = await begin(store);
      await rebuild(store, arriving(history));
      expect(await shownIn(store)).toEqual(['party-1', 'party-2', 'party-3', 'party-4']);
    });

    it('would lose it for good, if it switched without catching up', async () => {
      const store = openMemoryEventStore();
      const history = await begin(store);
      let reads = 0;
      const readLog: EventStore['readLog'] = (range) =>
        store.readLog((reads += 1) === 1 ? range : { ...range, limit: 0 });
      await rebuild({ ...store, readLog }, arriving(history));
      expect(await shownIn(store)).toEqual(['party-1', 'party-2', 'party-3']);
    });
  });

  describe('when an append was begun before the switch and is committed after it', () => {
    it('shows its event, because positions are given in the order of commits', async () => {
      const pool = new pg.Pool({ connectionString: views.url });
      await migrate(pool, LOG_MIGRATIONS);
      const store = openPostgresEventStore({ connection: views.url });
      const history = await begin(store);
      const holder = await pool.connect();
      await holder.query('begin');
      await holder.query('select from tranche_log.head for update');
      const appending = register(history, 'party-open');
      await rebuild(store);
      await holder.query('commit');
      holder.release();
      await appending;
      expect(await shownIn(store)).toEqual(['party-1', 'party-2', 'party-3', 'party-open']);
      await store.close();
      await pool.end();
    });

    it('would never show it, if positions were given in the order of beginnings, as by a sequence', async () => {
      const store = openMemoryEventStore();
      const history = await begin(store);
      const uncommitted = new Set(['party-open']);
      const sequenced: EventStore = {
        ...store,
        readLog: async function* readLog(range) {
          for await (const event of store.readLog(range)) if (!uncommitted.has(event.stream)) yield event;
        },
      };
      await register(history, 'party-open');
      await register(history, 'party-later');
      await rebuild(sequenced);
      uncommitted.clear();
      expect(await shownIn(sequenced)).toEqual(['party-1', 'party-2', 'party-3', 'party-later'].sort());
    });
  });
});
