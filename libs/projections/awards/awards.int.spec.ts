import { yuan } from '#kernel/money.js';
import { PAYEE } from '../testing/award-script.js';
import { sampleHistory } from '../testing/sample-history.js';
import { createViews, project, type ViewsTestDatabase } from '../testing/views-test-database.js';
import {
  GetAward,
  GetAwardHandler,
  GetAwardHistory,
  GetAwardHistoryHandler,
  ListAwards,
  ListAwardsHandler,
} from './awards.queries.js';

describe('awards', () => {
  let views: ViewsTestDatabase;

  beforeAll(async () => {
    views = await createViews();
    await project((await sampleHistory()).store, views.database);
  });
  afterAll(() => views.drop());

  it('are listed page by page, each once', async () => {
    const handler = new ListAwardsHandler(views.database);
    const first = await handler.execute(new ListAwards({ party: PAYEE }, { limit: 2 }));
    const second = await handler.execute(
      new ListAwards({ party: PAYEE }, { limit: 2, after: first.next ?? '' }),
    );
    expect(
      [...first.items, ...second.items].map(({ award, status, paidFen }) => [award, status, paidFen]),
    ).toEqual([
      ['sample-back', 'active', 0n],
      ['sample-new', 'active', yuan(40)],
      ['sample-old', 'terminated', yuan(33)],
    ]);
    expect(second.next).toBeNull();
  });

  it.each([
    [{ limit: 0 }, 'paging.bad-limit'],
    [{ limit: 201 }, 'paging.bad-limit'],
    [{ after: 'somewhere' }, 'paging.bad-cursor'],
    [{ after: Buffer.from('["one"]').toString('base64url') }, 'paging.bad-cursor'],
  ])('refuse the page %o', async (page, code) => {
    await expect(
      new ListAwardsHandler(views.database).execute(new ListAwards({}, page)),
    ).rejects.toMatchObject({ refusal: { code } });
  });

  it('show the whole award with its tranches and why the total is what it is', async () => {
    const award = await new GetAwardHandler(views.database).execute(new GetAward('sample-new'));
    expect(award).toMatchObject({
      totalFen: yuan(100),
      derivation: { resultFen: yuan(100) },
      application: { facts: { investmentFen: yuan(1000) } },
      publicity: { startsOn: '2024-02-01', objections: [] },
      ending: null,
      trancheList: [
        { status: 'paid', attempt: 1, requestedFen: yuan(40), setOffFen: yuan(5), paidFen: yuan(40) },
        { status: 'queued', grantedFen: yuan(30), paidFen: 0n },
        { status: 'planned', plannedFen: yuan(30), grantedFen: null },
      ],
    });
    expect(await new GetAwardHandler(views.database).execute(new GetAward('none'))).toBeUndefined();
  });

  it('show how they ended', async () => {
    const award = await new GetAwardHandler(views.database).execute(new GetAward('sample-old'));
    expect(award?.ending).toMatchObject({
      how: 'terminated',
      reason: '提前离开',
      on: '2023-12-01',
      by: 'sun',
    });
  });

  it('have a history of every event with the day it counts from and the moment it was written', async () => {
    const { items } = await new GetAwardHistoryHandler(views.database).execute(
      new GetAwardHistory('sample-new'),
    );
    expect(items.map(({ revision }) => revision)).toEqual(items.map((_, index) => index));
    expect(items[4]).toMatchObject({
      type: 'AwardApproved',
      effectiveOn: '2024-02-01',
      recordedAt: '2024-02-01T01:00:00.000Z',
      actor: { id: 'wang' },
    });
  });
});
