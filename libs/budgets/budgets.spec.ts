import { type BusinessDate, businessDate } from '#kernel/business-date.js';
import { fold } from '#kernel/decider.js';
import { given } from '#kernel/decider-spec.js';
import { yuan } from '#kernel/money.js';
import type { CommitBudget } from './budget-commands.js';
import { budgetFigures } from './budget-line.js';
import type { BudgetEvent } from './budgets.events.js';
import { budgetDecider, budgetStream } from './budgets.js';

const MARCH: BusinessDate = businessDate('2024-03-01');
const APRIL: BusinessDate = businessDate('2024-04-01');

const commit = (commitmentId: string, amount: number, approvedOn = MARCH): CommitBudget => ({
  type: 'CommitBudget',
  commitmentId,
  amountFen: yuan(amount),
  award: 'award-1',
  trancheNo: 1,
  approvedOn,
});

const appropriated = (amount: number, documentNumber = '嘉财〔2024〕1号'): BudgetEvent => ({
  type: 'BudgetAppropriated',
  data: { line: 'talent', year: 2024, amountFen: yuan(amount), documentNumber },
});
const committed = (commitmentId: string, amount: number, fromQueue = false): BudgetEvent => ({
  type: 'BudgetCommitted',
  data: { commitmentId, amountFen: yuan(amount), award: 'award-1', trancheNo: 1, fromQueue },
});
const queued = (
  commitmentId: string,
  amount: number,
  free: number,
  aheadCount: number,
  approvedOn = MARCH,
): BudgetEvent => ({
  type: 'CommitmentQueued',
  data: {
    commitmentId,
    amountFen: yuan(amount),
    award: 'award-1',
    trancheNo: 1,
    approvedOn,
    freeFen: yuan(free),
    aheadCount,
  },
});
const decommitted = (commitmentId: string, amount: number): BudgetEvent => ({
  type: 'BudgetDecommitted',
  data: { commitmentId, amountFen: yuan(amount), reason: 'award ended' },
});
const disbursed = (commitmentId: string, amount: number): BudgetEvent => ({
  type: 'BudgetDisbursed',
  data: { commitmentId, amountFen: yuan(amount), cause: 'payment-1' },
});
const reversed = (commitmentId: string, amount: number): BudgetEvent => ({
  type: 'DisbursementReversed',
  data: { commitmentId, amountFen: yuan(amount), reason: 'returned payment' },
});
const adjusted = (delta: number, documentNumber: string): BudgetEvent => ({
  type: 'BudgetAdjusted',
  data: { deltaFen: yuan(delta), documentNumber },
});

it('names a stream by line and year', () => {
  expect(budgetStream('talent', 2024)).toBe('budget-talent-2024');
});

describe('an appropriation', () => {
  it('counts each document once, also against adjustments', () => {
    const again = { type: 'AppropriateBudget', line: 'talent', year: 2024, amountFen: 1n } as const;
    given(budgetDecider, [appropriated(100), adjusted(5, '嘉财〔2024〕2号')])
      .when({ ...again, documentNumber: '嘉财〔2024〕1号' })
      .thenRefused('budget.document-already-recorded');
    given(budgetDecider, [appropriated(100), adjusted(5, '嘉财〔2024〕2号')])
      .when({ ...again, documentNumber: '嘉财〔2024〕2号' })
      .thenRefused('budget.document-already-recorded');
  });

  it('adds to an earlier one under another document', () => {
    expect(
      budgetFigures(fold(budgetDecider, [appropriated(100), appropriated(50, '嘉财〔2024〕3号')])).freeFen,
    ).toBe(yuan(150));
  });

  it.each([0n, -1n])('of %s fen is refused', (amountFen) => {
    given(budgetDecider)
      .when({ type: 'AppropriateBudget', line: 'talent', year: 2024, amountFen, documentNumber: '1号' })
      .thenRefused('budget.nothing-appropriated');
  });

  it('may be cut down to what is committed and not below', () => {
    const history = [appropriated(100), committed('c1', 70)];
    given(budgetDecider, history)
      .when({ type: 'AdjustBudget', deltaFen: yuan(-30), documentNumber: '2号' })
      .then(adjusted(-30, '2号'));
    const refusal = given(budgetDecider, history)
      .when({ type: 'AdjustBudget', deltaFen: yuan(-30) - 1n, documentNumber: '2号' })
      .thenRefused('budget.below-committed');
    expect(refusal.facts).toEqual({
      appropriatedYuan: '100.00',
      committedYuan: '70.00',
      freeYuan: '30.00',
      deltaYuan: '-30.01',
    });
  });

  it('must exist before it is adjusted', () => {
    given(budgetDecider)
      .when({ type: 'AdjustBudget', deltaFen: 1n, documentNumber: '2号' })
      .thenRefused('budget.not-appropriated');
  });

  it('is not adjusted by zero, and no document adjusts twice', () => {
    const history = [appropriated(100), adjusted(1, '2号')];
    given(budgetDecider, history)
      .when({ type: 'AdjustBudget', deltaFen: 0n, documentNumber: '3号' })
      .thenRefused('budget.nothing-to-adjust');
    given(budgetDecider, history)
      .when({ type: 'AdjustBudget', deltaFen: 1n, documentNumber: '2号' })
      .thenRefused('budget.document-already-recorded');
  });
});

