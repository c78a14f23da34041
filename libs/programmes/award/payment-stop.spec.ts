import { businessDate } from '#kernel/business-date.js';
import { fold } from '#kernel/decider.js';
import { yuan } from '#kernel/money.js';
import type { AwardCommand } from './award.commands.js';
import type { AwardEvent } from './award.events.js';
import { paymentStopOf } from './payment-stop.js';
import { sampleApplication, sampleClaim, sampleDecider } from './sample-award.js';

const day = businessDate;

const application = sampleApplication();

/** The first tranche is in a batch. */
const inBatch: readonly AwardCommand[] = [
  { type: 'SubmitApplication', award: 'sample-1', application, policyVersion: 'S@1', by: 'olga' },
  { type: 'AcceptApplication', by: 'olga', on: day('2024-01-03') },
  { type: 'VerifyApplication', by: 'vera' },
  { type: 'StartPublicity', by: 'olga', startsOn: day('2024-01-04') },
  { type: 'ApproveAward', by: 'anna', on: day('2024-01-11'), policyVersion: 'S@1', caseDecision: null },
  { type: 'ClaimTranche', by: 'olga', trancheNo: 1, claim: sampleClaim() },
  { type: 'VerifyEvidence', by: 'vera', trancheNo: 1 },
  { type: 'RequestRelease', by: 'max', trancheNo: 1, on: day('2024-02-02') },
  {
    type: 'ReleaseTranche',
    trancheNo: 1,
    attempt: 1,
    grantedFen: yuan(40),
    cuts: [],
    reservations: [],
    budgetStream: 'budget-sample-2024',
    commitmentId: 'sample-1/1/1',
    fiscalYear: 2024,
    on: day('2024-02-02'),
  },
  { type: 'PutInBatch', trancheNo: 1, attempt: 1, batch: 'batch-1' },
];
const hold: AwardCommand = { type: 'HoldTranche', by: 'max', trancheNo: 1, reason: '待核实' };
const suspend: AwardCommand = { type: 'SuspendAward', by: 'max', reason: 'question' };

const after = (...commands: readonly AwardCommand[]) => {
  const events: AwardEvent[] = [];
  for (const command of [...inBatch, ...commands]) {
    const decision = sampleDecider.decide(command, fold(sampleDecider, events));
    expect(decision.refusal).toBeUndefined();
    events.push(...decision.events);
  }
  return fold(sampleDecider, events);
};

describe('A tranche in a batch', () => {
  it('may be paid while nothing stops it', () => {
    expect(paymentStopOf(after(), 1)).toBeUndefined();
  });

  it('is stopped by a hold, with its reason, and free again when the hold is lifted', () => {
    expect(paymentStopOf(after(hold), 1)).toEqual({
      cause: 'tranche-held',
      zh: '第 1 期已暂停支付（待核实）',
      en: 'tranche 1 is held (待核实)',
    });
    const lift: AwardCommand = { type: 'LiftHold', by: 'max', trancheNo: 1, reason: 'checked' };
    expect(paymentStopOf(after(hold, lift), 1)).toBeUndefined();
    expect(paymentStopOf(after(hold), 2)).toBeUndefined();
  });

  it('is stopped by the suspension of its award until the award resumes', () => {
    expect(paymentStopOf(after(suspend), 1)?.cause).toBe('award-suspended');
    expect(
      paymentStopOf(after(suspend, { type: 'ResumeAward', by: 'max', reason: 'ok' }), 1),
    ).toBeUndefined();
  });

  it('can be taken out of its batch while it is stopped', () => {
    const takeOut: AwardCommand = {
      type: 'TakeOutOfBatch',
      trancheNo: 1,
      attempt: 1,
      batch: 'batch-1',
      reason: 'held',
    };
    expect(after(hold, suspend, takeOut)).toMatchObject({
      tranches: [{ status: 'released', held: '待核实' }, {}, {}],
    });
  });
});
