import { yuan } from '#kernel/money.js';
import { sampleHistory } from '../testing/sample-history.js';
import { createViews, project, type ViewsTestDatabase } from '../testing/views-test-database.js';
import { ListAwardYears, ListAwardYearsHandler } from './award-years.queries.js';
import { GetClosingStatement, GetClosingStatementHandler } from './closing-statement.js';

describe('the ledger of award years', () => {
  let views: ViewsTestDatabase;

  beforeAll(async () => {
    views = await createViews();
    await project((await sampleHistory()).store, views.database);
  });
  afterAll(() => views.drop());

  it('has every amount in the year whose budget pays it, and the forecast in the year it becomes claimable', async () => {
    const { items } = await new ListAwardYearsHandler(views.database).execute(new ListAwardYears());
    const rows = items.map((year) => [
      year.award,
      year.fiscalYear,
      year.forecastFen,
      year.reservedFen,
      year.committedFen,
      year.paidFen,
      year.openFen,
      year.returnedFen,
      year.recoveredFen,
    ]);
    expect(rows).toEqual([
      ['sample-back', 2024, yuan(40), 0n, yuan(30), 0n, yuan(30), yuan(40), 0n],
      ['sample-new', 2024, 0n, yuan(30), yuan(40), yuan(40), 0n, 0n, 0n],
      ['sample-new', 2025, yuan(30), 0n, 0n, 0n, 0n, 0n, 0n],
      ['sample-old', 2023, 0n, 0n, yuan(40), yuan(40), 0n, 0n, yuan(7)],
    ]);
  });

  it('pages through sums', async () => {
    const handler = new ListAwardYearsHandler(views.database);
    const first = await handler.execute(new ListAwardYears({}, { limit: 3 }));
    const second = await handler.execute(new ListAwardYears({}, { limit: 3, after: first.next ?? '' }));
    expect(second.items.map(({ award, fiscalYear }) => [award, fiscalYear])).toEqual([['sample-old', 2023]]);
  });

  it.each([
    [
      2023,
      {
        appropriatedFen: 200,
        committedFen: 40,
        freeFen: 160,
        paidFen: 40,
        openFen: 0,
        recoveredFen: 7,
        settledFen: 40,
        repaidFen: 2,
        overpaidFen: 0,
        paidBackFen: 0,
        settledNetFen: 38,
      },
    ],
    [
      2024,
      {
        appropriatedFen: 110,
        committedFen: 70,
        freeFen: 40,
        paidFen: 40,
        openFen: 30,
        recoveredFen: 0,
        settledFen: 35,
        repaidFen: 0,
        overpaidFen: 0,
        paidBackFen: 0,
        settledNetFen: 35,
      },
    ],
  ])('closes %i with the totals of programmes and lines', async (year, totals) => {
    const statement = await new GetClosingStatementHandler(views.database).execute(
      new GetClosingStatement(year),
    );
    expect(statement.totals).toEqual(
      Object.fromEntries(Object.entries(totals).map(([name, amount]) => [name, yuan(amount)])),
    );
    expect(statement.programmes.map(({ programme }) => programme)).toEqual(['sample']);
    // The same money seen from both sides: what awards commit is what the lines commit.
    expect(statement.budgetLines[0]?.committedFen).toBe(statement.totals.committedFen);
  });
});
