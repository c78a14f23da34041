import { yuan } from '#kernel/money.js';
import { sampleHistory } from '../testing/sample-history.js';
import { createViews, project, type ViewsTestDatabase } from '../testing/views-test-database.js';
import {
  FindBatchOfMessage,
  FindBatchOfMessageHandler,
  GetBatch,
  GetBatchHandler,
  ListBatchLines,
  ListBatchLinesHandler,
} from './batches.queries.js';

describe('batches', () => {
  let views: ViewsTestDatabase;

  beforeAll(async () => {
    views = await createViews();
    await project((await sampleHistory()).store, views.database);
  });
  afterAll(() => views.drop());

  it('show a batch with its people, refused approvals included, and its figures by outcome', async () => {
    const batch = await new GetBatchHandler(views.database).execute(new GetBatch('batch-back'));
    expect(batch).toMatchObject({
      approvals: ['zhou', 'wu'],
      lineCount: 1,
      totalFen: yuan(40),
      messageId: 'M-batch-back',
      byOutcome: { settled: { count: 0, totalFen: 0n }, returned: { count: 1, totalFen: yuan(40) } },
    });
    expect(batch?.acts.map(({ act, by, refused }) => [act, by, refused])).toEqual([
      ['draft', 'zhao', null],
      ['submit', 'zhao', null],
      ['approve', 'zhao', 'duty.same-person'],
      ['approve', 'zhou', null],
      ['approve', 'wu', null],
      ['send', 'zhao', null],
    ]);
    expect(
      (await new FindBatchOfMessageHandler(views.database).execute(new FindBatchOfMessage('M-batch-2024')))
        ?.batch,
    ).toBe('batch-2024');
  });

  it('show lines with masked numbers and both answers of the bank', async () => {
    const { items } = await new ListBatchLinesHandler(views.database).execute(
      new ListBatchLines('batch-back'),
    );
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      outcome: 'returned',
      reasonCode: 'AC04',
      account: { maskedNumber: '622200*********0001' },
    });
    expect(items[0]?.answers.map(({ outcome }) => outcome)).toEqual(['settled', 'returned']);
  });
});
