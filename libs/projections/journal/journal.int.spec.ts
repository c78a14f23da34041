import { assert } from '#kernel/assert.js';
import { businessDate, instant } from '#kernel/business-date.js';
import { toStored } from '#kernel/fen-json.js';
import { derivedUuid } from '#kernel/ids.js';
import { yuan } from '#kernel/money.js';
import { openJournal } from '#ledger/journal.js';
import type { Posting } from '#ledger/posting.js';
import { trialBalance, turnoversOf } from '#ledger/trial-balance.js';
import type { History } from '../testing/history.js';
import { sampleHistory } from '../testing/sample-history.js';
import { createViews, project, type ViewsTestDatabase } from '../testing/views-test-database.js';
import { GetAccountStatement, GetAccountStatementHandler } from './account-statement.js';
import { journalProjection } from './journal.projection.js';
import {
  GetTrialBalance,
  GetTrialBalanceHandler,
  ListJournal,
  ListJournalHandler,
} from './journal.queries.js';
import { ExportJournal, ExportJournalHandler } from './journal-stream.js';

const day = businessDate;

describe('the journal', () => {
  let views: ViewsTestDatabase;
  let history: History;

  beforeAll(async () => {
    [views, history] = await Promise.all([createViews(), sampleHistory()]);
    await writeLate(history);
    await project(history.store, views.database, [journalProjection], { batchSize: 7 });
  });
  afterAll(() => views.drop());

  const balance = (limits: GetTrialBalance['limits']) =>
    new GetTrialBalanceHandler(views.database).execute(new GetTrialBalance(limits));

  it('balances at every position of the log, and says the same as the books folded in memory', async () => {
    const journal = openJournal();
    const postings: Posting[] = [];
    for (const event of await history.all()) {
      postings.push(...journal(event));
      expect(await balance({ position: event.position })).toEqual(trialBalance(turnoversOf(postings)));
    }
    expect(await balance({})).toMatchObject({ balanced: true, clear: true });
  });

  it.each([
    [{ effectiveTo: day('2023-12-31') }, '5001', 40],
    [{ effectiveTo: day('2024-03-04') }, '2001', 35],
    [{ knownOn: day('2024-03-17') }, '1001', -115],
    [{ effectiveTo: day('2024-03-31'), fiscalYear: 2024 }, '7001', 40],
    [{ effectiveTo: day('2024-03-31'), fiscalYear: 2023 }, '7001', 160],
  ])('as of %j, account %s holds %i yuan', async (limits, account, expected) => {
    const { accounts } = await balance(limits);
    expect(accounts.find((one) => one.account === account)?.balanceFen).toBe(yuan(expected));
  });

  const statement = (page = {}) =>
    new GetAccountStatementHandler(views.database).execute(
      new GetAccountStatement('1001', { from: day('2024-01-01'), to: day('2024-12-31') }, page),
    );

  it('shows an account over a period: what it opened with, every posting with the balance after it, what it closed with', async () => {
    const { openingFen, closingFen, debitFen, creditFen, items } = await statement();
    expect([openingFen, debitFen, creditFen, closingFen]).toEqual([yuan(-40), yuan(42), yuan(75), yuan(-73)]);
    expect(items.map((line) => [line.effectiveOn, line.debitFen - line.creditFen, line.balanceFen])).toEqual([
      ['2024-03-08', yuan(-35), yuan(-75)],
      ['2024-03-12', yuan(-40), yuan(-115)],
      ['2024-03-18', yuan(40), yuan(-75)],
      ['2024-04-01', yuan(2), yuan(-73)],
    ]);
  });

  it('goes on with the balance where the page before ended', async () => {
    const first = await statement({ limit: 3 });
    const second = await statement({ limit: 3, after: first.next ?? '' });
    expect(second.items.map((line) => line.balanceFen)).toEqual([yuan(-73)]);
    expect(second.next).toBeNull();
  });

  it('finds the postings of an award, of a party and of an account', async () => {
    const handler = new ListJournalHandler(views.database);
    const { items } = await handler.execute(new ListJournal({ award: 'sample-back', account: '5001' }));
    expect(items.map((row) => [row.eventType, row.debitFen, row.creditFen])).toEqual([
      ['TrancheReleased', yuan(40), 0n],
      ['TrancheReturned', 0n, yuan(40)],
      ['TrancheReleased', yuan(30), 0n],
    ]);
    const party = items[0]?.party ?? '';
    const ofParty = await handler.execute(new ListJournal({ party }, { limit: 200 }));
    expect(new Set(ofParty.items.map((row) => row.party))).toEqual(new Set([party]));
  });

  it('streams every posting once, in order', async () => {
    const ids: string[] = [];
    const rows = await new ExportJournalHandler(views.database).execute(new ExportJournal());
    for await (const { effectiveOn, id } of rows) ids.push(`${effectiveOn} ${id}`);
    expect(ids).toEqual([...new Set(ids)].toSorted());
    expect(ids.length).toBeGreaterThan(40);
  });

  it('tells the day a fact counts from and the day it was on record apart', async () => {
    const appropriated = async (limits: GetTrialBalance['limits']) =>
      (await balance(limits)).accounts.find(({ account }) => account === '6001')?.balanceFen;
    expect(await appropriated({ effectiveTo: day('2024-04-15') })).toBe(yuan(320));
    expect(await appropriated({ effectiveTo: day('2024-04-15'), knownOn: day('2024-06-09') })).toBe(
      yuan(310),
    );
    expect(await appropriated({ effectiveTo: day('2024-04-14') })).toBe(yuan(310));
  });
});

/** Ten yuan more for 2024 from 15 April on, written down on 10 June. */
const writeLate = async ({ all, store }: History): Promise<void> => {
  const like = (await all()).find(({ type }) => type === 'BudgetAppropriated');
  assert(like, 'The sample history appropriates money');
  const data = toStored({ deltaFen: yuan(10), documentNumber: '嘉财〔2024〕2号' });
  const metadata = { ...like.metadata, recordedAt: instant('2024-06-10T01:00:00Z') };
  const late = { id: derivedUuid('late'), type: 'BudgetAdjusted', version: 1, data, metadata };
  await store.append('budget-talent-2024', 'any', [{ ...late, effectiveOn: day('2024-04-15') }]);
};
