import { collect, sampleEvents } from '../sample-events.js';
import { createMigratedTestDatabase, type MigratedTestDatabase } from './migrated-test-database.js';
import { openPostgresEventStore } from './postgres-event-store.js';

/** The columns of an event, as a hand-written insert would name them. */
const COLUMNS = 10;
/** The protocol counts parameters in sixteen bits: 65,535 of them. These make 65,540. */
const EVENTS = 6_554;

describe('An append of more values than PostgreSQL takes parameters', () => {
  let database: MigratedTestDatabase;
  beforeAll(async () => {
    database = await createMigratedTestDatabase();
  }, 30_000);
  afterAll(() => database.drop());

  it('is stored whole and in one transaction, because columns travel as arrays and texts', async () => {
    const store = openPostgresEventStore({ connection: database.url });
    const events = sampleEvents('many', EVENTS);
    expect(await store.append('many', 'none', events)).toMatchObject({ revision: EVENTS - 1 });
    const read = await collect(store.readStream('many'));
    expect(read.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    await store.close();
  });

  it('would fail as an insert of many rows with a parameter for each value', async () => {
    const columns = Array.from({ length: COLUMNS }, (_, index) => `column_${index}`);
    await database.pool.query(
      `create table public.naive (${columns.map((name) => `${name} int`).join(', ')})`,
    );
    const insert = (rows: number): Promise<unknown> => {
      const values = Array.from({ length: rows * COLUMNS }, (_, index) => index);
      const tuples = Array.from(
        { length: rows },
        (_, row) => `(${columns.map((_name, column) => `$${row * COLUMNS + column + 1}`).join(', ')})`,
      );
      return database.pool.query(`insert into public.naive values ${tuples.join(', ')}`, values);
    };
    await expect(insert(EVENTS - 1)).resolves.toMatchObject({ rowCount: EVENTS - 1 });
    await expect(insert(EVENTS)).rejects.toThrow();
    const { rows } = await database.pool.query<{ count: number }>('select count(*)::int from public.naive');
    expect(rows).toEqual([{ count: EVENTS - 1 }]);
  });
});
