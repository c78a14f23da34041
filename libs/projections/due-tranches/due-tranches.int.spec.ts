import { businessDate } from '#kernel/business-date.js';
import { yuan } from '#kernel/money.js';
import { PAYEE } from '../testing/award-script.js';
import { sampleHistory } from '../testing/sample-history.js';
import { createViews, project, type ViewsTestDatabase } from '../testing/views-test-database.js';
import {
  GetDueTranche,
  GetDueTrancheHandler,
  ListDueTranches,
  ListDueTranchesHandler,
  ListDueWeeks,
  ListDueWeeksHandler,
} from './due-tranches.queries.js';

const on = businessDate('2024-06-03');

describe('due tranches', () => {
  let views: ViewsTestDatabase;

  beforeAll(async () => {
    views = await createViews();
    await project((await sampleHistory()).store, views.database);
  });
  afterAll(() => views.drop());

  it('are the released, queued and returned ones, longest waiting first, with what stands in their way', async () => {
    const { items } = await new ListDueTranchesHandler(views.database).execute(new ListDueTranches(on));
    expect(
      items.map(({ id, status, netFen, dueOn, blockers }) => [
        id,
        status,
        netFen,
        dueOn,
        blockers.map(({ code }) => code),
      ]),
    ).toEqual([
      ['sample-back/1', 'returned', yuan(40), '2024-03-18', ['tranche.to-be-released-again']],
      ['sample-back/2', 'released', yuan(30), '2024-03-20', ['tranche.held']],
      ['sample-new/2', 'queued', yuan(30), '2024-05-06', ['budget.queued']],
    ]);
  });

  it('name the people who may not approve the payment, the payee and the fiscal week', async () => {
    const tranche = await new GetDueTrancheHandler(views.database).execute(
      new GetDueTranche('sample-new', 1, on),
    );
    expect(tranche).toMatchObject({
      status: 'paid',
      enteredBy: 'li',
      verifiedBy: 'wang',
      releasedBy: 'sun',
      payeeName: '某某科技有限公司',
      grossFen: yuan(40),
      setOffFen: yuan(5),
      dueWeek: '2024-W09',
      budgetLine: 'talent',
      budgetYear: 2024,
    });
  });

  it('can be asked for by programme, line and day', async () => {
    const handler = new ListDueTranchesHandler(views.database);
    const filter = {
      programme: 'sample',
      budgetLine: 'talent',
      budgetYear: 2024,
      dueUntil: '2024-03-19',
      payee: PAYEE,
    };
    expect((await handler.execute(new ListDueTranches(on, filter))).items).toHaveLength(1);
    expect((await handler.execute(new ListDueTranches(on, { programme: 'other' }))).items).toEqual([]);
  });

  it('are shown before their release, with what it still needs, and by week', async () => {
    const handler = new ListDueTranchesHandler(views.database);
    const { items } = await handler.execute(new ListDueTranches(on, { stage: 'coming' }));
    expect(
      items.map(({ id, status, dueOn, blockers }) => [id, status, dueOn, blockers.map(({ code }) => code)]),
    ).toEqual([['sample-new/3', 'planned', '2025-03-01', ['tranche.too-early']]]);
    const weeks = await new ListDueWeeksHandler(views.database).execute(new ListDueWeeks('all'));
    expect(weeks).toContainEqual({ week: '2024-W12', status: 'released', count: 1, netFen: yuan(30) });
    expect(weeks).toContainEqual({ week: '2025-W09', status: 'planned', count: 1, netFen: 0n });
  });
});
