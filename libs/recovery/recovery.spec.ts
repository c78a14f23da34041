import { businessDate } from '#kernel/business-date.js';
import { fold } from '#kernel/decider.js';
import { given } from '#kernel/decider-spec.js';
import { yuan } from '#kernel/money.js';
import type { Actor } from '#kernel/actor.js';
import type { Allocation, Finding, RecoveryEvent, RecoveryItem } from './recovery.events.js';
import { outstandingFen } from './recovery-case.js';
import type { RecoveryCommand } from './recovery-commands.js';
import { recoveryDecider, recoveryStream } from './recovery.js';

const MAKER: Actor = { id: 'wang', role: 'finance-maker' };
const CHECKER: Actor = { id: 'chen', role: 'finance-checker' };
const DAY = businessDate('2024-05-06');

const item = (trancheNo: number, amount: number, attempt = 1): RecoveryItem => ({
  trancheNo,
  attempt,
  amountFen: yuan(amount),
  reservations: [{ capStream: 'cap-postdoc.living-award-1-lifetime', reservationId: `r${trancheNo}` }],
  budgetStream: 'budget-talent-2023',
  commitmentId: `c${trancheNo}`,
});

/** 100,000 yuan: 40,000 from tranche 2 and 60,000 from tranche 1, listed the wrong way round on purpose. */
const FINDING: Finding = {
  caseId: 'recovery-1',
  award: 'award-1',
  debtor: 'party-1',
  ground: 'left-early',
  amountFen: yuan(100_000),
  derivation: { measure: 'JX24-18.1', resultFen: yuan(100_000) },
  items: [item(2, 40_000), item(1, 60_000)],
  foundBy: MAKER,
  foundOn: DAY,
};

const found: RecoveryEvent = { type: 'RecoveryFound', data: FINDING };
const demanded: RecoveryEvent = {
  type: 'RecoveryDemanded',
  data: {
    actor: CHECKER,
    debtor: 'party-1',
    amountFen: yuan(100_000),
    repayBy: DAY,
    documentNumber: '嘉财追〔2024〕1号',
  },
};
const part = (trancheNo: number, amount: number): Allocation => ({
  trancheNo,
  attempt: 1,
  amountFen: yuan(amount),
});
const proposed = (setOffId: string, amount: number): RecoveryEvent => ({
  type: 'SetOffProposed',
  data: { setOffId, award: 'award-2', trancheNo: 1, amountFen: yuan(amount) },
});
const confirmed = (setOffId: string, amount: number, ...allocations: Allocation[]): RecoveryEvent => ({
  type: 'SetOffConfirmed',
  data: { setOffId, amountFen: yuan(amount), allocations, overpaidFen: 0n },
});
const cancelled = (setOffId: string, amount: number): RecoveryEvent => ({
  type: 'SetOffCancelled',
  data: { setOffId, amountFen: yuan(amount) },
});
const repaid = (number: number, amount: number, ...allocations: Allocation[]): RecoveryEvent => ({
  type: 'RepaymentReceived',
  data: {
    repaymentId: `p${number}`,
    amountFen: yuan(amount),
    bankReference: `B${number}`,
    receivedOn: DAY,
    allocations,
  },
});
const complete = (setOff: number, repaidYuan: number): RecoveryEvent => ({
  type: 'CaseRepaid',
  data: { setOffFen: yuan(setOff), repaidFen: yuan(repaidYuan) },
});
const writeOffProposed = (amount: number): RecoveryEvent => ({
  type: 'WriteOffProposed',
  data: { actor: MAKER, reason: 'insolvent', documentNumber: '核销1号', amountFen: yuan(amount) },
});
const writtenOff = (amount: number): RecoveryEvent => ({
  type: 'CaseWrittenOff',
  data: { actor: CHECKER, reason: 'insolvent', documentNumber: '核销1号', amountFen: yuan(amount) },
});
const referred: RecoveryEvent = {
  type: 'CaseReferred',
  data: { reason: 'no answer', outstandingFen: yuan(100_000) },
};

