import { fenOf, yuan } from '#kernel/money.js';
import { sampleDecider } from '#programmes/award/sample-award.js';
import { recoveryDecider } from '#recovery/recovery.js';
import { appropriate, type SampleOffice, sampleOffice, withPayee } from './sample-office.js';
import { answer, award, budget, day, grant, recoverFrom, release, send, tranche } from './sample-payments.js';

const ID = 'sample-AAAAAAAAAAAA';
const CITY = 'sample';
const NANHU = 'NH-sample';
const XIUZHOU = 'XZ-sample';

describe.each([
  ['each event once', false],
  ['each event twice', true],
])('City and district pay half each (decision 28), %s', (_how, redeliver) => {
  const open = async (city: number, district: number): Promise<SampleOffice> => {
    const office = sampleOffice({ redeliver });
    await withPayee(office);
    if (city > 0) await appropriate(office, city);
    if (district > 0) await appropriate(office, district, 'D1', 2024, NANHU);
    return office;
  };
  const pay = async (office: SampleOffice, id = ID, batch = 'batch-1'): Promise<void> => {
    await send(office, batch, [id]);
    await answer(office, batch, `${id.slice(-12)}-1-1`, 'settled');
  };
  const repay = (office: SampleOffice, caseId: string, amount: string, repaymentId: string) =>
    office.give(recoveryDecider, caseId, {
      type: 'RecordRepayment',
      repaymentId,
      amountFen: fenOf(amount),
      bankReference: repaymentId,
      receivedOn: day('2024-02-20'),
    });

  it('sets half of a tranche aside on either line, says so, and disburses both', async () => {
    const office = await open(100, 100);
    await grant(office, ID, 'nanhu');
    await release(office, ID);
    expect(await tranche(office, ID)).toMatchObject({
      status: 'released',
      attempts: [
        {
          grantedFen: yuan(40),
          shares: [
            { payer: 'jiaxing', budgetStream: 'budget-sample-2024', amountFen: yuan(20), waiting: false },
            { payer: 'nanhu', budgetStream: 'budget-NH-sample-2024', amountFen: yuan(20), waiting: false },
          ],
        },
      ],
    });
    await pay(office);
    for (const line of [CITY, NANHU])
      expect(await budget(office, line)).toMatchObject({ committedFen: yuan(20), disbursedFen: yuan(20) });
  });

  it('does not pay while the district is late, shows who is late, and goes on when it has the money (practice E22)', async () => {
    const office = await open(100, 0);
    await grant(office, ID, 'nanhu');
    await release(office, ID);
    expect(await tranche(office, ID)).toMatchObject({
      status: 'queued',
      attempts: [
        {
          shares: [
            { payer: 'jiaxing', waiting: false },
            { payer: 'nanhu', waiting: true },
          ],
        },
      ],
    });
    expect(await budget(office, CITY)).toMatchObject({ committedFen: yuan(20) });
    await appropriate(office, 20, 'D1', 2024, NANHU);
    expect(await tranche(office, ID)).toMatchObject({ status: 'released' });
    await pay(office);
    expect(await budget(office, NANHU)).toMatchObject({ disbursedFen: yuan(20), freeFen: 0n });
  });

  it('waits for both, one after the other', async () => {
    const office = await open(0, 0);
    await grant(office, ID, 'nanhu');
    await release(office, ID);
    await appropriate(office, 20, 'D1', 2024, NANHU);
    expect(await tranche(office, ID)).toMatchObject({
      status: 'queued',
      attempts: [{ shares: [{ waiting: true }, { waiting: false }] }],
    });
    await appropriate(office, 20);
    expect(await tranche(office, ID)).toMatchObject({ status: 'released' });
  });

  it('rolls only the late part into the next year; the other payer keeps its year (decision 25)', async () => {
    const office = await open(100, 0);
    await grant(office, ID, 'nanhu');
    await release(office, ID);
    office.newYear(2025);
    await appropriate(office, 20, 'D2', 2025, NANHU);
    expect(await tranche(office, ID)).toMatchObject({
      status: 'released',
      attempts: [
        {
          budgetStream: 'budget-sample-2024',
          shares: [{ budgetStream: 'budget-sample-2024' }, { budgetStream: 'budget-NH-sample-2025' }],
        },
      ],
    });
    expect(await budget(office, NANHU)).toMatchObject({ queuedFen: 0n, committedFen: 0n });
    await pay(office);
    expect(await budget(office, NANHU, 2025)).toMatchObject({ disbursedFen: yuan(20) });
    expect(await budget(office, CITY)).toMatchObject({ disbursedFen: yuan(20) });
  });

  it('gives both lines back what a cancelled tranche held or waited for', async () => {
    const office = await open(100, 0);
    await grant(office, ID, 'nanhu');
    await release(office, ID);
    await office.give(sampleDecider, ID, {
      type: 'CancelTranche',
      by: 'olga',
      trancheNo: 1,
      reason: 'waived',
    });
    expect(await budget(office, CITY)).toMatchObject({ committedFen: 0n, freeFen: yuan(100) });
    expect(await budget(office, NANHU)).toMatchObject({ queuedFen: 0n });
  });

  it('gives either line its part of a payment that the bank returned', async () => {
    const office = await open(100, 100);
    await grant(office, ID, 'nanhu');
    await release(office, ID);
    await pay(office);
    await answer(office, 'batch-1', 'AAAAAAAAAAAA-1-1', 'returned', '2024-02-07');
    for (const line of [CITY, NANHU])
      expect(await budget(office, line)).toMatchObject({ committedFen: 0n, disbursedFen: 0n });
  });

  it('refunds recovered money to either line, to the fen, whatever the instalments', async () => {
    const office = await open(100, 100);
    await grant(office, ID, 'nanhu');
    await release(office, ID);
    await pay(office);
    const caseId = await recoverFrom(office, ID);
    for (const [index, amount] of ['0.01', '0.01', '0.01', '39.97'].entries())
      await repay(office, caseId, amount, `R${index}`);
    for (const line of [CITY, NANHU])
      expect(await budget(office, line)).toMatchObject({ refundedFen: yuan(20) });
  });

  it('splits what is set off and what the bank pays so that both lines pay their half', async () => {
    const office = await open(1000, 100);
    const earlier = 'sample-BBBBBBBBBBBB';
    await grant(office, earlier);
    await release(office, earlier);
    await pay(office, earlier, 'batch-0');
    const caseId = await recoverFrom(office, earlier);
    await repay(office, caseId, '26.67', 'R1');
    await grant(office, ID, 'nanhu');
    await release(office, ID);
    // 13.33 are still owed: 6.66 of the city's half and 6.67 of the district's are set off, the bank pays the rest.
    const setOff = office.log.find(({ type }) => type === 'TrancheSetOff');
    expect(setOff?.data).toMatchObject({
      amountFen: '1333',
      shares: [{ amountFen: '666' }, { amountFen: '667' }],
    });
    await pay(office);
    expect(await budget(office, NANHU)).toMatchObject({ disbursedFen: yuan(20), openFen: 0n });
    expect(await budget(office, CITY)).toMatchObject({ disbursedFen: yuan(60), openFen: 0n });
  });

  it('lets another county pay alone from its own line', async () => {
    const office = await open(0, 0);
    await appropriate(office, 40, 'D1', 2024, 'HN-sample');
    await grant(office, ID, 'haining');
    await release(office, ID);
    const released = await tranche(office, ID);
    expect(released).toMatchObject({
      status: 'released',
      attempts: [{ budgetStream: 'budget-HN-sample-2024' }],
    });
    expect(released?.attempts[0]).not.toHaveProperty('shares');
  });

  const move = (office: SampleOffice, to: string) =>
    office.give(sampleDecider, ID, {
      type: 'MoveAward',
      by: 'vera',
      to,
      movedOn: day('2024-02-08'),
      document: 'M1',
      facts: {},
    });

  it('after a move inside the city only later tranches have the new payers (practice E13)', async () => {
    const office = await open(100, 100);
    await appropriate(office, 100, 'D1', 2024, XIUZHOU);
    await grant(office, ID, 'nanhu');
    await release(office, ID);
    await move(office, 'xiuzhou');
    await pay(office);
    await office.give(sampleDecider, ID, {
      type: 'RecordAssessment',
      by: 'olga',
      gate: 'midterm',
      outcome: 'passed',
      score: null,
      assessedOn: day('2024-02-08'),
      document: 'A',
      rectifyBy: null,
    });
    await release(office, ID, 2);
    expect(await tranche(office, ID, 2)).toMatchObject({
      status: 'released',
      attempts: [
        {
          shares: [
            { payer: 'jiaxing', amountFen: yuan(15) },
            { payer: 'xiuzhou', amountFen: yuan(15) },
          ],
        },
      ],
    });
    expect(await budget(office, NANHU)).toMatchObject({ committedFen: yuan(20), disbursedFen: yuan(20) });
    expect(await budget(office, XIUZHOU)).toMatchObject({ committedFen: yuan(15) });
  });

  it('after a move out of the city what is not paid stops and its money is free again (practice E12)', async () => {
    const office = await open(100, 100);
    await grant(office, ID, 'nanhu');
    await release(office, ID);
    await move(office, 'shanghai');
    expect(await award(office, ID)).toMatchObject({ status: 'terminated' });
    expect(await tranche(office, ID)).toMatchObject({ status: 'cancelled' });
    for (const line of [CITY, NANHU]) expect(await budget(office, line)).toMatchObject({ committedFen: 0n });
  });
});
