import { yuan } from '#kernel/money.js';
import { sampleHistory } from '../testing/sample-history.js';
import { createViews, project, type ViewsTestDatabase } from '../testing/views-test-database.js';
import {
  GetBankFile,
  GetBankFileHandler,
  ListOpenEntries,
  ListOpenEntriesHandler,
} from './bank-files.queries.js';

describe('bank files', () => {
  let views: ViewsTestDatabase;

  beforeAll(async () => {
    views = await createViews();
    await project((await sampleHistory()).store, views.database);
  });
  afterAll(() => views.drop());

  it('show imported answers, and the entries somebody has to look at', async () => {
    expect(await new GetBankFileHandler(views.database).execute(new GetBankFile('bankfile-1'))).toMatchObject(
      {
        entryCount: 2,
        openCount: 1,
        entries: [
          { status: 'matched', batch: 'batch-2024' },
          { status: 'unmatched', problem: { code: 'entry.no-line' } },
        ],
      },
    );
    const { items } = await new ListOpenEntriesHandler(views.database).execute(new ListOpenEntries());
    expect(items.map(({ endToEndId, amountFen }) => [endToEndId, amountFen])).toEqual([
      ['UNKNOWN', yuan(35)],
    ]);
  });
});