const propose = (setOffId: string, amount: number): RecoveryCommand => ({
  type: 'ProposeSetOff',
  setOffId,
  award: 'award-2',
  trancheNo: 1,
  amountFen: yuan(amount),
});
const confirm = (setOffId: string, amount: number): RecoveryCommand => ({
  type: 'ConfirmSetOff',
  setOffId,
  amountFen: yuan(amount),
});
const repay = (number: number, amount: number): RecoveryCommand => ({
  type: 'RecordRepayment',
  repaymentId: `p${number}`,
  amountFen: yuan(amount),
  bankReference: `B${number}`,
  receivedOn: DAY,
});
const approve = (actor: Actor): RecoveryCommand => ({
  type: 'ApproveDemand',
  actor,
  repayBy: DAY,
  documentNumber: '嘉财追〔2024〕1号',
});
const open = (over: Partial<Finding> = {}): RecoveryCommand => ({ type: 'OpenCase', ...FINDING, ...over });

it('gives the same finding the same stream, and the next finding another', () => {
  const stream = recoveryStream('award-1', 'left-early', 1);
  expect(stream).toMatch(/^recovery-[0-9A-HJKMNP-TV-Z]{12}$/);
  expect(recoveryStream('award-1', 'left-early', 1)).toBe(stream);
  const others = [
    recoveryStream('award-1', 'left-early', 2),
    recoveryStream('award-1', 'false-evidence', 1),
    recoveryStream('award-2', 'left-early', 1),
  ];
  expect(new Set([stream, ...others]).size).toBe(4);
});

describe('a finding', () => {
  it('is kept with its derivation and the payments it comes from', () => {
    given(recoveryDecider).when(open()).then(found);
  });

  it('opens a case once', () => {
    given(recoveryDecider, [found]).when(open()).thenRefused('recovery.case-exists');
  });

  it('of nothing is no case', () => {
    given(recoveryDecider)
      .when(open({ amountFen: 0n, items: [] }))
      .thenRefused('recovery.nothing-owed');
  });

  it.each([
    ['do not sum to it', [item(1, 60_000), item(2, 39_999)]],
    ['name a payment twice', [item(1, 60_000), item(1, 40_000)]],
    ['hide a negative part', [item(1, 100_001), item(2, -1)]],
  ])('cannot stand on items that %s', (_rule, items) => {
    expect(() => recoveryDecider.decide(open({ items }), { status: 'none' })).toThrow();
  });

  it('is demanded by a second person', () => {
    given(recoveryDecider, [found]).when(approve(CHECKER)).then(demanded);
  });

  it('is never demanded by the finder, in whatever role; the attempt stays on record (two people)', () => {
    const sameWoman: Actor = { id: MAKER.id, role: 'finance-checker' };
    const refusal = given(recoveryDecider, [found])
      .when(approve(sameWoman))
      .thenRefused('duty.same-person', { type: 'DemandApprovalRefused', data: { actor: sameWoman } });
    expect(refusal.facts).toEqual({ actor: 'wang' });
    given(recoveryDecider, [found, { type: 'DemandApprovalRefused', data: { actor: sameWoman } }])
      .when(approve(CHECKER))
      .then(demanded);
  });

  it('is dismissed by a second person only', () => {
    given(recoveryDecider, [found])
      .when({ type: 'DismissCase', actor: CHECKER, reason: 'transfer within the city' })
      .then({ type: 'CaseDismissed', data: { actor: CHECKER, reason: 'transfer within the city' } });
    given(recoveryDecider, [found])
      .when({ type: 'DismissCase', actor: MAKER, reason: 'transfer within the city' })
      .thenRefused('duty.same-person', { type: 'DismissalRefused', data: { actor: MAKER } });
  });
});

describe('a repayment', () => {
  it('restores the oldest payment first and leaves the rest outstanding', () => {
    given(recoveryDecider, [found, demanded])
      .when(repay(1, 70_000))
      .then(repaid(1, 70_000, part(1, 60_000), part(2, 10_000)));
    expect(
      outstandingFen(
        fold(recoveryDecider, [found, demanded, repaid(1, 70_000, part(1, 60_000), part(2, 10_000))]),
      ),
    ).toBe(yuan(30_000));
  });

  it('that brings the last fen closes the case in the same decision', () => {
    given(recoveryDecider, [found, demanded, repaid(1, 70_000, part(1, 60_000), part(2, 10_000))])
      .when(repay(2, 30_000))
      .then(repaid(2, 30_000, part(2, 30_000)), complete(0, 100_000));
  });

  it('is recorded once, also when the case is closed by then', () => {
    const first = repaid(1, 100_000, part(1, 60_000), part(2, 40_000));
    given(recoveryDecider, [found, demanded, repaid(1, 10, part(1, 10))])
      .when({ ...repay(2, 10), bankReference: 'B1' } as RecoveryCommand)
      .thenRefused('recovery.repayment-already-recorded');
    given(recoveryDecider, [found, demanded, repaid(1, 10, part(1, 10))])
      .when({ ...repay(1, 10), bankReference: 'B2' } as RecoveryCommand)
      .thenRefused('recovery.repayment-already-recorded');
    given(recoveryDecider, [found, demanded, first, complete(0, 100_000)])
      .when(repay(1, 100_000))
      .thenRefused('recovery.repayment-already-recorded');
  });

  it('is never more than what is outstanding and not earmarked', () => {
    const refusal = given(recoveryDecider, [found, demanded, proposed('s1', 30_000)])
      .when(repay(1, 70_001))
      .thenRefused('recovery.repayment-above-outstanding');
    expect(refusal.facts).toEqual({
      amountYuan: '70001.00',
      outstandingYuan: '100000.00',
      earmarkedYuan: '30000.00',
    });
  });

  it('of nothing is refused', () => {
    given(recoveryDecider, [found, demanded]).when(repay(1, 0)).thenRefused('recovery.nothing-repaid');
  });
});

