import { yuan } from '#kernel/money.js';
import { ListAwardYears, ListAwardYearsHandler } from './award-years/award-years.queries.js';
import { GetClosingStatement, GetClosingStatementHandler } from './award-years/closing-statement.js';
import { GetAward, GetAwardHandler, GetAwardHistory, GetAwardHistoryHandler, ListAwards, ListAwardsHandler } from './awards/awards.queries.js';
import { GetBankFile, GetBankFileHandler, ListOpenEntries, ListOpenEntriesHandler } from './bank-files/bank-files.queries.js';
import { FindBatchOfMessage, FindBatchOfMessageHandler, FindLine, FindLineHandler, GetBatch, GetBatchHandler, ListBatchLines, ListBatchLinesHandler } from './batches/batches.queries.js';
import { GetBudgetLine, GetBudgetLineHandler } from './budget-lines/budget-lines.queries.js';
import { ListCapAccounts, ListCapAccountsHandler } from './caps/caps.queries.js';
import { GetDueTranche, GetDueTrancheHandler, ListDueTranches, ListDueTranchesHandler } from './due-tranches/due-tranches.queries.js';
import { GetParty, GetPartyHandler, GetPayingAccount, GetPayingAccountHandler } from './parties/parties.queries.js';
import { OpenCasesOfDebtor, OpenCasesOfDebtorHandler } from './recovery-cases/recovery-cases.queries.js';
import { CASE, PAYEE, sampleHistory } from './testing/sample-history.js';
import { createViews, project, type ViewsTestDatabase } from './testing/views-test-database.js';

