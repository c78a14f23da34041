import { yuan } from '#kernel/money.js';
import { sampleHistory } from '../testing/sample-history.js';
import { createViews, project, type ViewsTestDatabase } from '../testing/views-test-database.js';
import { ListCapAccounts, ListCapAccountsHandler } from './caps.queries.js';

describe('cap accounts', () => {
  let views: ViewsTestDatabase;

  beforeAll(async () => {
    views = await createViews();
    await project((await sampleHistory()).store, views.database);
  });
  afterAll(() => views.drop());

  it.each([
    ['sample-new', 30, 40, 0, 30],
    ['sample-back', 30, 40, 40, 70],
  ])(
    'show the cap of %s: reserved %i, consumed %i, restored %i, free %i',
    async (subject, reserved, consumed, restored, free) => {
      const { items } = await new ListCapAccountsHandler(views.database).execute(
        new ListCapAccounts({ subject }),
      );
      expect(items).toMatchObject([
        {
          capKey: 'sample.total',
          limitFen: yuan(100),
          reservedFen: yuan(reserved),
          consumedFen: yuan(consumed),
          restoredFen: yuan(restored),
          freeFen: yuan(free),
          yearsUsed: [],
        },
      ]);
    },
  );
});
