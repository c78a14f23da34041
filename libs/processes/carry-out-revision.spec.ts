import { yuan } from '#kernel/money.js';
import { adjustedFen } from '#programmes/award/revised.js';
import { sampleDecider } from '#programmes/award/sample-award.js';
import { outstandingFen } from '#recovery/recovery-case.js';
import { recoveryDecider } from '#recovery/recovery.js';
import type { RevisionItem } from '#revisions/revision.events.js';
import { itemsHashOf, revisionDecider } from '#revisions/revision.js';
import { appropriate, type SampleOffice, sampleOffice, withPayee } from './sample-office.js';
import { award, budget, CHECKER, day, paidAward, tranche } from './sample-payments.js';

const [MORE, LESS] = ['sample-AAAAAAAAAAAA', 'sample-BBBBBBBBBBBB'];

/** What the revision gives for the first tranche, of which so much was paid. */
const item = (id: string, kind: RevisionItem['kind'], due: number, paid = 40): RevisionItem => ({
  award: id,
  measure: 'S-1',
  trancheNo: 1,
  payee: 'party-ENTERPRISE',
  kind,
  fromVersion: 'S@1',
  paidFen: yuan(paid),
  adjustedFen: 0n,
  newFen: yuan(due),
  amountFen: kind === 'top-up' ? yuan(due - paid) : yuan(paid - due),
});

const approve = async (office: SampleOffice, revision: string, items: readonly RevisionItem[]) => {
  await office.give(revisionDecider, revision, {
    type: 'DraftPackage',
    revision,
    book: 'S',
    version: 1,
    policyVersion: 'S@1',
    items,
    by: { id: 'olga', role: 'programme-officer' },
  });
  await office.give(revisionDecider, revision, {
    type: 'ApprovePackage',
    itemsHash: itemsHashOf(items),
    published: true,
    by: 'vera',
  });
  const { state } = await office.executor.load(revisionDecider, revision);
  return state.status === 'none' ? [] : [...state.outcomes.values()].flat();
};

describe.each([
  ['each event once', false],
  ['each event twice', true],
])('an approved package, %s', (_how, redeliver) => {
  const open = async (): Promise<SampleOffice> => {
    const office = sampleOffice({ redeliver });
    await withPayee(office);
    await appropriate(office, 1000);
    await paidAward(office, MORE, 'batch-1');
    return office;
  };
  const openBoth = async (): Promise<SampleOffice> => {
    const office = await open();
    // The cap of the enterprise leaves 10 of its 50 yuan for the second award.
    await paidAward(office, LESS, 'batch-2');
    return office;
  };

  it('adds a tranche of 15 yuan with both versions named, and reopens nothing else', async () => {
    const office = await open();
    expect(await approve(office, 'revision-1', [item(MORE, 'top-up', 55)])).toEqual([
      { itemNo: 1, outcome: 'top-up-added', trancheNo: 4 },
    ]);
    expect(await tranche(office, MORE, 4)).toMatchObject({
      status: 'verified',
      requestedFen: yuan(15),
      claimedBy: 'olga',
      verifiedBy: 'vera',
      derivation: { steps: [{ amountFen: yuan(40) }, { amountFen: yuan(55) }, { formula: '55.00 − 40.00' }] },
    });
    expect(await award(office, MORE)).toMatchObject({ totalFen: yuan(115) });
  });

  it.each([['olga'], ['vera']])('lets nobody who stood for the package release its money: %s', async (by) => {
    const office = await open();
    await approve(office, 'revision-1', [item(MORE, 'top-up', 55)]);
    const release = { type: 'RequestRelease', by, trancheNo: 4, on: day('2024-02-08') } as const;
    await expect(office.give(sampleDecider, MORE, release)).rejects.toMatchObject({
      refusal: { code: 'duty.same-person' },
    });
  });

  it('is paid the usual way: the cap of 50 yuan, of which 40 are used, cuts the 15 to 10', async () => {
    const office = await open();
    await approve(office, 'revision-1', [item(MORE, 'top-up', 55)]);
    await office.give(sampleDecider, MORE, {
      type: 'RequestRelease',
      by: 'max',
      trancheNo: 4,
      on: day('2024-02-08'),
    });
    expect(await tranche(office, MORE, 4)).toMatchObject({
      status: 'released',
      attempts: [{ grantedFen: yuan(10) }],
    });
    expect(await budget(office)).toMatchObject({ committedFen: yuan(50), disbursedFen: yuan(40) });
  });

  it('opens a case for what must come back, found by the drafter and demanded by a third', async () => {
    const office = await openBoth();
    // 10 yuan were paid to the second award; 4 are due.
    const [outcome] = await approve(office, 'revision-1', [item(LESS, 'recovery', 4, 10)]);
    const caseId = outcome && 'caseId' in outcome ? outcome.caseId : '';
    const { state } = await office.executor.load(recoveryDecider, caseId);
    expect(state).toMatchObject({
      status: 'found',
      finding: {
        ground: 'revision',
        amountFen: yuan(6),
        foundBy: { id: 'olga' },
        debtor: 'party-ENTERPRISE',
      },
    });
    await office.give(recoveryDecider, caseId, {
      type: 'ApproveDemand',
      actor: CHECKER,
      repayBy: day('2024-03-01'),
      documentNumber: 'R1',
    });
    await office.give(recoveryDecider, caseId, {
      type: 'RecordRepayment',
      repaymentId: 'repayment-1',
      amountFen: yuan(6),
      bankReference: 'B1',
      receivedOn: day('2024-02-20'),
    });
    expect(outstandingFen((await office.executor.load(recoveryDecider, caseId)).state)).toBe(0n);
    const state2 = await award(office, LESS);
    expect(adjustedFen(state2, 1)).toBe(-yuan(6));
    expect(state2.revisions).toMatchObject([{ open: [{ attempt: 1, amountFen: 0n }] }]);
  });

  it('claims no fen twice: of 10 paid and 6 claimed back, a termination claims 4', async () => {
    const office = await openBoth();
    await approve(office, 'revision-1', [item(LESS, 'recovery', 4, 10)]);
    await office.give(sampleDecider, LESS, {
      type: 'TerminateAward',
      by: 'olga',
      ground: 'false-evidence',
      reason: 'forged',
      endedOn: day('2024-02-10'),
      facts: {},
    });
    const claims = office.log
      .filter(({ type }) => type === 'RecoveryFound')
      .map(({ data }) => data['amountFen']);
    expect(claims).toEqual(['600', '400']);
  });

  it('refuses an item whose award has changed, and carries out the others', async () => {
    const office = await openBoth();
    const outcomes = await approve(office, 'revision-1', [
      item(LESS, 'recovery', 30),
      item(MORE, 'top-up', 55),
    ]);
    expect(outcomes).toMatchObject([
      { itemNo: 1, outcome: 'refused', code: 'revision.award-changed' },
      { itemNo: 2, outcome: 'top-up-added' },
    ]);
  });

  it('adds nothing when a second package lists the same difference', async () => {
    const office = await open();
    const list = [item(MORE, 'top-up', 55)];
    await approve(office, 'revision-1', list);
    expect(await approve(office, 'revision-2', list)).toMatchObject([
      {
        outcome: 'refused',
        code: 'revision.award-changed',
        zh: '第 1 期在清单编制后有变动：此前清单的调整由 0.00 变为 15.00；请为其重新编制清单',
        en: expect.stringContaining('what earlier packages changed was 0.00 and is 15.00 now') as string,
      },
    ]);
    expect((await award(office, MORE)).tranches).toHaveLength(4);
  });
});
