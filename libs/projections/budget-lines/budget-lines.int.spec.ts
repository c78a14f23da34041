import { yuan } from '#kernel/money.js';
import { sampleHistory } from '../testing/sample-history.js';
import { createViews, project, type ViewsTestDatabase } from '../testing/views-test-database.js';
import { GetBudgetLine, GetBudgetLineHandler } from './budget-lines.queries.js';
import {
  GetBudgetReport,
  GetBudgetReportHandler,
  GetSpending,
  GetSpendingHandler,
  ListBudgetPromises,
  ListBudgetPromisesHandler,
  ListBudgetTransfers,
  ListBudgetTransfersHandler,
} from './budget-reports.queries.js';

describe('budget lines', () => {
  let views: ViewsTestDatabase;

  beforeAll(async () => {
    views = await createViews();
    await project((await sampleHistory()).store, views.database);
  });
  afterAll(() => views.drop());

  it('show a budget line with its latest document', async () => {
    expect(
      await new GetBudgetLineHandler(views.database).execute(new GetBudgetLine('talent', 2024)),
    ).toMatchObject({
      appropriatedFen: yuan(110),
      committedFen: yuan(70),
      disbursedFen: yuan(40),
      openFen: yuan(30),
      freeFen: yuan(40),
      queuedFen: yuan(30),
      documents: [{ documentNumber: '嘉财〔2024〕1号', amountFen: yuan(110), effectiveOn: '2024-01-15' }],
    });
    expect(
      await new GetBudgetLineHandler(views.database).execute(new GetBudgetLine('talent', 2023)),
    ).toMatchObject({ refundedFen: yuan(7) });
  });

  it('say where the money of a line went and came from', async () => {
    const line = (name: string) =>
      new GetBudgetLineHandler(views.database).execute(new GetBudgetLine(name, 2026));
    expect(await line('spare')).toMatchObject({
      appropriatedFen: yuan(70),
      transferredFen: yuan(-30),
      documents: [{ kind: 'transfer-out', other: 'budget-talent-2026' }, { kind: 'appropriation' }],
    });
    expect(await line('talent')).toMatchObject({
      appropriatedFen: yuan(30),
      forwardFen: yuan(30),
      uncommittedFen: 0n,
      documents: [{ kind: 'transfer-in', other: 'budget-spare-2026', amountFen: yuan(30) }],
    });
    const { items } = await new ListBudgetTransfersHandler(views.database).execute(new ListBudgetTransfers());
    expect(items).toMatchObject([
      { status: 'completed', fromLine: 'spare', toLine: 'talent', refusal: null },
    ]);
  });

  it('are added up by dimension, each in one row, those that were not classified by themselves', async () => {
    const report = (by: 'fund' | 'source' | 'year') =>
      new GetBudgetReportHandler(views.database).execute(new GetBudgetReport(by, 2026));
    expect(await report('fund')).toMatchObject([
      { key: '人才专项资金', lines: 1, appropriatedFen: yuan(70) },
      { key: null, lines: 1, appropriatedFen: yuan(30), forwardFen: yuan(30) },
    ]);
    expect(await report('source')).toMatchObject([{ key: 'city' }, { key: null }]);
    expect(await report('year')).toMatchObject([{ key: '2026', lines: 2, appropriatedFen: yuan(100) }]);
  });

  it('show what they promise, award by award', async () => {
    const { items } = await new ListBudgetPromisesHandler(views.database).execute(
      new ListBudgetPromises({ award: 'sample-new' }),
    );
    expect(items).toMatchObject([{ line: 'talent', year: 2026, trancheNo: 3, promisedFen: yuan(30) }]);
  });

  it('have their months beside the plan, and nothing is over a plan that was never made', async () => {
    const months = (line: string, year: number) =>
      new GetSpendingHandler(views.database).execute(new GetSpending(line, year));
    const planned = await months('spare', 2026);
    expect(planned).toHaveLength(12);
    expect(planned.at(-1)).toMatchObject({ month: '2026-12', plannedSoFarFen: yuan(100), overPlanFen: 0n });
    expect(await months('talent', 2024)).toMatchObject([
      { plannedFen: 0n, paidFen: yuan(40), overPlanFen: 0n },
    ]);
  });
});
