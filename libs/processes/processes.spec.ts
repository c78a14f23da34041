import { sampleDecider } from '#programmes/award/sample-award.js';
import { yuan } from '#kernel/money.js';
import { partyDecider } from '#parties/parties.js';
import { outstandingFen } from '#recovery/recovery-case.js';
import { recoveryDecider } from '#recovery/recovery.js';
import { appropriate, type SampleOffice, sampleOffice, withPayee } from './sample-office.js';
import {
  answer,
  budget,
  cap,
  CAP,
  day,
  grant,
  paidAward,
  recoverFrom,
  release,
  send,
  tranche,
} from './sample-payments.js';

/** Every scenario also with each event handed over twice: nothing may happen twice. */
describe.each([
  ['each event once', false],
  ['each event twice', true],
])('Process managers, %s', (_how, redeliver) => {
  const open = async (appropriated = 1000): Promise<SampleOffice> => {
    const office = sampleOffice({ redeliver });
    await withPayee(office);
    if (appropriated > 0) await appropriate(office, appropriated);
    return office;
  };

  it('releases a tranche when its caps and its budget line have the money', async () => {
    const office = await open();
    await grant(office, 'sample-AAAAAAAAAAAA');
    await release(office, 'sample-AAAAAAAAAAAA', 1, { capped: true });
    expect(await tranche(office, 'sample-AAAAAAAAAAAA')).toMatchObject({
      status: 'released',
      attempts: [{ grantedFen: yuan(40) }],
    });
    expect(await budget(office)).toMatchObject({ committedFen: yuan(40), freeFen: yuan(960) });
    expect(await cap(office)).toMatchObject({ reservedFen: yuan(40), usedFen: yuan(40) });
  });

  it('pays what the cap has left, explains the cut, and refuses when nothing is left', async () => {
    const office = await open();
    for (const id of ['sample-AAAAAAAAAAAA', 'sample-BBBBBBBBBBBB', 'sample-CCCCCCCCCCCC']) {
      await grant(office, id);
      await release(office, id, 1, { capped: true });
    }
    // 50 yuan a year: 40, then the remaining 10, then nothing.
    expect(await tranche(office, 'sample-BBBBBBBBBBBB')).toMatchObject({
      status: 'released',
      attempts: [{ grantedFen: yuan(10) }],
    });
    const released = office.log.find(
      ({ type, stream }) => type === 'TrancheReleased' && stream === 'sample-BBBBBBBBBBBB',
    );
    expect(released?.data).toMatchObject({
      cuts: [{ capStream: CAP, requestedFen: '4000', grantedFen: '1000' }],
    });
    expect(await tranche(office, 'sample-CCCCCCCCCCCC')).toMatchObject({
      status: 'verified',
      refusal: { code: 'cap.exhausted' },
    });
    expect(await cap(office)).toMatchObject({ usedFen: yuan(50) });
    expect(await budget(office)).toMatchObject({ committedFen: yuan(50) });
  });

  it('queues without money and releases in order when the line gets some', async () => {
    const office = await open(0);
    for (const id of ['sample-AAAAAAAAAAAA', 'sample-BBBBBBBBBBBB']) {
      await grant(office, id);
      await release(office, id);
    }
    expect(await tranche(office, 'sample-AAAAAAAAAAAA')).toMatchObject({ status: 'queued' });
    await appropriate(office, 70);
    expect(await tranche(office, 'sample-AAAAAAAAAAAA')).toMatchObject({ status: 'released' });
    expect(await tranche(office, 'sample-BBBBBBBBBBBB')).toMatchObject({ status: 'queued' });
  });

  it('E23 lets those who waited in vain wait for the next year, and pays them in order of approval (decision 25)', async () => {
    const office = await open(0);
    const [first, second] = ['sample-AAAAAAAAAAAA', 'sample-BBBBBBBBBBBB'];
    for (const id of [first, second]) {
      await grant(office, id);
      await release(office, id);
    }
    office.newYear(2025);
    await appropriate(office, 40, 'D2', 2025);
    expect(await tranche(office, first)).toMatchObject({
      status: 'released',
      attempts: [{ budgetStream: 'budget-sample-2025' }],
    });
    expect(await tranche(office, second)).toMatchObject({ status: 'queued' });
    expect(await budget(office)).toMatchObject({ queuedFen: 0n, committedFen: 0n });
    await appropriate(office, 40, 'D3', 2025);
    expect(await tranche(office, second)).toMatchObject({ status: 'released' });
  });

  it('gives caps and budget back when a released or a queued tranche is cancelled', async () => {
    const office = await open(40);
    for (const id of ['sample-AAAAAAAAAAAA', 'sample-BBBBBBBBBBBB']) {
      await grant(office, id);
      await release(office, id, 1, { capped: true });
    }
    expect(await tranche(office, 'sample-BBBBBBBBBBBB')).toMatchObject({ status: 'queued' });
    await office.give(sampleDecider, 'sample-BBBBBBBBBBBB', {
      type: 'CancelTranche',
      by: 'olga',
      trancheNo: 1,
      reason: 'waived',
    });
    await office.give(sampleDecider, 'sample-AAAAAAAAAAAA', {
      type: 'CancelTranche',
      by: 'olga',
      trancheNo: 1,
      reason: 'waived',
    });
    expect(await cap(office)).toMatchObject({ usedFen: 0n });
    expect(await budget(office)).toMatchObject({ committedFen: 0n, queuedFen: 0n, freeFen: yuan(40) });
  });

  it('takes a tranche into one batch only and says why the other leaves it out', async () => {
    const office = await open();
    await grant(office, 'sample-AAAAAAAAAAAA');
    await release(office, 'sample-AAAAAAAAAAAA');
    await send(office, 'batch-1', ['sample-AAAAAAAAAAAA']);
    const { lines } = await send(office, 'batch-2', ['sample-AAAAAAAAAAAA']);
    expect(lines).toEqual([]);
    const rejected = office.log.find(({ type, stream }) => type === 'BatchRejected' && stream === 'batch-2');
    expect(rejected?.data).toMatchObject({ leftOut: [{ code: 'tranche.wrong-status' }] });
  });

  it('books a settled line in award, cap and budget', async () => {
    const office = await open();
    await grant(office, 'sample-AAAAAAAAAAAA');
    await release(office, 'sample-AAAAAAAAAAAA', 1, { capped: true });
    const { lines } = await send(office, 'batch-1', ['sample-AAAAAAAAAAAA']);
    expect(lines).toMatchObject([
      { lineId: 'AAAAAAAAAAAA-1-1', netFen: yuan(40), involved: ['olga', 'vera', 'max'] },
    ]);
    await answer(office, 'batch-1', 'AAAAAAAAAAAA-1-1', 'settled');
    expect(await tranche(office, 'sample-AAAAAAAAAAAA')).toMatchObject({
      status: 'paid',
      attempts: [{ bankFen: yuan(40) }],
    });
    expect(await budget(office)).toMatchObject({
      committedFen: yuan(40),
      disbursedFen: yuan(40),
      openFen: 0n,
    });
    expect(await cap(office)).toMatchObject({ paidFen: yuan(40), reservedFen: 0n });
  });

  it.each([
    ['after settlement', true],
    ['instead of settlement', false],
  ])(
    'gives cap and budget back when the bank returns a line %s, and pays again only to a corrected account',
    async (_when, settledFirst) => {
      const office = await open();
      const id = 'sample-AAAAAAAAAAAA';
      await grant(office, id);
      await release(office, id, 1, { capped: true });
      await send(office, 'batch-1', [id]);
      if (settledFirst) await answer(office, 'batch-1', 'AAAAAAAAAAAA-1-1', 'settled');
      await answer(office, 'batch-1', 'AAAAAAAAAAAA-1-1', 'returned', '2024-02-07');
      expect(await tranche(office, id)).toMatchObject({ status: 'returned' });
      expect(await budget(office)).toMatchObject({ committedFen: 0n, disbursedFen: 0n, freeFen: yuan(1000) });
      expect(await cap(office)).toMatchObject({ usedFen: 0n });

      await office.give(sampleDecider, id, {
        type: 'RequestRelease',
        by: 'max',
        trancheNo: 1,
        on: day('2024-02-08'),
      });
      expect((await send(office, 'batch-2', [id], 2)).lines).toEqual([]);
      expect(await tranche(office, id)).toMatchObject({ status: 'released' });
      await withPayee(office, 'A2');
      await send(office, 'batch-3', [id], 2);
      await answer(office, 'batch-3', 'AAAAAAAAAAAA-1-2', 'settled', '2024-02-09');
      expect(await tranche(office, id)).toMatchObject({ status: 'paid' });
      expect(await budget(office)).toMatchObject({ disbursedFen: yuan(40), committedFen: yuan(40) });
      expect(await cap(office)).toMatchObject({ usedFen: yuan(40) });
    },
  );

  it.each([
    ['before', true],
    ['after', false],
  ])('sets a debt off against a tranche released %s the demand', async (_when, releasedFirst) => {
    const office = await open();
    const [bad, good] = ['sample-AAAAAAAAAAAA', 'sample-BBBBBBBBBBBB'];
    await paidAward(office, bad, 'batch-1');
    await grant(office, good);
    if (releasedFirst) await release(office, good);
    const caseId = await recoverFrom(office, bad);
    if (!releasedFirst) await release(office, good);
    // Both are 40 yuan: the tranche is settled without the bank and the case is closed.
    expect(await tranche(office, good)).toMatchObject({
      status: 'paid',
      attempts: [{ setOffFen: yuan(40), bankFen: 0n }],
    });
    expect((await office.executor.load(recoveryDecider, caseId)).state).toMatchObject({ status: 'repaid' });
    expect(await tranche(office, bad)).toMatchObject({ attempts: [{ recoveredFen: yuan(40) }] });
    expect(await cap(office)).toMatchObject({ usedFen: 0n, recoveredFen: yuan(40) });
    expect(await budget(office)).toMatchObject({
      committedFen: yuan(80),
      disbursedFen: yuan(80),
      refundedFen: yuan(40),
    });
  });

  it('E48 bars person and unit for three years once fraud is demanded back (decision 27)', async () => {
    const office = await open();
    await paidAward(office, 'sample-AAAAAAAAAAAA', 'batch-1');
    await recoverFrom(office, 'sample-AAAAAAAAAAAA');
    const { state } = await office.executor.load(partyDecider, 'party-ENTERPRISE');
    expect(state).toMatchObject({
      bans: [{ from: '2024-02-02', until: '2027-02-01', reason: 'false-evidence' }],
    });
  });

  it('sends the rest to the bank when the debt is smaller, and takes repayments in parts', async () => {
    const office = await open();
    const [bad, good] = ['sample-AAAAAAAAAAAA', 'sample-BBBBBBBBBBBB'];
    await paidAward(office, bad, 'batch-1');
    const caseId = await recoverFrom(office, bad);
    for (const [repaymentId, amount] of [
      ['r1', 10],
      ['r2', 5],
    ] as const) {
      await office.give(recoveryDecider, caseId, {
        type: 'RecordRepayment',
        repaymentId,
        amountFen: yuan(amount),
        bankReference: repaymentId,
        receivedOn: day('2024-02-15'),
      });
    }
    expect(outstandingFen((await office.executor.load(recoveryDecider, caseId)).state)).toBe(yuan(25));
    await grant(office, good);
    await release(office, good);
    const { lines } = await send(office, 'batch-2', [good]);
    expect(lines).toMatchObject([{ grossFen: yuan(40), setOffFen: yuan(25), netFen: yuan(15) }]);
    await answer(office, 'batch-2', 'BBBBBBBBBBBB-1-1', 'settled');
    expect(await tranche(office, good)).toMatchObject({
      status: 'paid',
      attempts: [{ setOffFen: yuan(25), bankFen: yuan(15) }],
    });
    expect(await budget(office)).toMatchObject({ disbursedFen: yuan(80), refundedFen: yuan(40) });
  });
});
