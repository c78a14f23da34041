import { businessDate } from '#kernel/business-date.js';
import { fold } from '#kernel/decider.js';
import { yuan } from '#kernel/money.js';
import { isRefusal } from '#kernel/refusal.js';
import type { AwardCommand } from './award.commands.js';
import type { AwardEvent } from './award.events.js';
import { type Award, isGranted, trancheOf } from './award.js';
import { sampleApplication, sampleClaim, sampleDecider } from './sample-award.js';

const AWARD = 'sample-1';
export const day = businessDate;

/** Plays commands through the decider; every one but the last has to succeed. */
export const play = (...commands: AwardCommand[]) => {
  let events: AwardEvent[] = [];
  let last = { events: [] as readonly AwardEvent[], refusal: undefined as unknown };
  let state: Award = sampleDecider.initialState();
  for (const [index, command] of commands.entries()) {
    const decision = sampleDecider.decide(command, state);
    if (decision.refusal && index < commands.length - 1)
      throw new Error(`${command.type}: ${decision.refusal.en}`);
    events = [...events, ...decision.events];
    state = fold(sampleDecider, events);
    last = { events: decision.events, refusal: decision.refusal };
  }
  return {
    state,
    last,
    code: isRefusal(last.refusal) ? last.refusal.code : undefined,
    types: last.events.map(({ type }) => type),
  };
};

export const submit = (facts = {}): AwardCommand => ({
  type: 'SubmitApplication',
  award: AWARD,
  application: sampleApplication(facts),
  policyVersion: 'S@1',
  by: 'olga',
});
export const acceptIt: AwardCommand = { type: 'AcceptApplication', by: 'olga', on: day('2024-01-03') };
export const verify = (by = 'vera'): AwardCommand => ({ type: 'VerifyApplication', by });
export const publish: AwardCommand = { type: 'StartPublicity', by: 'olga', startsOn: day('2024-01-04') };
export const approve = (by = 'anna', on = '2024-01-11'): AwardCommand => ({
  type: 'ApproveAward',
  by,
  on: day(on),
  policyVersion: 'S@1',
  caseDecision: null,
});
export const granted = [submit(), acceptIt, verify(), publish, approve()];

export const claim = (trancheNo: number, facts = {}): AwardCommand => ({
  type: 'ClaimTranche',
  by: 'olga',
  trancheNo,
  claim: sampleClaim(facts),
});
export const verifyEvidence = (trancheNo: number, by = 'vera'): AwardCommand => ({
  type: 'VerifyEvidence',
  by,
  trancheNo,
});
export const request = (trancheNo: number, by = 'max'): AwardCommand => ({
  type: 'RequestRelease',
  by,
  trancheNo,
  on: day('2024-02-02'),
});
export const release = (trancheNo: number, attempt = 1, grantedFen = yuan(40)): AwardCommand => ({
  type: 'ReleaseTranche',
  trancheNo,
  attempt,
  grantedFen,
  cuts: [],
  reservations: [],
  budgetStream: 'budget-sample-2024',
  commitmentId: `${AWARD}/${trancheNo}/${attempt}`,
  fiscalYear: 2024,
  on: day('2024-02-02'),
});
export const putInBatch = (trancheNo: number, attempt = 1): AwardCommand => ({
  type: 'PutInBatch',
  trancheNo,
  attempt,
  batch: 'batch-1',
});
export const pay = (trancheNo: number, attempt = 1, amountFen = yuan(40)): AwardCommand => ({
  type: 'RecordPayment',
  trancheNo,
  attempt,
  batch: 'batch-1',
  amountFen,
  paidOn: day('2024-02-05'),
  bankReference: 'B1',
});
export const comeBack = (wasPaid: boolean, amountFen = yuan(40)): AwardCommand => ({
  type: 'RecordReturn',
  trancheNo: 1,
  attempt: 1,
  batch: 'batch-1',
  amountFen,
  wasPaid,
  reasonCode: 'AC04',
  reason: 'account closed',
  on: day('2024-02-06'),
});
export const firstPaid = [
  ...granted,
  claim(1),
  verifyEvidence(1),
  request(1),
  release(1),
  putInBatch(1),
  pay(1),
];

export const statusOf = (state: Award, trancheNo: number) =>
  isGranted(state) ? trancheOf(state, trancheNo)?.status : undefined;
