import { yuan } from '#kernel/money.js';
import { GetClosingStatement, GetClosingStatementHandler } from '../award-years/closing-statement.js';
import { day } from '../testing/award-script.js';
import { CASE, sampleHistory } from '../testing/sample-history.js';
import { createViews, project, type ViewsTestDatabase } from '../testing/views-test-database.js';
import { GetRecoveryCase, GetRecoveryCaseHandler } from './recovery-cases.queries.js';

const PROPOSAL = { reason: '银行退票', documentNumber: '退1号', amountFen: yuan(7) } as const;
const PROPOSED = { type: 'OverpaymentRefundProposed', data: { ...PROPOSAL, actor: person('wang') } } as const;

function person(id: string) {
  return { id, role: 'finance-maker' } as const;
}

/** Of the 40 demanded 5 were set off and 2 repaid when the bank gave the whole payment back: 7 are owed to the debtor. */
describe('what came in beyond the claim', () => {
  let views: ViewsTestDatabase;

  beforeAll(async () => {
    views = await createViews();
    const { store, write } = await sampleHistory();
    await write('2024-03-01', CASE, {
      type: 'ClaimReduced',
      data: {
        trancheNo: 1,
        attempt: 1,
        amountFen: yuan(40),
        displacedFen: yuan(7),
        allocations: [],
        overpaidFen: yuan(7),
        writeOffVoidedFen: 0n,
        cause: 'batch-1',
      },
    });
    await project(store, views.database);
    expect(await shown()).toMatchObject({ overpaidFen: yuan(7), paidBackFen: 0n, refunds: [] });
    expect(await totals()).toMatchObject({ repaidFen: yuan(2), overpaidFen: yuan(7), paidBackFen: 0n });
    const { documentNumber, amountFen } = PROPOSAL;
    await write(
      '2024-03-02',
      CASE,
      { ...PROPOSED, data: { ...PROPOSED.data, documentNumber: '退0号' } },
      PROPOSED,
      {
        type: 'OverpaymentRefundApproved',
        data: { actor: { id: 'chen', role: 'finance-checker' }, documentNumber, amountFen },
      },
      {
        type: 'OverpaymentRefunded',
        data: {
          documentNumber,
          amountFen,
          bankReference: 'OUT-1',
          paidOn: day('2024-03-05'),
          allocations: [{ trancheNo: 1, attempt: 1, amountFen }],
        },
      },
    );
    await project(store, views.database);
  });
  afterAll(() => views.drop());

  const shown = () => new GetRecoveryCaseHandler(views.database).execute(new GetRecoveryCase(CASE));
  const totals = async () =>
    (await new GetClosingStatementHandler(views.database).execute(new GetClosingStatement(2023))).totals;

  it('is shown as paid back, with who proposed and approved it and the line of the bank; a proposal that was replaced is gone', async () => {
    expect(await shown()).toMatchObject({
      overpaidFen: 0n,
      paidBackFen: yuan(7),
      outstandingFen: 0n,
      refunds: [
        {
          documentNumber: '退1号',
          reason: '银行退票',
          amountFen: yuan(7),
          proposedBy: 'wang',
          proposedOn: '2024-03-02',
          approvedBy: 'chen',
          bankReference: 'OUT-1',
          paidOn: '2024-03-05',
        },
      ],
    });
  });

  it('leaves the statement of the year that had paid: 40 settled, 2 came in, 7 went back', async () => {
    expect(await totals()).toMatchObject({
      settledFen: yuan(40),
      repaidFen: yuan(2),
      overpaidFen: 0n,
      paidBackFen: yuan(7),
      settledNetFen: yuan(45),
    });
  });
});
