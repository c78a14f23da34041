import { yuan } from '#kernel/money.js';
import { newHistory } from '../testing/history.js';
import { createViews, project, type ViewsTestDatabase } from '../testing/views-test-database.js';
import {
  GetMonthTurnovers,
  GetMonthTurnoversHandler,
  ListLatePostings,
  ListLatePostingsHandler,
  ListUndecidedLines,
  ListUndecidedLinesHandler,
} from './periods.queries.js';

const LINE = { line: 'talent', year: 2024 } as const;
const STREAM = 'budget-talent-2024';

describe('closed months', () => {
  let views: ViewsTestDatabase;
  const { store, write } = newHistory();

  /** Money available in a month, by the day it is booked on. */
  const availableIn = async (month: string): Promise<bigint | undefined> => {
    const { accounts, balanced } = await new GetMonthTurnoversHandler(views.database).execute(
      new GetMonthTurnovers(month),
    );
    expect(balanced).toBe(true);
    return accounts.find(({ account }) => account === '7001')?.balanceFen;
  };

  const adjusted = (deltaFen: bigint, documentNumber: string) =>
    ({ type: 'BudgetAdjusted', data: { deltaFen, documentNumber } }) as const;

  beforeAll(async () => {
    views = await createViews();
    const given = { ...LINE, amountFen: yuan(100), documentNumber: 'D1' };
    await write('2024-03-05', STREAM, { type: 'BudgetAppropriated', data: given });
    await write('2024-04-02', 'accounting-periods', {
      type: 'MonthClosed',
      data: { month: '2024-03', proposedBy: 'max', by: 'carl' },
    });
    // It counts from March, which is closed; the next two from days that are open.
    await write('2024-03-28', STREAM, adjusted(yuan(-10), 'D2'));
    await write('2024-04-01', STREAM, adjusted(yuan(1), 'D3'));
    await write('2024-05-01', STREAM, adjusted(yuan(2), 'D4'));
    await project(store, views.database);
  });
  afterAll(() => views.drop());

  it('do not change: what is late counts in the first open month', async () => {
    expect(await availableIn('2024-03')).toBe(yuan(100));
    expect(await availableIn('2024-04')).toBe(yuan(-10 + 1));
    expect(await availableIn('2024-05')).toBe(yuan(2));
  });

  it('are linked from what came late: both postings say which day they belong to', async () => {
    const { items } = await new ListLatePostingsHandler(views.database).execute(new ListLatePostings());
    const days = { effectiveOn: '2024-03-28', bookedOn: '2024-04-01', stream: STREAM };
    expect(items).toMatchObject([
      { ...days, account: '6001', debitFen: yuan(10) },
      { ...days, account: '7001', creditFen: yuan(10) },
    ]);
  });

  it('of a year wait for the lines whose end nobody decided', async () => {
    const undecided = (year: number) =>
      new ListUndecidedLinesHandler(views.database).execute(new ListUndecidedLines(year));
    expect(await undecided(2024)).toEqual(['talent']);
    expect(await undecided(2023)).toEqual([]);
  });
});
