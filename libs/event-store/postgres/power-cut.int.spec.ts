import pg from 'pg';
import { type MortalDatabase, startMortalDatabase } from '../../../test/crash/mortal-database.js';
import type { StoredEvent } from '../envelope.js';
import { encodeAppend } from '../event-record.js';
import type { Appended } from '../event-store.js';
import { collect, sampleEvent, sampleEvents } from '../sample-events.js';
import { writeBatch } from './append-batch.js';
import { migrate } from './migrate.js';
import { MIGRATIONS } from './migrated-test-database.js';
import { openPostgresEventStore } from './postgres-event-store.js';

const poolWith = (url: string, options = ''): pg.Pool => {
  const pool = new pg.Pool({ connectionString: url, max: 4, options });
  pool.on('error', () => undefined);
  return pool;
};

describe('PostgreSQL, killed like a machine that loses power', () => {
  let mortal: MortalDatabase;
  beforeAll(async () => {
    mortal = await startMortalDatabase();
  }, 120_000);
  afterAll(() => mortal.remove(), 120_000);

  const migrated = async (name: string): Promise<string> => {
    const url = await mortal.create(name);
    const pool = poolWith(url);
    await migrate(pool, MIGRATIONS);
    await pool.end();
    return url;
  };

  const logOf = async (url: string): Promise<StoredEvent[]> => {
    const store = openPostgresEventStore({ connection: url });
    const events = await collect(store.readLog());
    await store.close();
    return events;
  };

  it('has every append it had answered, at the place it had answered, and goes on behind them', async () => {
    const url = await migrated('power_cut');
    const store = openPostgresEventStore({ connection: url });
    const answered = new Map<string, Appended>();
    let killed: Promise<void> | undefined;
    const writer = async (number: number): Promise<void> => {
      for (let index = 0; !killed || index === 0; index += 1) {
        const event = sampleEvent(`writer ${number}, event ${index}`);
        const answer = await store.append(`writer-${number}`, index === 0 ? 'none' : index - 1, [event]);
        answered.set(event.id, answer);
        if (answered.size === 200) killed = mortal.kill();
      }
    };
    await Promise.allSettled([0, 1, 2, 3, 4, 5, 6, 7].map(writer));
    await killed;
    await store.close();
    await mortal.restart();

    const found = new Map((await logOf(url)).map((event) => [event.id, event]));
    expect(answered.size).toBeGreaterThanOrEqual(200);
    for (const [id, { position, revision }] of answered) {
      expect(found.get(id)).toMatchObject({ position, revision });
    }
    const after = openPostgresEventStore({ connection: url });
    await after.append('afterwards', 'none', sampleEvents('afterwards', 1));
    await after.close();
    expect(await logOf(url)).toHaveLength(found.size + 1);
  });

  it('would lose answered appends with synchronous_commit off, which is what the test above would notice', async () => {
    const url = await migrated('careless');
    const careless = poolWith(url, '-c synchronous_commit=off');
    for (let index = 0; index < 20; index += 1) {
      const request = encodeAppend(`stream-${index}`, 'none', [sampleEvent(`careless ${index}`)]);
      expect(await writeBatch(careless, [request])).toMatchObject([{ repeated: false }]);
    }
    await mortal.kill();
    await careless.end();
    await mortal.restart();
    expect((await logOf(url)).length).toBeLessThan(20);
  });

  it('is not written to while the role that appends has synchronous_commit off', async () => {
    const url = await migrated('without_synchronous_commit');
    const pool = poolWith(url, '-c synchronous_commit=off');
    const store = openPostgresEventStore({ connection: pool });
    await expect(store.append('award-1', 'none', sampleEvents('award', 1))).rejects.toMatchObject({
      refusal: { code: 'event-store.not-durable', facts: { settings: 'synchronous_commit' } },
    });
    await store.close();
    await pool.end();
    expect(await logOf(url)).toEqual([]);
  });

  it.each(['fsync', 'full_page_writes'])(
    'is not written to while %s is off, and is when it is on again',
    async (setting) => {
      const url = await migrated(`without_${setting}`);
      const pool = poolWith(url);
      const turn = async (value: string): Promise<void> => {
        await pool.query(`alter system set ${setting} = ${value}`);
        await pool.query('select pg_reload_conf()');
        for (let shown = ''; shown !== value;) {
          const { rows } = await pool.query<{ value: string }>('select current_setting($1) as value', [
            setting,
          ]);
          shown = rows[0]!.value;
        }
      };
      const store = openPostgresEventStore({ connection: url });
      await turn('off');
      const events = sampleEvents('award', 1);
      await expect(store.append('award-1', 'none', events)).rejects.toMatchObject({
        refusal: { code: 'event-store.not-durable', facts: { settings: setting } },
      });
      await turn('on');
      await expect(store.append('award-1', 'none', events)).resolves.toMatchObject({ repeated: false });
      await store.close();
      await pool.end();
    },
  );
});
