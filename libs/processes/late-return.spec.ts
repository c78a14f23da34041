import { yuan } from '#kernel/money.js';
import { sampleDecider } from '#programmes/award/sample-award.js';
import { outstandingFen } from '#recovery/recovery-case.js';
import type { RecoveryCommand } from '#recovery/recovery-commands.js';
import { recoveryDecider, recoveryStream } from '#recovery/recovery.js';
import { appropriate, type SampleOffice, sampleOffice, withPayee } from './sample-office.js';
import {
  answer,
  budget,
  cap,
  CHECKER,
  day,
  grant,
  MAKER,
  paidAward,
  recoverFrom,
  release,
  tranche,
} from './sample-payments.js';

const [BAD, GOOD] = ['sample-AAAAAAAAAAAA', 'sample-BBBBBBBBBBBB'];
const CASE = recoveryStream(BAD, 'false-evidence', 1);

type Step = (office: SampleOffice) => Promise<unknown>;

const bankGivesBack: Step = (office) =>
  answer(office, 'batch-1', 'AAAAAAAAAAAA-1-1', 'returned', '2024-03-07');
const claimBack: Step = (office) => recoverFrom(office, BAD);
const terminate: Step = (office) =>
  office.give(sampleDecider, BAD, {
    type: 'TerminateAward',
    by: 'olga',
    ground: 'false-evidence',
    reason: 'forged',
    endedOn: day('2024-02-10'),
    facts: {},
  });
const onCase =
  (command: RecoveryCommand): Step =>
  (office) =>
    office.give(recoveryDecider, CASE, command);
const demand = onCase({
  type: 'ApproveDemand',
  actor: CHECKER,
  repayBy: day('2024-04-01'),
  documentNumber: 'R1',
});
const dismiss = onCase({ type: 'DismissCase', actor: CHECKER, reason: 'r' });
const repay = (amount: number): Step =>
  onCase({
    type: 'RecordRepayment',
    repaymentId: `p${amount}`,
    amountFen: yuan(amount),
    bankReference: `IN-${amount}`,
    receivedOn: day('2024-03-01'),
  });
const proposeWriteOff = onCase({ type: 'WriteOff', actor: MAKER, reason: 'r', documentNumber: 'W1' });
const approveWriteOff = onCase({ type: 'ApproveWriteOff', actor: CHECKER, documentNumber: 'W1' });
/** 40 yuan on their way to the same payee: set off as far as something is owed. */
const payOther: Step = async (office) => {
  await grant(office, GOOD);
  await release(office, GOOD);
};

/** Every order also with each event handed over twice: nothing may happen twice. */
describe.each([
  ['each event once', false],
  ['each event twice', true],
])('40 yuan that the bank gives back after the award was terminated, %s', (_how, redeliver) => {
  /** Outstanding, owed back; and of the budget line: refunded. The cap has everything back in every order. */
  it.each<[string, readonly Step[], number, number, number]>([
    ['before the demand', [terminate, bankGivesBack, demand], 0, 0, 0],
    ['before the finding is dismissed', [terminate, bankGivesBack, dismiss], 0, 0, 0],
    ['after the finding was dismissed', [terminate, dismiss, bankGivesBack], 0, 0, 0],
    ['after the demand', [claimBack, bankGivesBack], 0, 0, 0],
    ['after the demand, before money to set off', [claimBack, bankGivesBack, payOther], 0, 0, 0],
    ['after a part was repaid', [claimBack, repay(15), bankGivesBack], 0, 15, 0],
    ['after all of it was repaid', [claimBack, repay(40), bankGivesBack], 0, 40, 0],
    ['after all of it was set off', [claimBack, payOther, bankGivesBack], 0, 40, 0],
    [
      'after a part was repaid and the rest set off',
      [claimBack, repay(15), payOther, bankGivesBack],
      0,
      40,
      0,
    ],
    ['after a write-off', [claimBack, repay(15), proposeWriteOff, approveWriteOff, bankGivesBack], 0, 15, 0],
    ['while a write-off is proposed', [claimBack, proposeWriteOff, bankGivesBack], 0, 0, 0],
    ['twice', [claimBack, repay(15), bankGivesBack, bankGivesBack], 0, 15, 0],
  ])('%s: is claimed no longer, and counted once', async (_when, steps, outstanding, owedBack, refunded) => {
    const office = sampleOffice({ redeliver });
    await withPayee(office);
    await appropriate(office, 1000);
    await paidAward(office, BAD, 'batch-1');
    for (const step of steps) await step(office);

    const { state } = await office.executor.load(recoveryDecider, CASE);
    expect(outstandingFen(state)).toBe(yuan(outstanding));
    expect('overpaidFen' in state ? state.overpaidFen : 0n).toBe(yuan(owedBack));
    expect(await cap(office)).toMatchObject({ paidFen: yuan(40), recoveredFen: yuan(40), usedFen: 0n });
    const other = steps.includes(payOther) ? 40 : 0;
    expect(await budget(office)).toMatchObject({
      committedFen: yuan(other),
      refundedFen: yuan(refunded),
      freeFen: yuan(1000 - other),
    });
    expect(await tranche(office, BAD)).toMatchObject({
      status: 'cancelled',
      attempts: [{ bankFen: 0n, returnedFen: yuan(40), recoveredFen: 0n }],
    });
  });

  it('is claimed in full when the bank gave it back before the award ended: nothing had to be claimed', async () => {
    const office = sampleOffice({ redeliver });
    await withPayee(office);
    await appropriate(office, 1000);
    await paidAward(office, BAD, 'batch-1');
    await bankGivesBack(office);
    await terminate(office);
    expect(office.log.filter(({ stream }) => stream.startsWith('recovery-'))).toEqual([]);
  });
});
