import { assert } from '#kernel/assert.js';
import { type Comparison } from '#ledger/proof/comparison.js';
import { type DayEndProof, proveDayEnd } from '#ledger/proof/day-end-proof.js';
import { eventBooks } from '#ledger/proof/event-books.js';
import { openMemoryEventStore } from '#event-store/memory/memory-event-store.js';
import type { EventStore } from '#event-store/event-store.js';
import { busyPlay } from '../../../test/simulation/busy-play.js';
import { play } from '../../../test/simulation/plays.js';
import { createViews, project, type ViewsTestDatabase } from '../testing/views-test-database.js';
import { ReadViewBooksHandler } from './view-books.js';

/** The log of an office where a payment is returned, and a debt set off and repaid. */
const busyLog = async (): Promise<EventStore> => {
  const store = openMemoryEventStore();
  for (const { stream, id, type, version, data, effectiveOn, metadata } of (await play(busyPlay)).log)
    await store.append(stream, 'any', [{ id, type, version, data, effectiveOn, metadata }]);
  return store;
};

describe('the day-end proof', () => {
  let views: ViewsTestDatabase;
  let store: EventStore;

  beforeAll(async () => {
    [views, store] = await Promise.all([createViews(), busyLog()]);
    await project(store, views.database);
  });
  afterAll(() => views.drop());

  const proof = async (): Promise<DayEndProof> =>
    proveDayEnd(await eventBooks(store.readLog()), await new ReadViewBooksHandler(views.database).execute());

  const broken = ({ comparisons }: DayEndProof): readonly (readonly [string, Comparison['differences']])[] =>
    comparisons.filter(({ holds }) => !holds).map(({ name, differences }) => [name, differences]);

  it('holds when events, sub-ledgers, bank and budget say the same, and compares something of each', async () => {
    const found = await proof();
    expect(broken(found)).toEqual([]);
    expect(found.holds).toBe(true);
    const empty = found.comparisons.filter(({ lineCount }) => lineCount === 0).map(({ name }) => name);
    expect(empty).toEqual([]);
    expect((await proof()).resultsHash).toBe(found.resultsHash);
  });

  it.each([
    ['award_money', 'bank_fen', 'awards', 'where bank_fen > 0', 'bankFen'],
    ['budget_line', 'disbursed_fen', 'budget-lines', 'where disbursed_fen > 0', 'disbursedFen'],
    ['cap_reservation', 'consumed_fen', 'caps', 'where consumed_fen > 0', 'consumedFen'],
    ['batch_line', 'net_fen', 'batch-lines', `where outcome = 'settled'`, 'settledFen'],
    ['journal_day', 'debit_fen', 'balances', 'where debit_fen > 0', 'debitFen'],
    ['journal_posting', 'credit_fen', 'journal', 'where credit_fen > 0', 'creditFen'],
  ])('names exactly the line of %s that was tampered with', async (table, column, name, where, figure) => {
    const [row]: { id: string }[] = await views.database.query(
      `select id from views.${table} ${where} order by id limit 1`,
    );
    assert(row, `A row of ${table}`);
    const change = (by: number) =>
      views.database.query(`update views.${table} set ${column} = ${column} + ${by} where id = $1`, [row.id]);
    await change(1);
    const found = await proof();
    await change(-1);
    expect(found.holds).toBe(false);
    expect(broken(found).map(([broke]) => broke)).toEqual([name]);
    const differences = broken(found)[0]?.[1] ?? [];
    expect(differences).toHaveLength(1);
    expect(differences[0]?.figure).toBe(figure);
    expect((differences[0]?.rightFen ?? 0n) - (differences[0]?.leftFen ?? 0n)).toBe(1n);
    if (name !== 'journal') for (const step of differences[0]?.path ?? []) expect(row.id).toContain(step);
  });

  it('notices money that the bank moved and no batch knows', async () => {
    const events = await eventBooks(store.readLog());
    const stray = new Map([...events.bankLines, ['f 9', { path: ['f', '9'], figures: { settledFen: 5n } }]]);
    const books = await new ReadViewBooksHandler(views.database).execute();
    const found = proveDayEnd({ ...events, bankLines: stray }, books);
    expect(broken(found)).toEqual([
      ['bank', [{ path: ['f', '9'], figure: 'settledFen', leftFen: 5n, rightFen: 0n }]],
    ]);
  });
});