/** What the desks see of the sample history; every amount is worked out by hand from its description. */
describe('the read models', () => {
  let views: ViewsTestDatabase;

  beforeAll(async () => {
    views = await createViews();
    await project((await sampleHistory()).store, views.database);
  });
  afterAll(() => views.drop());

  describe('due tranches', () => {
    it('are the released, queued and returned ones, longest waiting first, with what stands in their way', async () => {
      const { items } = await new ListDueTranchesHandler(views.database).execute(new ListDueTranches());
      expect(items.map(({ id, status, netFen, dueOn, blockers }) => [id, status, netFen, dueOn, blockers.map(({ code }) => code)])).toEqual([
        ['sample-back/1', 'returned', yuan(40), '2024-03-18', ['payee.account-not-corrected']],
        ['sample-back/2', 'released', yuan(30), '2024-03-20', ['tranche.held']],
        ['sample-new/2', 'queued', yuan(30), '2024-05-06', ['budget.queued']],
      ]);
    });

    it('name the people who may not approve the payment, the payee and the fiscal week', async () => {
      const tranche = await new GetDueTrancheHandler(views.database).execute(new GetDueTranche('sample-new', 1));
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
      const filter = { programme: 'sample', budgetLine: 'talent', budgetYear: 2024, dueUntil: '2024-03-19', payee: PAYEE };
      expect((await handler.execute(new ListDueTranches(filter))).items).toHaveLength(1);
      expect((await handler.execute(new ListDueTranches({ programme: 'other' }))).items).toEqual([]);
    });
  });

  describe('awards', () => {
    it('are listed page by page, each once', async () => {
      const handler = new ListAwardsHandler(views.database);
      const first = await handler.execute(new ListAwards({ party: PAYEE }, { limit: 2 }));
      const second = await handler.execute(new ListAwards({ party: PAYEE }, { limit: 2, after: first.next ?? '' }));
      expect([...first.items, ...second.items].map(({ award, status, paidFen }) => [award, status, paidFen])).toEqual([
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
      await expect(new ListAwardsHandler(views.database).execute(new ListAwards({}, page))).rejects.toMatchObject({ refusal: { code } });
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
      expect(award?.ending).toMatchObject({ how: 'terminated', reason: '提前离开', on: '2023-12-01', by: 'sun' });
    });

    it('have a history of every event with the day it counts from and the moment it was written', async () => {
      const { items } = await new GetAwardHistoryHandler(views.database).execute(new GetAwardHistory('sample-new'));
      expect(items.map(({ revision }) => revision)).toEqual(items.map((_, index) => index));
      expect(items[4]).toMatchObject({ type: 'AwardApproved', effectiveOn: '2024-02-01', recordedAt: '2024-02-01T01:00:00.000Z', actor: { id: 'wang' } });
    });
  });

  describe('the ledger of award years', () => {
    it('has every amount in the year whose budget pays it, and the forecast in the year it becomes claimable', async () => {
      const { items } = await new ListAwardYearsHandler(views.database).execute(new ListAwardYears());
      const rows = items.map((year) => [year.award, year.fiscalYear, year.forecastFen, year.reservedFen, year.committedFen, year.paidFen, year.openFen, year.returnedFen, year.recoveredFen]);
      expect(rows).toEqual([
        ['sample-back', 2024, yuan(40), 0n, yuan(30), 0n, yuan(30), yuan(40), 0n],
        ['sample-new', 2024, 0n, yuan(30), yuan(40), yuan(40), 0n, 0n, 0n],
        ['sample-new', 2025, yuan(30), 0n, 0n, 0n, 0n, 0n, 0n],
        ['sample-old', 2023, 0n, 0n, yuan(40), yuan(40), 0n, 0n, yuan(7)],
      ]);
    });

    it('pages through sums', async () => {
      const handler = new ListAwardYearsHandler(views.database);
      const first = await handler.execute(new ListAwardYears({}, { limit: 3 }));
      const second = await handler.execute(new ListAwardYears({}, { limit: 3, after: first.next ?? '' }));
      expect(second.items.map(({ award, fiscalYear }) => [award, fiscalYear])).toEqual([['sample-old', 2023]]);
    });

    it.each([
      [2023, { appropriatedFen: 200, committedFen: 40, freeFen: 160, paidFen: 40, openFen: 0, recoveredFen: 7, settledFen: 40, repaidFen: 2, settledNetFen: 38 }],
      [2024, { appropriatedFen: 110, committedFen: 70, freeFen: 40, paidFen: 40, openFen: 30, recoveredFen: 0, settledFen: 35, repaidFen: 0, settledNetFen: 35 }],
    ])('closes %i with the totals of programmes and lines', async (year, totals) => {
      const statement = await new GetClosingStatementHandler(views.database).execute(new GetClosingStatement(year));
      expect(statement.totals).toEqual(Object.fromEntries(Object.entries(totals).map(([name, amount]) => [name, yuan(amount)])));
      expect(statement.programmes.map(({ programme }) => programme)).toEqual(['sample']);
      // The same money seen from both sides: what awards commit is what the lines commit.
      expect(statement.budgetLines[0]?.committedFen).toBe(statement.totals.committedFen);
    });
  });

  it('show a budget line with its latest document', async () => {
    expect(await new GetBudgetLineHandler(views.database).execute(new GetBudgetLine('talent', 2024))).toMatchObject({
      appropriatedFen: yuan(110),
      committedFen: yuan(70),
      disbursedFen: yuan(40),
      openFen: yuan(30),
      freeFen: yuan(40),
      queuedFen: yuan(30),
      documents: [{ documentNumber: '嘉财〔2024〕1号', amountFen: yuan(110), effectiveOn: '2024-01-15' }],
    });
    expect(await new GetBudgetLineHandler(views.database).execute(new GetBudgetLine('talent', 2023))).toMatchObject({ refundedFen: yuan(7) });
  });

  it.each([
    ['sample-new', 30, 40, 0, 30],
    ['sample-back', 30, 40, 40, 70],
  ])('show the cap of %s: reserved %i, consumed %i, restored %i, free %i', async (subject, reserved, consumed, restored, free) => {
    const { items } = await new ListCapAccountsHandler(views.database).execute(new ListCapAccounts({ subject }));
    expect(items).toMatchObject([
      { capKey: 'sample.total', limitFen: yuan(100), reservedFen: yuan(reserved), consumedFen: yuan(consumed), restoredFen: yuan(restored), freeFen: yuan(free), yearsUsed: [] },
    ]);
  });

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
    expect((await new FindBatchOfMessageHandler(views.database).execute(new FindBatchOfMessage('M-batch-2024')))?.batch).toBe('batch-2024');
  });

  it('show lines with masked numbers and both answers of the bank', async () => {
    const { items } = await new ListBatchLinesHandler(views.database).execute(new ListBatchLines('batch-back'));
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ outcome: 'returned', reasonCode: 'AC04', account: { maskedNumber: '622200*********0001' } });
    expect(items[0]?.answers.map(({ outcome }) => outcome)).toEqual(['settled', 'returned']);
  });

  it('find the batch of a line for matching', async () => {
    expect(await new FindLineHandler(views.database).execute(new FindLine('sample-new-1-1'))).toMatchObject({
      batch: 'batch-2024',
      netFen: yuan(35),
      accountNumber: '6222000000000000001',
      outcome: 'settled',
    });
    expect(await new FindLineHandler(views.database).execute(new FindLine('unknown'))).toBeUndefined();
  });

  it('show imported answers, and the entries somebody has to look at', async () => {
    expect(await new GetBankFileHandler(views.database).execute(new GetBankFile('bankfile-1'))).toMatchObject({
      entryCount: 2,
      openCount: 1,
      entries: [{ status: 'matched', batch: 'batch-2024' }, { status: 'unmatched', problem: { code: 'entry.no-line' } }],
    });
    const { items } = await new ListOpenEntriesHandler(views.database).execute(new ListOpenEntries());
    expect(items.map(({ endToEndId, amountFen }) => [endToEndId, amountFen])).toEqual([['UNKNOWN', yuan(35)]]);
  });

  it('show what a debtor still owes', async () => {
    expect(await new OpenCasesOfDebtorHandler(views.database).execute(new OpenCasesOfDebtor(PAYEE))).toMatchObject([
      { caseId: CASE, status: 'repaying', amountFen: yuan(40), setOffFen: yuan(5), repaidFen: yuan(2), outstandingFen: yuan(33), earmarkedFen: 0n, demandedOn: '2023-12-05' },
    ]);
  });

  it('show a party masked, and its account in full only to the payment', async () => {
    const party = await new GetPartyHandler(views.database).execute(new GetParty(PAYEE));
    expect(party).toMatchObject({ maskedIdentifier: '913304********0001', accountInUse: '1', tier: { tier: 'top' }, bannedUntil: null });
    expect(JSON.stringify(party)).not.toContain('6222000000000000001');
    expect(await new GetPayingAccountHandler(views.database).execute(new GetPayingAccount(PAYEE))).toMatchObject({
      number: '6222000000000000001',
      proposedBy: 'zhao',
      confirmedBy: 'qian',
    });
  });
});
