import pg from 'pg';
import type { EventStore } from '../event-store.js';
import { collect, sampleEvent } from '../sample-events.js';
import { createMigratedTestDatabase, type MigratedTestDatabase } from './migrated-test-database.js';
import { openPostgresEventStore } from './postgres-event-store.js';

/** A session that has begun to write and leaves it at that, as a long import or a forgotten console does. */
const idleInTransaction = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('begin');
  await client.query('select pg_current_xact_id()');
  return client;
};

describe('Transactions of others that stay open', () => {
  let database: MigratedTestDatabase;
  let neighbour: MigratedTestDatabase;
  let store: EventStore;
  const sessions: pg.Client[] = [];

  beforeAll(async () => {
    [database, neighbour] = await Promise.all([createMigratedTestDatabase(), createMigratedTestDatabase()]);
    store = openPostgresEventStore({ connection: database.url });
  }, 60_000);
  afterEach(async () => {
    await Promise.all(sessions.splice(0).map((session) => session.end()));
  });
  afterAll(async () => {
    await store.close();
    await Promise.all([database.drop(), neighbour.drop()]);
  });

  /** What a reader would see that waits until no older transaction is open, as sequences need it. */
  const seenBelowXmin = async (id: string): Promise<number> => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      const { rowCount } = await client.query(
        'select from tranche_log.events where id = $1 and xmin::text::bigint < pg_snapshot_xmin(pg_current_snapshot())::text::bigint',
        [id],
      );
      return rowCount ?? 0;
    } finally {
      await client.end();
    }
  };

  it.each([
    ['in this database', () => database.url],
    ['in another database of the cluster', () => neighbour.url],
  ])('%s stall no reader; one that waits for them would see nothing', async (where, url) => {
    sessions.push(await idleInTransaction(url()));
    const before = await store.head();
    const event = sampleEvent(`foreign/${where}`);
    await store.append(`stream-${where}`, 'none', [event]);
    const read = await collect(store.readLog(before === undefined ? {} : { after: before }));
    expect(read.map(({ id }) => id)).toEqual([event.id]);
    expect(await seenBelowXmin(event.id)).toBe(0);
    for await (const item of store.follow({ after: before, signal: AbortSignal.timeout(5_000) })) {
      expect(item).toMatchObject({ kind: 'event', event: { id: event.id } });
      break;
    }
  });

  describe('with the lock of the log in their hands', () => {
    const forgotten = async (idleLimit: string): Promise<void> => {
      const session = await idleInTransaction(database.url);
      // The server ends it while nobody listens.
      session.on('error', () => undefined);
      sessions.push(session);
      await session.query(`set idle_in_transaction_session_timeout = '${idleLimit}'`);
      await session.query('select from tranche_log.head for update');
    };
    const append = async (name: string): Promise<unknown> => {
      const patient = openPostgresEventStore({ connection: database.url, statementTimeoutMs: 2_000 });
      try {
        return await patient.append(name, 'none', [sampleEvent(name)]);
      } finally {
        await patient.close();
      }
    };

    it('are ended by the limit that deploy/roles.sql sets, and the append that waited goes through', async () => {
      await forgotten('300ms');
      expect(await append('after the limit')).toMatchObject({ revision: 0, repeated: false });
    });

    it('would hold up every append for as long as they like, without the limit', async () => {
      await forgotten('0');
      await expect(append('without a limit')).rejects.toMatchObject({ code: '57014' });
    });
  });

  it('hide no append from a reader that starts at the end while it is under way', async () => {
    const holder = await idleInTransaction(database.url);
    sessions.push(holder);
    await holder.query('select from tranche_log.head for update');
    const event = sampleEvent('under-way');
    const appending = store.append('stream-under-way', 'none', [event]);
    const end = await store.head();
    await holder.query('commit');
    await appending;
    const read = await collect(store.readLog(end === undefined ? {} : { after: end }));
    expect(read.map(({ id }) => id)).toEqual([event.id]);
  });

  it('would lose events for good, if positions came from a sequence', async () => {
    const [early, late] = [await naiveWriter(database.url), await naiveWriter(database.url)];
    sessions.push(early, late);
    await late.query(`insert into public.naive (stream, revision) values ('a', 0), ('b', 0)`);
    await early.query(`insert into public.naive (stream, revision) values ('c', 0)`);
    const next = await early.query<{ place: string }>(`select max(place) as place from public.naive`);
    await early.query('commit');
    const seen = await naiveLog(database.url, 0);
    expect(seen.map(({ stream }) => stream)).toEqual(['c']);
    await late.query('commit');
    // The reader is beyond the two events that were committed after what it has seen.
    expect(await naiveLog(database.url, Number(next.rows[0]?.place))).toEqual([]);
    expect(await naiveLog(database.url, 0)).toHaveLength(3);
  });

  it('would turn the order of a stream round, if readers went by transaction id', async () => {
    const [early, late] = [await naiveWriter(database.url), await naiveWriter(database.url)];
    sessions.push(early, late);
    await early.query('select pg_current_xact_id()');
    await late.query(`insert into public.naive (stream, revision) values ('order', 0)`);
    await late.query('commit');
    await early.query(`insert into public.naive (stream, revision) values ('order', 1)`);
    await early.query('commit');
    const { rows } = await early.query<{ revision: number }>(
      `select revision from public.naive where stream = 'order' order by xid, place`,
    );
    expect(rows.map(({ revision }) => revision)).toEqual([1, 0]);
  });
});

/** Beside our log: a table that numbers its rows by a sequence, as most do. */
const naiveWriter = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create table if not exists public.naive
    (place bigserial, xid xid8 not null default pg_current_xact_id(), stream text, revision int)`);
  await client.query('begin');
  return client;
};

const naiveLog = async (url: string, after: number): Promise<readonly { readonly stream: string }[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const text = 'select stream from public.naive where place > $1 order by place';
    return (await client.query<{ stream: string }>(text, [after])).rows;
  } finally {
    await client.end();
  }
};