describe('a commitment', () => {
  it('takes free money to the last fen', () => {
    given(budgetDecider, [appropriated(100), committed('c1', 40)])
      .when(commit('c2', 60))
      .then(committed('c2', 60));
  });

  it('E23 waits whole when money is short; nothing is scaled down (decision 25)', () => {
    given(budgetDecider, [appropriated(100), committed('c1', 40)])
      .when(commit('c2', 61))
      .then(queued('c2', 61, 60, 0));
  });

  it('waits on a line that was never appropriated', () => {
    given(budgetDecider)
      .when(commit('c1', 1))
      .then(queued('c1', 1, 0, 0));
  });

  it('waits behind somebody even when there is money for it', () => {
    given(budgetDecider, [appropriated(100), queued('c1', 101, 100, 0)])
      .when(commit('c2', 1))
      .then(queued('c2', 1, 100, 1));
  });

  it('approved before all who wait joins at the head and is served if it fits', () => {
    given(budgetDecider, [appropriated(100), queued('april', 101, 100, 0, APRIL)])
      .when(commit('march', 30, MARCH))
      .then(queued('march', 30, 100, 0, MARCH), committed('march', 30, true));
  });

  it('is made once, waiting or not', () => {
    given(budgetDecider, [appropriated(100), committed('c1', 40)])
      .when(commit('c1', 40))
      .thenRefused('budget.commitment-exists');
    given(budgetDecider, [queued('c1', 40, 0, 0)])
      .when(commit('c1', 40))
      .thenRefused('budget.commitment-exists');
  });
});

describe('the queue', () => {
  const waiting = [
    queued('april', 50, 0, 0, APRIL),
    queued('march-1', 30, 0, 0),
    queued('march-2', 20, 0, 1),
  ];

  it('is served by approval date, then arrival, as far as the money goes', () => {
    given(budgetDecider, waiting)
      .when({
        type: 'AppropriateBudget',
        line: 'talent',
        year: 2024,
        amountFen: yuan(99),
        documentNumber: '嘉财〔2024〕1号',
      })
      .then(appropriated(99), committed('march-1', 30, true), committed('march-2', 20, true));
  });

  it('stops at the first that does not fit, also when a smaller one behind would', () => {
    given(budgetDecider, waiting)
      .when({
        type: 'AppropriateBudget',
        line: 'talent',
        year: 2024,
        amountFen: yuan(29),
        documentNumber: '嘉财〔2024〕1号',
      })
      .then(appropriated(29));
  });

  const short = [appropriated(100), committed('c1', 100), queued('c2', 60, 0, 0), queued('c3', 40, 0, 1)];

  it('is served by an adjustment that brings money', () => {
    given(budgetDecider, short)
      .when({ type: 'AdjustBudget', deltaFen: yuan(60), documentNumber: '2号' })
      .then(adjusted(60, '2号'), committed('c2', 60, true));
  });

  it('is served by a commitment that is given up', () => {
    given(budgetDecider, [...short, disbursed('c1', 10)])
      .when({ type: 'Decommit', commitmentId: 'c1', amountFen: null, reason: 'award ended' })
      .then(decommitted('c1', 90), committed('c2', 60, true));
  });

  it('is served when its head gives up waiting', () => {
    given(budgetDecider, [appropriated(50), queued('c2', 60, 50, 0), queued('c3', 40, 50, 1)])
      .when({ type: 'CancelQueued', commitmentId: 'c2' })
      .then(
        { type: 'QueuedCommitmentCancelled', data: { commitmentId: 'c2', amountFen: yuan(60) } },
        committed('c3', 40, true),
      );
  });

  it('knows who does not wait', () => {
    given(budgetDecider, short)
      .when({ type: 'CancelQueued', commitmentId: 'c1' })
      .thenRefused('budget.not-queued');
  });
});

