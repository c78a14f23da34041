import { budgetTransferDecider } from '#budgets/budget-transfer.js';
import { budgetDecider, budgetStream } from '#budgets/budgets.js';
import { businessDate } from '#kernel/business-date.js';
import { yuan } from '#kernel/money.js';
import { openJournal } from '#ledger/journal.js';
import { sampleClaim, sampleDecider } from '#programmes/award/sample-award.js';
import { appropriate, type SampleOffice, sampleOffice, withPayee } from './sample-office.js';
import { answer, budget, day, grant, release, send, tranche } from './sample-payments.js';

const A = 'sample-AAAAAAAAAAAA';
const B = 'sample-BBBBBBBBBBBB';

/** Debits less credits by account; every entry of the log has to balance. */
const balancesOf = ({ log }: SampleOffice): ReadonlyMap<string, bigint> => {
  const [journal, balances] = [openJournal(), new Map<string, bigint>()];
  for (const stored of log) {
    let sumFen = 0n;
    for (const { account, debitFen, creditFen } of journal(stored)) {
      sumFen += debitFen - creditFen;
      balances.set(account, (balances.get(account) ?? 0n) + debitFen - creditFen);
    }
    expect(sumFen).toBe(0n);
  }
  return balances;
};

/** Every scenario also with each event handed over twice: nothing may happen twice. */
describe.each([
  ['each event once', false],
  ['each event twice', true],
])('The budget office, %s', (_how, redeliver) => {
  const open = async (): Promise<SampleOffice> => {
    const office = sampleOffice({ redeliver });
    await withPayee(office);
    return office;
  };

  describe('commits at approval', () => {
    it('100 yuan in 40 / 30 / 30, before any money is there, and sets 40 aside when they are released', async () => {
      const office = await open();
      await grant(office, A);
      expect(await budget(office)).toMatchObject({ forwardFen: yuan(100), uncoveredFen: yuan(100) });
      await appropriate(office, 110);
      await release(office, A);
      // 110 given = 40 set aside + 60 promised + 10 nobody's.
      expect(await budget(office)).toMatchObject({
        committedFen: yuan(40),
        freeFen: yuan(70),
        forwardFen: yuan(60),
        uncommittedFen: yuan(10),
      });
      const balances = balancesOf(office);
      expect([balances.get('7501'), balances.get('6201')]).toEqual([yuan(60), yuan(-60)]);
      expect(balances.get('7101')).toBe(yuan(40));
    });

    it('half of it on the line of the district, where the district shares the cost', async () => {
      const office = await open();
      await grant(office, A, 'nanhu');
      expect(await budget(office)).toMatchObject({ forwardFen: yuan(50) });
      expect(await budget(office, 'NH-sample')).toMatchObject({ forwardFen: yuan(50) });
    });

    it('on the line of the new place, once the award has moved', async () => {
      const office = await open();
      await grant(office, A, 'nanhu');
      const to = 'xiuzhou';
      const move = { type: 'MoveAward', by: 'vera', to, movedOn: day('2024-02-01'), document: 'M' } as const;
      await office.give(sampleDecider, A, { ...move, facts: {} });
      expect(await budget(office, 'NH-sample')).toMatchObject({ forwardFen: 0n });
      expect(await budget(office, 'XZ-sample')).toMatchObject({ forwardFen: yuan(50) });
      expect(await budget(office)).toMatchObject({ forwardFen: yuan(50) });
    });

    it('and keeps the promise of what a cap or the money keeps waiting, but not of what was cut', async () => {
      const office = await open();
      await appropriate(office, 45);
      for (const id of [A, B]) {
        await grant(office, id);
        await release(office, id, 1, { capped: true });
      }
      // A has 40; the cap of 50 leaves 10 for B, and the line 5: B waits for its 10.
      expect(await tranche(office, B)).toMatchObject({ status: 'queued' });
      expect(await budget(office)).toMatchObject({ queuedFen: yuan(10), forwardFen: yuan(160) });
      await appropriate(office, 5, 'D2');
      // Of the 40 of B 10 are released; the other 30 are never paid.
      expect(await budget(office)).toMatchObject({ committedFen: yuan(50), forwardFen: yuan(120) });
    });

    it('nothing any more when the award ends, and the rest when one tranche does', async () => {
      const office = await open();
      await grant(office, A);
      await office.give(sampleDecider, A, { type: 'CancelTranche', by: 'olga', trancheNo: 3, reason: 'w' });
      expect(await budget(office)).toMatchObject({ forwardFen: yuan(70) });
      const end = { type: 'TerminateAward', by: 'olga', ground: 'other', reason: 'r', facts: {} } as const;
      await office.give(sampleDecider, A, { ...end, endedOn: day('2024-02-10') });
      expect(await budget(office)).toMatchObject({ forwardFen: 0n });
      expect(balancesOf(office).get('7501')).toBe(0n);
    });

    it('again what the bank gave back, because it is to be paid again', async () => {
      const office = await open();
      await appropriate(office, 100);
      await grant(office, A);
      await release(office, A);
      await send(office, 'batch-1', [A]);
      await answer(office, 'batch-1', 'AAAAAAAAAAAA-1-1', 'settled');
      expect(await budget(office)).toMatchObject({ forwardFen: yuan(60) });
      await answer(office, 'batch-1', 'AAAAAAAAAAAA-1-1', 'returned', '2024-02-08');
      expect(await budget(office)).toMatchObject({ committedFen: 0n, forwardFen: yuan(100) });
    });

    it('in the current year what is released late: the year it was planned for promises it no longer', async () => {
      const office = await open();
      await grant(office, A);
      office.newYear(2025);
      await appropriate(office, 40, 'D2', 2025);
      const [by, trancheNo, on] = ['olga', 1, day('2025-01-02')];
      const claim = {
        ...sampleClaim(),
        evidence: [{ name: 'report', document: 'D', issuedOn: on }],
        claimedOn: on,
      };
      await office.give(sampleDecider, A, { type: 'ClaimTranche', by, trancheNo, claim });
      await office.give(sampleDecider, A, { type: 'VerifyEvidence', by: 'vera', trancheNo });
      expect((await budget(office, 'sample', 2025)).forwardFen).toBe(yuan(40));
      await office.give(sampleDecider, A, { type: 'RequestRelease', by: 'max', trancheNo, on });
      expect(await budget(office)).toMatchObject({ forwardFen: yuan(60) });
      expect(await budget(office, 'sample', 2025)).toMatchObject({ forwardFen: 0n, committedFen: yuan(40) });
    });
  });

  describe('transfers', () => {
    const transfer = (office: SampleOffice, amount: number, to = 'other', id = 'transfer-1') =>
      office.give(budgetTransferDecider, id, {
        type: 'RequestTransfer',
        transfer: id,
        from: { line: 'sample', year: 2024 },
        to: { line: to, year: 2024 },
        amountFen: yuan(amount),
        documentNumber: `调${id}`,
        by: 'max',
      });
    const statusOf = async ({ executor }: SampleOffice, id = 'transfer-1') =>
      (await executor.load(budgetTransferDecider, id)).state;

    it('money out of one line and into the other, and nothing is left on the way', async () => {
      const office = await open();
      await appropriate(office, 100);
      await transfer(office, 30);
      expect(await statusOf(office)).toMatchObject({ status: 'completed' });
      expect(await budget(office)).toMatchObject({ appropriatedFen: yuan(70) });
      expect(await budget(office, 'other')).toMatchObject({ appropriatedFen: yuan(30) });
      const balances = balancesOf(office);
      expect([balances.get('7401'), balances.get('7001'), balances.get('6001')]).toEqual([
        0n,
        yuan(100),
        yuan(-100),
      ]);
    });

    it('nothing that is promised to an approved award, and says why', async () => {
      const office = await open();
      await appropriate(office, 120);
      await grant(office, A);
      await transfer(office, 21);
      expect(await statusOf(office)).toMatchObject({
        status: 'refused',
        refusal: { code: 'budget.transfer-above-free' },
      });
      expect(await budget(office)).toMatchObject({ appropriatedFen: yuan(120) });
    });

    it('gives the money back when the other line does not take it', async () => {
      const office = await open();
      await appropriate(office, 100);
      await appropriate(office, 1, '调transfer-1', 2024, 'other');
      await transfer(office, 30);
      expect(await statusOf(office)).toMatchObject({
        status: 'refused',
        refusal: { code: 'budget.document-already-recorded' },
      });
      expect(await budget(office)).toMatchObject({ appropriatedFen: yuan(100) });
      expect(await budget(office, 'other')).toMatchObject({ appropriatedFen: yuan(1) });
      expect(balancesOf(office).get('7401')).toBe(0n);
    });
  });

  describe('closes the year', () => {
    const close = async (office: SampleOffice, carried: number, returned: number): Promise<void> => {
      const stream = budgetStream('sample', 2024);
      const outcome = { carriedFen: yuan(carried), returnedFen: yuan(returned), documentNumber: '结1' };
      const on = businessDate('2025-01-06');
      await office.give(budgetDecider, stream, {
        type: 'ProposeYearEnd',
        year: 2024,
        ...outcome,
        on,
        by: 'max',
      });
      await office.give(budgetDecider, stream, {
        type: 'ConfirmYearEnd',
        line: 'sample',
        year: 2024,
        by: 'carl',
      });
    };

    it('with what is carried over in the next year, what is returned gone, and promises rolled forward', async () => {
      const office = await open();
      await appropriate(office, 100);
      await grant(office, A);
      await release(office, A);
      office.newYear(2025);
      await close(office, 50, 10);
      expect(await budget(office)).toMatchObject({
        appropriatedFen: yuan(40),
        committedFen: yuan(40),
        freeFen: 0n,
        forwardFen: 0n,
      });
      expect(await budget(office, 'sample', 2025)).toMatchObject({
        appropriatedFen: yuan(50),
        forwardFen: yuan(60),
        uncoveredFen: yuan(10),
      });
      const balances = balancesOf(office);
      expect([balances.get('7401'), balances.get('6001')]).toEqual([0n, yuan(-90)]);
    });

    it('posts a late return forward: the money goes to the open year, with the commitment it came from', async () => {
      const office = await open();
      await appropriate(office, 100);
      await grant(office, A);
      await release(office, A);
      await send(office, 'batch-1', [A]);
      await answer(office, 'batch-1', 'AAAAAAAAAAAA-1-1', 'settled');
      office.newYear(2025);
      await close(office, 60, 0);
      await answer(office, 'batch-1', 'AAAAAAAAAAAA-1-1', 'returned', '2025-01-08');
      expect(await budget(office)).toMatchObject({ appropriatedFen: 0n, committedFen: 0n, freeFen: 0n });
      expect(await budget(office, 'sample', 2025)).toMatchObject({
        appropriatedFen: yuan(100),
        forwardFen: yuan(100),
      });
      const late = office.log.findLast(({ type }) => type === 'BudgetCarriedIn');
      expect(late?.data).toMatchObject({ from: 'budget-sample-2024', commitmentId: `${A}/1/1` });
      expect(balancesOf(office).get('7401')).toBe(0n);
    });

    it('and lets those who waited in vain wait for the next year (decision 25)', async () => {
      const office = await open();
      await appropriate(office, 10);
      await grant(office, A);
      await release(office, A);
      expect(await tranche(office, A)).toMatchObject({ status: 'queued' });
      office.newYear(2025);
      await close(office, 10, 0);
      expect(await budget(office)).toMatchObject({ queuedFen: 0n });
      expect(await budget(office, 'sample', 2025)).toMatchObject({ queuedFen: yuan(40) });
      await appropriate(office, 30, 'D2', 2025);
      expect(await tranche(office, A)).toMatchObject({
        status: 'released',
        attempts: [{ budgetStream: 'budget-sample-2025' }],
      });
      expect(await budget(office, 'sample', 2025)).toMatchObject({ committedFen: yuan(40), freeFen: 0n });
    });
  });
});
