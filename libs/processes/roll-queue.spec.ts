import { businessDate } from '#kernel/business-date.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import { sampleApplication, sampleDecider } from '#programmes/award/sample-award.js';
import { appropriate, type SampleOffice, sampleOffice, withPayee } from './sample-office.js';
import { budget, release, tranche } from './sample-payments.js';

/** Three awards that ask for their money in another order than they were approved in. */
const FIRST = 'sample-AAAAAAAAAAAA';
const SECOND = 'sample-BBBBBBBBBBBB';
const THIRD = 'sample-CCCCCCCCCCCC';

const approvedOn = async ({ give }: SampleOffice, id: string, on: string): Promise<void> => {
  const commands: readonly AwardCommand[] = [
    {
      type: 'SubmitApplication',
      award: id,
      application: sampleApplication(),
      policyVersion: 'S@1',
      by: 'olga',
    },
    { type: 'AcceptApplication', by: 'olga', on: businessDate('2024-01-03') },
    { type: 'VerifyApplication', by: 'vera' },
    { type: 'StartPublicity', by: 'olga', startsOn: businessDate('2024-01-04') },
    { type: 'ApproveAward', by: 'anna', on: businessDate(on), policyVersion: 'S@1', caseDecision: null },
  ];
  for (const command of commands) await give(sampleDecider, id, command);
};

describe.each([
  ['each event once', false],
  ['each event twice', true],
])('A budget that is used up (decision 25, practice E23), %s', (_how, redeliver) => {
  const statusOf = async (office: SampleOffice) =>
    Promise.all([FIRST, SECOND, THIRD].map(async (id) => (await tranche(office, id))?.status));
  const open = async (): Promise<SampleOffice> => {
    const office = sampleOffice({ redeliver });
    await withPayee(office);
    await approvedOn(office, THIRD, '2024-01-25');
    await approvedOn(office, SECOND, '2024-01-18');
    await approvedOn(office, FIRST, '2024-01-11');
    for (const id of [THIRD, FIRST, SECOND]) await release(office, id);
    return office;
  };

  it('pays in order of approval, not of asking, and scales nothing down', async () => {
    const office = await open();
    expect(await statusOf(office)).toEqual(['queued', 'queued', 'queued']);
    await appropriate(office, 40);
    expect(await statusOf(office)).toEqual(['released', 'queued', 'queued']);
    // 39 are not enough for the next 40, and nobody behind it is let through.
    await appropriate(office, 39, 'D2');
    expect(await statusOf(office)).toEqual(['released', 'queued', 'queued']);
    expect(await budget(office)).toMatchObject({ freeFen: 3900n });
    await appropriate(office, 1, 'D3');
    expect(await statusOf(office)).toEqual(['released', 'released', 'queued']);
  });

  it('rolls who still waits into the next year in the same order, before whoever asks then', async () => {
    const office = await open();
    await appropriate(office, 40);
    office.newYear(2025);
    await appropriate(office, 40, 'D2', 2025);
    expect(await statusOf(office)).toEqual(['released', 'released', 'queued']);
    expect(await budget(office)).toMatchObject({ queuedFen: 0n });
    expect(await budget(office, 'sample', 2025)).toMatchObject({ queuedFen: 4000n, freeFen: 0n });
    await appropriate(office, 40, 'D3', 2025);
    expect(await statusOf(office)).toEqual(['released', 'released', 'released']);
    expect(await tranche(office, THIRD)).toMatchObject({
      attempts: [{ budgetStream: 'budget-sample-2025' }],
    });
  });

  it('takes a cancelled one out of the queue, and the next moves up', async () => {
    const office = await open();
    await office.give(sampleDecider, FIRST, { type: 'CancelTranche', by: 'olga', trancheNo: 1, reason: 'x' });
    await appropriate(office, 40);
    expect(await statusOf(office)).toEqual(['cancelled', 'released', 'queued']);
  });
});
