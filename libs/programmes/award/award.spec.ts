import { businessDate } from '#kernel/business-date.js';
import { fold } from '#kernel/decider.js';
import { yuan } from '#kernel/money.js';
import { isRefusal } from '#kernel/refusal.js';
import type { AwardCommand } from './award.commands.js';
import type { AwardEvent } from './award.events.js';
import { type Award, isGranted, trancheOf } from './award.js';
import { sampleApplication, sampleClaim, sampleDecider } from './sample-award.js';

const AWARD = 'sample-1';
const day = businessDate;

/** Plays commands through the decider; every one but the last has to succeed. */
const play = (...commands: AwardCommand[]) => {
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

const submit = (facts = {}): AwardCommand => ({
  type: 'SubmitApplication',
  award: AWARD,
  application: sampleApplication(facts),
  policyVersion: 'S@1',
  by: 'olga',
});
const acceptIt: AwardCommand = { type: 'AcceptApplication', by: 'olga', on: day('2024-01-03') };
const verify = (by = 'vera'): AwardCommand => ({ type: 'VerifyApplication', by });
const publish: AwardCommand = { type: 'StartPublicity', by: 'olga', startsOn: day('2024-01-04') };
const approve = (by = 'anna', on = '2024-01-11'): AwardCommand => ({
  type: 'ApproveAward',
  by,
  on: day(on),
  policyVersion: 'S@1',
  caseDecision: null,
});
const granted = [submit(), acceptIt, verify(), publish, approve()];

const claim = (trancheNo: number, facts = {}): AwardCommand => ({
  type: 'ClaimTranche',
  by: 'olga',
  trancheNo,
  claim: sampleClaim(facts),
});
const verifyEvidence = (trancheNo: number, by = 'vera'): AwardCommand => ({
  type: 'VerifyEvidence',
  by,
  trancheNo,
});
const request = (trancheNo: number, by = 'max'): AwardCommand => ({
  type: 'RequestRelease',
  by,
  trancheNo,
  on: day('2024-02-02'),
});
const release = (trancheNo: number, attempt = 1, grantedFen = yuan(40)): AwardCommand => ({
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
const putInBatch = (trancheNo: number, attempt = 1): AwardCommand => ({
  type: 'PutInBatch',
  trancheNo,
  attempt,
  batch: 'batch-1',
});
const pay = (trancheNo: number, attempt = 1, amountFen = yuan(40)): AwardCommand => ({
  type: 'RecordPayment',
  trancheNo,
  attempt,
  batch: 'batch-1',
  amountFen,
  paidOn: day('2024-02-05'),
  bankReference: 'B1',
});
const comeBack = (wasPaid: boolean, amountFen = yuan(40)): AwardCommand => ({
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
const firstPaid = [...granted, claim(1), verifyEvidence(1), request(1), release(1), putInBatch(1), pay(1)];

const statusOf = (state: Award, trancheNo: number) =>
  isGranted(state) ? trancheOf(state, trancheNo)?.status : undefined;

describe('From application to approval', () => {
  it('refuses an application that does not meet the measure, with the clause, and keeps it on record', () => {
    const { code, types, state } = play(submit({ eligible: false }), acceptIt);
    expect(code).toBe('sample.not-eligible');
    expect(types).toEqual(['ApplicationRefused']);
    expect(state).toMatchObject({ status: 'refused', reason: { clause: 'S-1' } });
  });

  it('asks for another person at verification and at approval, and records the attempt', () => {
    expect(play(submit(), acceptIt, verify('olga'))).toMatchObject({
      code: 'duty.same-person',
      types: ['DutyConflictRecorded'],
    });
    expect(play(submit(), acceptIt, verify(), publish, approve('vera'))).toMatchObject({
      code: 'duty.same-person',
      types: ['DutyConflictRecorded'],
    });
    expect(play(submit(), acceptIt, verify(), publish, approve('olga')).code).toBe('duty.same-person');
  });

  // A published list of 2023 ran from Wednesday 29 March to Tuesday 4 April; 5 April was a holiday.
  it.each([
    ['2023-03-29', '2023-04-04', 'the first day counts'],
    ['2024-01-04', '2024-01-10', 'a weekend in between'],
    ['2024-01-06', '2024-01-12', 'published on a Saturday'],
    ['2024-02-06', '2024-02-18', 'Spring Festival, with the make-up Sunday 18 February'],
    ['2024-09-27', '2024-10-09', 'National Day, with the make-up Sunday 29 September'],
  ])('runs publicity from %s to %s: %s (decision 24)', (startsOn, endsOn) => {
    const { last } = play(submit(), acceptIt, verify(), {
      type: 'StartPublicity',
      by: 'olga',
      startsOn: day(startsOn),
    });
    expect(last.events[0]?.data).toMatchObject({ startsOn, endsOn, workingDays: 5 });
  });

  it('refuses publicity that runs into a year without a published calendar', () => {
    const { code } = play(submit(), acceptIt, verify(), {
      type: 'StartPublicity',
      by: 'olga',
      startsOn: day('2026-12-30'),
    });
    expect(code).toBe('calendar.year-not-published');
  });

  it('approves only after the last day of publicity', () => {
    expect(play(submit(), acceptIt, verify(), publish, approve('anna', '2024-01-10')).code).toBe(
      'publicity.running',
    );
    expect(play(...granted).state.status).toBe('approved');
  });

  it('stops the clock at an objection and lets the remaining days run after it is dismissed (E49)', () => {
    // Publicity 4–10 January; an objection on the 10th leaves one day, which runs on the 16th.
    const object: AwardCommand = {
      type: 'RaiseObjection',
      by: 'olga',
      objector: 'Li',
      statement: 'no',
      on: day('2024-01-10'),
    };
    const dismiss: AwardCommand = {
      type: 'ResolveObjection',
      by: 'vera',
      objectionNo: 1,
      outcome: 'dismissed',
      reason: 'unfounded',
      on: day('2024-01-15'),
    };
    const noticed = [submit(), acceptIt, verify(), publish];
    expect(play(...noticed, object, approve('anna', '2024-02-01')).code).toBe('publicity.objection-open');
    expect(play(...noticed, object, dismiss, approve('anna', '2024-01-16')).code).toBe('publicity.running');
    expect(play(...noticed, object, dismiss, approve('anna', '2024-01-17')).state.status).toBe('approved');
  });

  it('refuses an anonymous objection and one that comes too late (E49)', () => {
    const noticed = [submit(), acceptIt, verify(), publish];
    const object = (objector: string, on: string): AwardCommand => ({
      type: 'RaiseObjection',
      by: 'olga',
      objector,
      statement: 'no',
      on: day(on),
    });
    for (const nobody of ['  ', '匿名', ' 无名氏 ', 'Anonymous'])
      expect(play(...noticed, object(nobody, '2024-01-05')).code).toBe('publicity.anonymous-objection');
    expect(play(...noticed, object('吴名', '2024-01-05')).code).toBeUndefined();
    expect(play(...noticed, object('Li', '2024-01-11')).code).toBe('publicity.over');
  });

  it('refuses the application when an objection is upheld', () => {
    const object: AwardCommand = {
      type: 'RaiseObjection',
      by: 'olga',
      objector: 'Li',
      statement: 'no',
      on: day('2024-01-05'),
    };
    const uphold: AwardCommand = {
      type: 'ResolveObjection',
      by: 'vera',
      objectionNo: 1,
      outcome: 'upheld',
      reason: 'true',
      on: day('2024-01-08'),
    };
    expect(play(submit(), acceptIt, verify(), publish, object, uphold).state.status).toBe('refused');
  });
});

describe('Evidence of a tranche', () => {
  it('is entered by one person and verified by another', () => {
    expect(play(...granted, claim(1), verifyEvidence(1, 'olga'))).toMatchObject({
      code: 'duty.same-person',
      types: ['DutyConflictRecorded'],
    });
  });

  it('has to be complete and known, and may not be dated after the claim', () => {
    const withEvidence = (...evidence: { name: string; issuedOn: string }[]): AwardCommand => ({
      type: 'ClaimTranche',
      by: 'olga',
      trancheNo: 1,
      claim: {
        ...sampleClaim(),
        evidence: evidence.map(({ name, issuedOn }) => ({ name, document: 'D', issuedOn: day(issuedOn) })),
      },
    });
    expect(play(...granted, withEvidence()).code).toBe('evidence.missing');
    expect(
      play(
        ...granted,
        withEvidence({ name: 'report', issuedOn: '2024-02-01' }, { name: 'poem', issuedOn: '2024-02-01' }),
      ).code,
    ).toBe('evidence.unknown');
    expect(play(...granted, withEvidence({ name: 'report', issuedOn: '2024-02-02' })).code).toBe(
      'evidence.dated-later',
    );
  });

  it('waits for its assessment and for its first day', () => {
    expect(play(...granted, claim(2)).code).toBe('tranche.gate-closed');
    expect(play(...granted, claim(3)).code).toBe('tranche.too-early');
  });

  it('can be claimed again after a measure refused the amount', () => {
    const { code, types, state } = play(...granted, claim(1, { worthless: true }), verifyEvidence(1));
    expect([code, types, statusOf(state, 1)]).toEqual(['sample.too-little', ['TrancheRefused'], 'refused']);
    expect(statusOf(play(...granted, claim(1, { worthless: true }), claim(1)).state, 1)).toBe('claimed');
  });
});

describe('An assessment', () => {
  const assess = (outcome: 'passed' | 'failed', rectifyBy: string | null = null): AwardCommand => ({
    type: 'RecordAssessment',
    by: 'olga',
    gate: 'midterm',
    outcome,
    score: null,
    assessedOn: day('2024-02-10'),
    document: 'M-1',
    rectifyBy: rectifyBy === null ? null : day(rectifyBy),
  });

  it('suspends the award when it fails, until it is passed after rectification', () => {
    const failed = play(...granted, assess('failed', '2024-06-30'));
    expect([failed.state.status, failed.types]).toEqual([
      'suspended',
      ['AssessmentFailed', 'AwardSuspended'],
    ]);
    expect(play(...granted, assess('failed', '2024-06-30'), claim(1)).code).toBe('award.wrong-status');
    expect(
      play(...granted, assess('failed', '2024-06-30'), { type: 'ResumeAward', by: 'olga', reason: 'x' }).code,
    ).toBe('award.rectification-open');
    expect(
      statusOf(play(...granted, assess('failed', '2024-06-30'), assess('passed'), claim(2)).state, 2),
    ).toBe('claimed');
  });

  it('needs a date for rectification when it fails, and cannot be passed twice', () => {
    expect(play(...granted, assess('failed')).code).toBe('assessment.no-rectification-date');
    expect(play(...granted, assess('passed'), assess('passed')).code).toBe('assessment.already-passed');
  });
});

describe('Release and payment', () => {
  it('is asked for by somebody who neither prepared, verified nor approved', () => {
    for (const by of ['olga', 'vera', 'anna']) {
      expect(play(...granted, claim(1), verifyEvidence(1), request(1, by))).toMatchObject({
        code: 'duty.same-person',
        types: ['DutyConflictRecorded'],
      });
    }
  });

  it('keeps a refused release on record and lets it be asked for again as the next attempt', () => {
    const refusal = { code: 'cap.exhausted', clause: 'S-1', zh: '用完', en: 'used up' };
    const { state, last } = play(
      ...granted,
      claim(1),
      verifyEvidence(1),
      request(1),
      { type: 'RefuseRelease', trancheNo: 1, attempt: 1, refusal },
      request(1),
    );
    expect(statusOf(state, 1)).toBe('releasing');
    expect(last.events[0]?.data).toMatchObject({ attempt: 2, requestedFen: yuan(40) });
  });

  it('goes through one batch only', () => {
    const { code } = play(...granted, claim(1), verifyEvidence(1), request(1), release(1), putInBatch(1), {
      ...putInBatch(1),
      batch: 'batch-2',
    } as AwardCommand);
    expect(code).toBe('tranche.wrong-status');
  });

  it('is not put in a batch while it is held', () => {
    const hold: AwardCommand = { type: 'HoldTranche', by: 'max', trancheNo: 1, reason: 'question' };
    expect(
      play(...granted, claim(1), verifyEvidence(1), request(1), release(1), hold, putInBatch(1)).code,
    ).toBe('tranche.wrong-status');
  });

  it.each([
    ['after it was paid', true, [pay(1), comeBack(true)]],
    ['instead of being paid', false, [comeBack(false)]],
  ])('asks again for what came back %s', (_when, _wasPaid, answers) => {
    const sent = [...granted, claim(1), verifyEvidence(1), request(1), release(1), putInBatch(1)];
    const { state, last } = play(...sent, ...answers, request(1));
    expect(last.events[0]?.data).toMatchObject({ attempt: 2, requestedFen: yuan(40) });
    expect(statusOf(state, 1)).toBe('releasing');
  });

  it('asks again only for the part that went through the bank when a debt was set off', () => {
    const setOff: AwardCommand = {
      type: 'ApplySetOff',
      trancheNo: 1,
      attempt: 1,
      caseId: 'recovery-1',
      setOffId: 's',
      upToFen: yuan(15),
      on: day('2024-02-03'),
    };
    const { last } = play(
      ...granted,
      claim(1),
      verifyEvidence(1),
      request(1),
      release(1),
      setOff,
      putInBatch(1),
      pay(1, 1, yuan(25)),
      comeBack(true, yuan(25)),
      request(1),
    );
    expect(last.events[0]?.data).toMatchObject({ attempt: 2, requestedFen: yuan(25) });
  });

  it('is paid without the bank when the whole amount is set off', () => {
    const setOff: AwardCommand = {
      type: 'ApplySetOff',
      trancheNo: 1,
      attempt: 1,
      caseId: 'recovery-1',
      setOffId: 's',
      upToFen: yuan(99),
      on: day('2024-02-03'),
    };
    const { state, last } = play(...granted, claim(1), verifyEvidence(1), request(1), release(1), setOff);
    expect(last.events[0]?.data).toMatchObject({ amountFen: yuan(40) });
    expect(statusOf(state, 1)).toBe('paid');
  });

  it('completes the award with the last open tranche, and a late return opens it again', () => {
    const cancel = (trancheNo: number): AwardCommand => ({
      type: 'CancelTranche',
      by: 'olga',
      trancheNo,
      reason: 'waived',
    });
    const commands = [
      ...granted,
      claim(1),
      verifyEvidence(1),
      request(1),
      release(1),
      cancel(2),
      cancel(3),
      putInBatch(1),
      pay(1),
    ];
    expect(play(...commands).types).toEqual(['TranchePaid', 'AwardCompleted']);
    expect(play(...commands, comeBack(true)).state.status).toBe('active');
  });
});

describe('An award that ends', () => {
  const terminate: AwardCommand = {
    type: 'TerminateAward',
    by: 'olga',
    ground: 'false-evidence',
    reason: 'forged',
    endedOn: day('2024-03-01'),
    facts: {},
  };

  it('cancels what is unpaid, gives back what was held for it and claims back what was paid', () => {
    const { last, types } = play(...firstPaid, terminate);
    expect(types).toEqual(['AwardTerminated', 'TrancheCancelled', 'TrancheCancelled']);
    expect(last.events[0]?.data).toMatchObject({
      recovery: { byTranche: [{ trancheNo: 1, amountFen: yuan(40) }] },
      payments: [{ trancheNo: 1, attempt: 1, paidFen: yuan(40), payee: 'party-ENTERPRISE' }],
    });
  });

  it('cannot end while a payment is on its way to the bank', () => {
    expect(
      play(...granted, claim(1), verifyEvidence(1), request(1), release(1), putInBatch(1), terminate).code,
    ).toBe('award.payment-under-way');
  });

  it('lapses only while nothing is paid', () => {
    const lapse: AwardCommand = {
      type: 'LapseAward',
      by: 'olga',
      reason: 'not landed',
      on: day('2024-08-01'),
    };
    expect(play(...granted, lapse).state.status).toBe('lapsed');
    expect(play(...firstPaid, lapse).code).toBe('award.wrong-status');
  });
});
