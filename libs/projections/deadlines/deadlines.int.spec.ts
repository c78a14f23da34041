import { businessDate } from '#kernel/business-date.js';
import type { BatchEvent } from '#payments/batches/batches.events.js';
import { rebuild } from '../projection-runner.js';
import { type History, newHistory } from '../testing/history.js';
import { sampleHistory } from '../testing/sample-history.js';
import { createViews, dump, project, type ViewsTestDatabase } from '../testing/views-test-database.js';
import {
  CountDeadlinesHandler,
  type DeadlineFilter,
  ListDeadlines,
  ListDeadlinesHandler,
  pastDeadlines,
} from './deadlines.queries.js';
import { deadlinesProjection } from './deadlines.projection.js';

const day = businessDate;

describe('deadlines', () => {
  let views: ViewsTestDatabase;

  beforeEach(async () => {
    views = await createViews();
  });
  afterEach(() => views.drop());

  const show = (history: History) => project(history.store, views.database, [deadlinesProjection]);
  const list = async (filter: DeadlineFilter = {}) =>
    (await new ListDeadlinesHandler(views.database).execute(new ListDeadlines(filter))).items.map(
      ({ kind, subject, status, dueOn }) => [kind, subject, status, dueOn],
    );

  it('are listed by last day, with what was missed, and counted', async () => {
    await show(await sampleHistory());
    expect(await list({ kind: 'repayment' })).toEqual([['repayment', 'recovery-1', 'passed', '2024-01-31']]);
    expect(await list({ until: day('2024-01-30'), kind: 'repayment' })).toEqual([]);
    expect(await list({ kind: 'talent-tier' })).toMatchObject([
      ['talent-tier', expect.any(String), 'open', '2027-12-31'],
    ]);
    expect(await list({ kind: 'publicity' })).toEqual([]);
    expect(await list({ kind: 'publicity', status: 'closed' })).toHaveLength(3);
    expect(await new CountDeadlinesHandler(views.database).execute()).toMatchObject({
      missed: 1,
      waiting: 0,
    });
  });

  const batch = 'batch-late';
  const drafted: BatchEvent = {
    type: 'BatchDrafted',
    data: { batch, title: 't', candidates: [], executeOn: day('2026-12-28'), draftedBy: 'wang' },
  };
  const sent: BatchEvent = {
    type: 'BatchSent',
    data: { sentBy: 'wang', format: 'csv', fileName: 'f', fileHash: 'h', messageId: 'm' },
  };
  const importYear = (history: History) =>
    history.write('2026-12-30', 'calendar-working', {
      type: 'CalendarYearImported',
      data: {
        year: 2027,
        source: '国办发明电〔2026〕9号',
        holidays: [day('2027-01-01')],
        workdays: [],
        by: 'admin',
      },
    });

  it('wait for a calendar that is not published, in the list after all others, and are then counted', async () => {
    const history = newHistory();
    await history.write('2026-12-28', batch, drafted, sent);
    await show(history);
    expect(await list()).toEqual([['bank-answer', batch, 'waiting', null]]);
    expect(await pastDeadlines(views.database.manager, day('2027-12-31'))).toEqual([]);
    await importYear(history);
    await show(history);
    // 29, 30, 31 December; 1 January 2027 is a holiday; 4 and 5 January.
    expect(await list()).toEqual([['bank-answer', batch, 'open', '2027-01-05']]);
    expect(await pastDeadlines(views.database.manager, day('2027-01-05'))).toEqual([]);
    expect(await pastDeadlines(views.database.manager, day('2027-01-06'))).toHaveLength(1);
  });

  it('are the same bytes when they are built anew (promise 7)', async () => {
    const history = await sampleHistory();
    await history.write('2026-12-28', batch, drafted, sent);
    await show(history);
    const before = await dump(views.database, [deadlinesProjection]);
    expect(before).toContain('batch-late/bank-answer');
    await rebuild(views.database, deadlinesProjection);
    await project(history.store, views.database, [deadlinesProjection], { batchSize: 3 });
    expect(await dump(views.database, [deadlinesProjection])).toBe(before);
  });
});
