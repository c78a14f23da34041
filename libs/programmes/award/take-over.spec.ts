import { businessDate } from '#kernel/business-date.js';
import { type Fen, yuan } from '#kernel/money.js';
import type { AwardCommand } from './award.commands.js';
import { isGranted, paidParts } from './award.js';
import { sampleApplication, sampleClaim } from './sample-award.js';
import { claim, granted, play, request, statusOf, verifyEvidence } from './sample-play.js';
import { PAID_BEFORE } from './take-over.events.js';

/** The sample award is 100 yuan in 40 / 30 / 30. */
const source = { fileName: 'running.xlsx', sha256: 'ab'.repeat(32), sheet: '在执行资助', row: 17 };

const takeOver = (paidFen: Fen, statedTotalFen: Fen | null = null, facts = {}): AwardCommand => ({
  type: 'TakeOverAward',
  award: 'sample-1',
  application: sampleApplication(facts),
  policyVersion: 'S@1',
  caseDecision: null,
  approvedOn: businessDate('2022-05-01'),
  statedTotalFen,
  earlier: { legacyNumber: 'OLD-7', document: '嘉人才〔2022〕7号', list: null, paidFen },
  source,
  by: 'olga',
  confirmedBy: 'vera',
});

const paidBefore = (trancheNo: number, amountFen: Fen): AwardCommand => ({
  type: 'TakeOverPayment',
  trancheNo,
  amountFen,
  paidOn: businessDate('2022-06-01'),
  voucher: `V-${trancheNo}`,
  capClaims: [],
  source: { ...source, sheet: '已付款', row: 3 },
  by: 'olga',
  confirmedBy: 'vera',
});

describe('An award that was granted before this service (practice 2.11)', () => {
  it('is planned by its programme and says which file and row it rests on', () => {
    const { types, last, state } = play(takeOver(yuan(40)));
    expect(types).toEqual(['ApplicationSubmitted', 'AwardApproved', 'AwardTakenOver']);
    expect(last.events[2]?.data).toMatchObject({ source, earlier: { paidFen: yuan(40) } });
    expect(state).toMatchObject({ status: 'approved', approvedOn: '2022-05-01' });
  });

  it('is refused where the total of the list is another than the measure comes to', () => {
    expect(play(takeOver(0n, yuan(100))).code).toBeUndefined();
    expect(play(takeOver(0n, yuan(99))).code).toBe('take-over.total-differs');
  });

  it('is taken over once', () => {
    expect(play(takeOver(0n), takeOver(0n)).code).toBe('take-over.exists');
  });

  it('has its earlier payments as paid tranches, with file and row, and is active then', () => {
    const { types, state, last } = play(takeOver(yuan(40)), paidBefore(1, yuan(40)));
    expect(types).toEqual(['EarlierPaymentTakenOver']);
    expect(last.events[0]?.data).toMatchObject({ source: { row: 3 }, voucher: 'V-1' });
    expect(state.status).toBe('active');
    expect(statusOf(state, 1)).toBe('paid');
    expect(isGranted(state) && paidParts(state)).toMatchObject([
      { trancheNo: 1, paidFen: yuan(40), budgetStream: PAID_BEFORE },
    ]);
  });

  it('never pays a tranche again that was paid', () => {
    const taken = [takeOver(yuan(40)), paidBefore(1, yuan(40))];
    expect(play(...taken, claim(1)).code).toBe('tranche.wrong-status');
    expect(play(...taken, paidBefore(1, yuan(40))).code).toBe('tranche.wrong-status');
  });

  it('is complete when everything was paid', () => {
    const all = [
      takeOver(yuan(100)),
      paidBefore(1, yuan(40)),
      paidBefore(2, yuan(30)),
      paidBefore(3, yuan(30)),
    ];
    expect(play(...all)).toMatchObject({ state: { status: 'completed' } });
  });

  it.each([
    ['more than the total paid', 1, yuan(41), 'take-over.more-than-stated'],
    ['nothing', 1, 0n, 'take-over.more-than-stated'],
    ['for a tranche that is not planned', 4, yuan(1), 'tranche.not-found'],
  ])('refuses a payment of %s', (_what, trancheNo, amountFen, code) => {
    expect(play(takeOver(yuan(40)), paidBefore(trancheNo, amountFen)).code).toBe(code);
  });

  it('has no earlier payments when it was approved here', () => {
    expect(play(...granted, paidBefore(1, yuan(40))).code).toBe('take-over.own-award');
  });
});

describe('What is left of an award that was taken over', () => {
  const claimThird: AwardCommand = {
    type: 'ClaimTranche',
    by: 'olga',
    trancheNo: 3,
    claim: { ...sampleClaim(), claimedOn: businessDate('2024-03-01') },
  };
  const ready = (...earlier: AwardCommand[]): AwardCommand[] => [...earlier, claimThird, verifyEvidence(3)];

  it('is not paid while an earlier payment is missing: the tranche may be the one that was paid', () => {
    const incomplete = ready(takeOver(yuan(70)), paidBefore(1, yuan(40)));
    expect(play(...incomplete, request(3)).code).toBe('take-over.payments-missing');
  });

  it('does not have to pass an assessment again that an earlier payment had passed', () => {
    const { state } = play(takeOver(yuan(70)), paidBefore(1, yuan(40)), paidBefore(2, yuan(30)));
    expect(isGranted(state) && state.passedAssessments).toMatchObject([
      { gate: 'midterm', assessedOn: '2022-06-01' },
    ]);
  });

  it('is asked for as planned', () => {
    const { last } = play(...ready(takeOver(yuan(40)), paidBefore(1, yuan(40))), request(3));
    expect(last.events[0]?.data).toMatchObject({ requestedFen: yuan(30) });
  });

  it('is cut to what the total leaves: 75 of 100 were paid for the first tranche, so the third can have 25', () => {
    const { last } = play(...ready(takeOver(yuan(75)), paidBefore(1, yuan(75))), request(3));
    expect(last.events[0]?.data).toMatchObject({ requestedFen: yuan(25) });
  });

  it('is nothing when the total was paid', () => {
    const overpaid = ready(takeOver(yuan(110)), paidBefore(1, yuan(110)));
    expect(play(...overpaid, request(3)).code).toBe('take-over.total-paid');
  });
});