describe('a set-off (decision 27)', () => {
  it('earmarks what is outstanding, and no fen twice', () => {
    given(recoveryDecider, [found, demanded, proposed('s1', 60_000)])
      .when(propose('s2', 40_000))
      .then(proposed('s2', 40_000));
    given(recoveryDecider, [found, demanded, proposed('s1', 60_000)])
      .when(propose('s2', 40_001))
      .thenRefused('recovery.set-off-above-outstanding');
  });

  it('confirmed for less sets the rest free', () => {
    const history = [found, demanded, proposed('s1', 100_000)];
    given(recoveryDecider, history)
      .when(confirm('s1', 25_000))
      .then(confirmed('s1', 25_000, part(1, 25_000)));
    given(recoveryDecider, [...history, confirmed('s1', 25_000, part(1, 25_000))])
      .when(propose('s2', 75_000))
      .then(proposed('s2', 75_000));
  });

  it('and a repayment close the case together', () => {
    given(recoveryDecider, [found, demanded, repaid(1, 60_000, part(1, 60_000)), proposed('s1', 40_000)])
      .when(confirm('s1', 40_000))
      .then(confirmed('s1', 40_000, part(2, 40_000)), complete(40_000, 60_000));
  });

  it('is never confirmed beyond what was proposed', () => {
    const refusal = given(recoveryDecider, [found, demanded, proposed('s1', 10)])
      .when(confirm('s1', 11))
      .thenRefused('recovery.set-off-above-proposed');
    expect(refusal.facts).toEqual({ amountYuan: '11.00', proposedYuan: '10.00' });
  });

  it('cancelled gives its earmark back, and its id is not used again', () => {
    given(recoveryDecider, [found, demanded, proposed('s1', 10)])
      .when({ type: 'CancelSetOff', setOffId: 's1' })
      .then(cancelled('s1', 10));
    const history = [found, demanded, proposed('s1', 10), cancelled('s1', 10)];
    given(recoveryDecider, history)
      .when(repay(1, 100_000))
      .then(repaid(1, 100_000, part(1, 60_000), part(2, 40_000)), complete(0, 100_000));
    given(recoveryDecider, history).when(propose('s1', 10)).thenRefused('recovery.set-off-exists');
    given(recoveryDecider, history).when(confirm('s1', 10)).thenRefused('recovery.unknown-set-off');
    given(recoveryDecider, history)
      .when({ type: 'CancelSetOff', setOffId: 's1' })
      .thenRefused('recovery.unknown-set-off');
  });
});

