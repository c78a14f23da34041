import { yuan } from '#kernel/money.js';
import { PAYEE } from '../testing/award-script.js';
import { CASE, sampleHistory } from '../testing/sample-history.js';
import { createViews, project, type ViewsTestDatabase } from '../testing/views-test-database.js';
import { OpenCasesOfDebtor, OpenCasesOfDebtorHandler } from './recovery-cases.queries.js';

describe('recovery cases', () => {
  let views: ViewsTestDatabase;

  beforeAll(async () => {
    views = await createViews();
    await project((await sampleHistory()).store, views.database);
  });
  afterAll(() => views.drop());

  it('show what a debtor still owes', async () => {
    expect(
      await new OpenCasesOfDebtorHandler(views.database).execute(new OpenCasesOfDebtor(PAYEE)),
    ).toMatchObject([
      {
        caseId: CASE,
        status: 'repaying',
        amountFen: yuan(40),
        setOffFen: yuan(5),
        repaidFen: yuan(2),
        outstandingFen: yuan(33),
        earmarkedFen: 0n,
        demandedOn: '2023-12-05',
      },
    ]);
  });
});
