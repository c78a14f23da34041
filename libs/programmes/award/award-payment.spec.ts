import { yuan } from '#kernel/money.js';
import type { AwardCommand } from './award.commands.js';
import { sampleClaim } from './sample-award.js';
import {
  claim,
  comeBack,
  day,
  firstPaid,
  granted,
  pay,
  play,
  putInBatch,
  release,
  request,
  statusOf,
  verifyEvidence,
} from './sample-play.js';

describe('Evidence of a tranche', () => {
  it('is entered by one person and verified by another', () => {
    expect(play(...granted, claim(1), verifyEvidence(1, 'olga'))).toMatchObject({
      code: 'duty.same-person',
      types: ['DutyConflictRecorded'],
    });
  });

  const withEvidence = (...evidence: { name: string; issuedOn: string }[]): AwardCommand => ({
    type: 'ClaimTranche',
    by: 'olga',
    trancheNo: 1,
    claim: {
      ...sampleClaim(),
      evidence: evidence.map(({ name, issuedOn }) => ({ name, document: 'D', issuedOn: day(issuedOn) })),
    },
  });

  it('has to be complete and known, and may not be dated after the claim', () => {
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

  it.each([
    ['2024-01-02', undefined],
    ['2024-01-01', 'evidence.too-old'],
  ])('E19 issued on %s and claimed with on 1 February, where it may be 30 days old: %s', (issuedOn, code) => {
    expect(play(...granted, withEvidence({ name: 'report', issuedOn })).code).toBe(code);
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

  it('E17 lapses only while nothing is paid', () => {
    const lapse: AwardCommand = {
      type: 'LapseAward',
      by: 'olga',
      reason: 'not landed',
      on: day('2024-08-01'),
    };
    expect(play(...granted, lapse).state.status).toBe('lapsed');
    expect(play(...firstPaid, lapse).code).toBe('award.wrong-status');
  });

  it('E15 is suspended when paid-in capital is reduced before acceptance, and nothing is released until it is restored', () => {
    const suspend: AwardCommand = { type: 'SuspendAward', by: 'max', reason: 'capital-reduced' };
    const resume: AwardCommand = { type: 'ResumeAward', by: 'max', reason: 'capital restored' };
    const verified = [...granted, claim(1), verifyEvidence(1)];
    expect(play(...verified, suspend, request(1)).code).toBe('award.wrong-status');
    expect(play(...verified, suspend, resume, request(1)).types).toEqual(['TrancheReleaseRequested']);
  });
});
