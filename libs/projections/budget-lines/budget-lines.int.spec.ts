import { yuan } from '#kernel/money.js';
import { sampleHistory } from '../testing/sample-history.js';
import { createViews, project, type ViewsTestDatabase } from '../testing/views-test-database.js';
import { GetBudgetLine, GetBudgetLineHandler } from './budget-lines.queries.js';

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
});