describe('a write-off', () => {
  const history = [found, demanded, repaid(1, 60_000, part(1, 60_000))];

  it('is proposed by one and approved by another, for what is outstanding', () => {
    given(recoveryDecider, history)
      .when({ type: 'WriteOff', actor: MAKER, reason: 'insolvent', documentNumber: '核销1号' })
      .then(writeOffProposed(40_000));
    given(recoveryDecider, [...history, writeOffProposed(40_000)])
      .when({ type: 'ApproveWriteOff', actor: CHECKER, documentNumber: '核销1号' })
      .then(writtenOff(40_000));
    expect(
      outstandingFen(fold(recoveryDecider, [...history, writeOffProposed(40_000), writtenOff(40_000)])),
    ).toBe(0n);
  });

  it('is never approved by who proposed it; the attempt stays on record (two people)', () => {
    given(recoveryDecider, [...history, writeOffProposed(40_000)])
      .when({ type: 'ApproveWriteOff', actor: MAKER, documentNumber: '核销1号' })
      .thenRefused('duty.same-person', { type: 'WriteOffApprovalRefused', data: { actor: MAKER } });
  });

  it('gives up only what is outstanding at the approval', () => {
    given(recoveryDecider, [...history, writeOffProposed(40_000), repaid(2, 15_000, part(2, 15_000))])
      .when({ type: 'ApproveWriteOff', actor: CHECKER, documentNumber: '核销1号' })
      .then(writtenOff(25_000));
  });

  it.each([
    ['nothing was proposed', history],
    ['another document was proposed', [...history, writeOffProposed(40_000)]],
  ])('is not approved when %s', (_rule, events) => {
    given(recoveryDecider, events)
      .when({ type: 'ApproveWriteOff', actor: CHECKER, documentNumber: '核销2号' })
      .thenRefused('recovery.write-off-not-proposed');
  });

  it('waits for set-offs, at the proposal and at the approval', () => {
    given(recoveryDecider, [...history, proposed('s1', 10)])
      .when({ type: 'WriteOff', actor: MAKER, reason: 'insolvent', documentNumber: '核销1号' })
      .thenRefused('recovery.set-off-pending');
    given(recoveryDecider, [...history, writeOffProposed(40_000), proposed('s1', 10)])
      .when({ type: 'ApproveWriteOff', actor: CHECKER, documentNumber: '核销1号' })
      .thenRefused('recovery.set-off-pending');
  });
});

describe('a referral', () => {
  it('records what was outstanding', () => {
    given(recoveryDecider, [found, demanded]).when({ type: 'ReferCase', reason: 'no answer' }).then(referred);
  });

  it('starts no new set-off but finishes one under way, and books what the court brings in', () => {
    const history = [found, demanded, proposed('s1', 60_000), referred];
    given(recoveryDecider, history).when(propose('s2', 1)).thenRefused('recovery.wrong-status');
    given(recoveryDecider, history)
      .when(confirm('s1', 60_000))
      .then(confirmed('s1', 60_000, part(1, 60_000)));
    given(recoveryDecider, [...history, confirmed('s1', 60_000, part(1, 60_000))])
      .when(repay(1, 40_000))
      .then(repaid(1, 40_000, part(2, 40_000)), complete(60_000, 40_000));
    given(recoveryDecider, [...history, confirmed('s1', 60_000, part(1, 60_000))])
      .when({ type: 'ReferCase', reason: 'again' })
      .thenRefused('recovery.wrong-status');
  });
});

describe('a step out of place', () => {
  const steps: RecoveryCommand[] = [
    approve(CHECKER),
    { type: 'DismissCase', actor: CHECKER, reason: 'r' },
    propose('s1', 1),
    confirm('s1', 1),
    { type: 'CancelSetOff', setOffId: 's1' },
    repay(9, 1),
    { type: 'WriteOff', actor: MAKER, reason: 'r', documentNumber: '1号' },
    { type: 'ApproveWriteOff', actor: CHECKER, documentNumber: '1号' },
    { type: 'ReferCase', reason: 'r' },
  ];
  const dismissed: RecoveryEvent = { type: 'CaseDismissed', data: { actor: CHECKER, reason: 'r' } };
  const closed = [
    found,
    demanded,
    repaid(1, 100_000, part(1, 60_000), part(2, 40_000)),
    complete(0, 100_000),
  ];

  it.each(steps.map((step) => [step.type, step] as const))(
    '%s is refused before a finding and in a closed case',
    (_name, step) => {
      for (const history of [
        [],
        [found, dismissed],
        closed,
        [found, demanded, writeOffProposed(100_000), writtenOff(100_000)],
      ]) {
        given(recoveryDecider, history).when(step).thenRefused('recovery.wrong-status');
      }
    },
  );

  it.each(steps.slice(2).map((step) => [step.type, step] as const))(
    '%s is refused before the demand',
    (_name, step) => {
      given(recoveryDecider, [found]).when(step).thenRefused('recovery.wrong-status');
      expect(outstandingFen(fold(recoveryDecider, [found]))).toBe(0n);
    },
  );

  it.each(steps.slice(0, 2).map((step) => [step.type, step] as const))(
    '%s is refused after the demand',
    (_name, step) => {
      given(recoveryDecider, [found, demanded]).when(step).thenRefused('recovery.wrong-status');
    },
  );
});