describe('a disbursement', () => {
  const history = [appropriated(100), committed('c1', 70), disbursed('c1', 30)];

  it('pays the open part and no more', () => {
    given(budgetDecider, history)
      .when({ type: 'Disburse', commitmentId: 'c1', amountFen: yuan(40), cause: 'payment-1' })
      .then(disbursed('c1', 40));
    const refusal = given(budgetDecider, history)
      .when({ type: 'Disburse', commitmentId: 'c1', amountFen: yuan(41), cause: 'payment-1' })
      .thenRefused('budget.disbursed-above-open');
    expect(refusal.facts).toEqual({ amountYuan: '41.00', openYuan: '40.00' });
  });

  it('that was returned is open again and can be paid or given up', () => {
    const returned = [...history, disbursed('c1', 40), reversed('c1', 40)];
    given(budgetDecider, returned)
      .when({ type: 'Disburse', commitmentId: 'c1', amountFen: yuan(40), cause: 'payment-1' })
      .then(disbursed('c1', 40));
    given(budgetDecider, returned)
      .when({ type: 'Decommit', commitmentId: 'c1', amountFen: null, reason: 'award ended' })
      .then(decommitted('c1', 40));
  });

  it('is never reversed beyond what was paid, nor given up once paid', () => {
    given(budgetDecider, history)
      .when({
        type: 'ReverseDisbursement',
        commitmentId: 'c1',
        amountFen: yuan(31),
        reason: 'returned payment',
      })
      .thenRefused('budget.reversed-above-disbursed');
    given(budgetDecider, history)
      .when({ type: 'Decommit', commitmentId: 'c1', amountFen: yuan(41), reason: 'award ended' })
      .thenRefused('budget.decommitted-above-open');
  });

  it('leaves nothing to give up when all is paid', () => {
    given(budgetDecider, [...history, disbursed('c1', 40)])
      .when({ type: 'Decommit', commitmentId: 'c1', amountFen: null, reason: 'award ended' })
      .then();
  });

  it.each([
    { type: 'Disburse', commitmentId: 'c9', amountFen: 1n, cause: 'payment-1' },
    { type: 'ReverseDisbursement', commitmentId: 'c9', amountFen: 1n, reason: 'returned payment' },
    { type: 'Decommit', commitmentId: 'c9', amountFen: null, reason: 'award ended' },
  ] as const)('$type needs a commitment', (command) => {
    given(budgetDecider, history).when(command).thenRefused('budget.unknown-commitment');
  });
});

it('counts recovered money as refunded and frees nothing with it (practice 2.11)', () => {
  const history = [appropriated(100), committed('c1', 70), disbursed('c1', 30), queued('c2', 80, 30, 0)];
  const refunded: BudgetEvent = {
    type: 'BudgetRefunded',
    data: { caseId: 'recovery-1', amountFen: yuan(30), cause: 'repayment-1' },
  };
  given(budgetDecider, history)
    .when({ type: 'RecordRefund', caseId: 'recovery-1', amountFen: yuan(30), cause: 'repayment-1' })
    .then(refunded);
  expect(budgetFigures(fold(budgetDecider, [...history, refunded]))).toEqual({
    forwardFen: 0n,
    uncommittedFen: yuan(30),
    uncoveredFen: 0n,
    appropriatedFen: yuan(100),
    committedFen: yuan(70),
    disbursedFen: yuan(30),
    openFen: yuan(40),
    freeFen: yuan(30),
    refundedFen: yuan(30),
    queuedFen: yuan(80),
  });
});
