import { businessDate } from '#kernel/business-date.js';
import { fold } from '#kernel/decider.js';
import { given } from '#kernel/decider-spec.js';
import { budgetFigures } from './budget-line.js';
import type { BudgetEvent } from './budgets.events.js';
import { budgetDecider } from './budgets.js';

/** Yuan with two decimals to fen. */
const yuan = (amount: number): bigint => BigInt(Math.round(amount * 100));

const LINE = { line: 'talent', year: 2024 } as const;
const appropriated = (amount: number, documentNumber = '嘉财〔2024〕1号'): BudgetEvent => ({
  type: 'BudgetAppropriated',
  data: { ...LINE, amountFen: yuan(amount), documentNumber },
});
const promised = (trancheNo: number, from: number, to: number): BudgetEvent => ({
  type: 'ForwardCommitmentChanged',
  data: {
    award: 'award-1',
    changes: [{ trancheNo, fromFen: yuan(from), toFen: yuan(to) }],
    cause: 'AwardApproved',
  },
});
const committed = (trancheNo: number, amount: number, forward = 0): BudgetEvent => ({
  type: 'BudgetCommitted',
  data: {
    commitmentId: `award-1/${trancheNo}/1`,
    amountFen: yuan(amount),
    award: 'award-1',
    trancheNo,
    fromQueue: false,
    ...(forward > 0 && { forwardFen: yuan(forward) }),
  },
});
const figures = (...history: readonly BudgetEvent[]) => budgetFigures(fold(budgetDecider, history));

describe('a commitment at approval', () => {
  const promise = (trancheNo: number, amount: number) =>
    ({
      type: 'PromiseForward',
      award: 'award-1',
      promises: [{ trancheNo, amountFen: yuan(amount) }],
      cause: 'AwardApproved',
    }) as const;

  it('needs no money: a later year promises before it is given any', () => {
    given(budgetDecider, [])
      .when(promise(2, 30))
      .then(promised(2, 0, 30));
    expect(figures(promised(2, 0, 30))).toMatchObject({
      forwardFen: yuan(30),
      uncoveredFen: yuan(30),
      uncommittedFen: 0n,
    });
  });

  it('leaves 20 of 100 free and promised to nobody when 50 are set aside and 30 promised', () => {
    expect(figures(appropriated(100), promised(2, 0, 30), committed(1, 50))).toMatchObject({
      committedFen: yuan(50),
      freeFen: yuan(50),
      forwardFen: yuan(30),
      uncommittedFen: yuan(20),
      uncoveredFen: 0n,
    });
  });

  it('becomes money set aside in the event that sets it aside', () => {
    given(budgetDecider, [appropriated(100), promised(1, 0, 40)])
      .when({
        type: 'CommitBudget',
        commitmentId: 'award-1/1/1',
        amountFen: yuan(25),
        award: 'award-1',
        trancheNo: 1,
        approvedOn: businessDate('2024-03-01'),
      })
      .then(committed(1, 25, 25));
    // The part above what was granted is promised until the award says otherwise.
    expect(figures(appropriated(100), promised(1, 0, 40), committed(1, 25, 25)).forwardFen).toBe(yuan(15));
  });

  it('said again changes nothing', () => {
    given(budgetDecider, [promised(2, 0, 30)])
      .when(promise(2, 30))
      .then();
  });

  it('is counted on: a line is not cut below it, nor below what is set aside', () => {
    const history = [appropriated(100), promised(2, 0, 30), committed(1, 50)];
    given(budgetDecider, history)
      .when({ type: 'AdjustBudget', deltaFen: yuan(-20) - 1n, documentNumber: '2号' })
      .thenRefused('budget.below-promised');
    given(budgetDecider, history)
      .when({ type: 'AdjustBudget', deltaFen: yuan(-51), documentNumber: '2号' })
      .thenRefused('budget.below-committed');
    given(budgetDecider, history)
      .when({ type: 'AdjustBudget', deltaFen: yuan(-20), documentNumber: '2号' })
      .then({ type: 'BudgetAdjusted', data: { deltaFen: yuan(-20), documentNumber: '2号' } });
  });
});

describe('a transfer', () => {
  const out = (amount: number, documentNumber = '调1号') =>
    ({
      type: 'TransferOut',
      transfer: 'transfer-1',
      to: 'budget-other-2024',
      amountFen: yuan(amount),
      documentNumber,
    }) as const;
  const wentOut: BudgetEvent = {
    type: 'BudgetTransferredOut',
    data: { transfer: 'transfer-1', to: 'budget-other-2024', amountFen: yuan(20), documentNumber: '调1号' },
  };
  const cameIn: BudgetEvent = {
    type: 'BudgetTransferredIn',
    data: {
      ...LINE,
      transfer: 'transfer-1',
      from: 'budget-other-2024',
      amountFen: yuan(20),
      documentNumber: '调1号',
    },
  };
  const history = [appropriated(100), promised(2, 0, 30), committed(1, 50)];

  it('takes what is free and promised to nobody, and not a fen more', () => {
    given(budgetDecider, history).when(out(20)).then(wentOut);
    const refusal = given(budgetDecider, history).when(out(20.01)).thenRefused('budget.transfer-above-free');
    expect(refusal.facts).toEqual({
      amountYuan: '20.01',
      freeYuan: '50.00',
      forwardYuan: '30.00',
      mostYuan: '20.00',
    });
    expect(figures(...history, wentOut)).toMatchObject({ appropriatedFen: yuan(80), freeFen: yuan(30) });
  });

  it('needs money on the line and a document that was not used', () => {
    given(budgetDecider, []).when(out(1)).thenRefused('budget.not-appropriated');
    given(budgetDecider, [appropriated(100, '调1号')])
      .when(out(1))
      .thenRefused('budget.document-already-recorded');
  });

  it('may be the first money of the line it goes to, and serves who waits there', () => {
    const waiting: BudgetEvent = {
      type: 'CommitmentQueued',
      data: {
        commitmentId: 'award-1/1/1',
        amountFen: yuan(15),
        award: 'award-1',
        trancheNo: 1,
        approvedOn: businessDate('2024-03-01'),
        freeFen: 0n,
        aheadCount: 0,
      },
    };
    given(budgetDecider, [waiting])
      .when({
        type: 'TransferIn',
        ...LINE,
        ...cameIn.data,
        from: 'budget-other-2024',
        transfer: 'transfer-1',
        amountFen: yuan(20),
        documentNumber: '调1号',
      })
      .then(cameIn, {
        type: 'BudgetCommitted',
        data: {
          commitmentId: 'award-1/1/1',
          amountFen: yuan(15),
          award: 'award-1',
          trancheNo: 1,
          fromQueue: true,
        },
      });
  });

  it('that the other line refused comes back whole, and its document may be used again', () => {
    const back: BudgetEvent = {
      type: 'BudgetTransferGivenBack',
      data: { transfer: 'transfer-1', amountFen: yuan(20), documentNumber: '调1号' },
    };
    given(budgetDecider, [...history, wentOut])
      .when({ type: 'GiveBackTransfer', transfer: 'transfer-1' })
      .then(back);
    expect(figures(...history, wentOut, back)).toEqual(figures(...history));
    given(budgetDecider, [...history, wentOut, back])
      .when(out(20))
      .then(wentOut);
  });
});

describe('the classification of a line', () => {
  const asked = {
    type: 'ClassifyLine',
    fund: '人才专项资金',
    measureGroup: '创新创业',
    source: 'city',
    economicClass: '50799',
  } as const;
  const { type: _type, ...data } = asked;

  it('is said once, and said again changes nothing', () => {
    const classified: BudgetEvent = { type: 'BudgetLineClassified', data };
    given(budgetDecider, []).when(asked).then(classified);
    given(budgetDecider, [classified]).when(asked).then();
  });

  it('names a class of the 政府支出经济分类 that pays grants', () => {
    given(budgetDecider, [])
      .when({ ...asked, economicClass: '31299' })
      .thenRefused('budget.unknown-economic-class');
  });
});

describe('a spending plan', () => {
  const monthsFen = Array.from({ length: 12 }, (_, month) => (month < 10 ? yuan(10) : 0n));
  const enter = { type: 'EnterSpendingPlan', monthsFen, by: 'max' } as const;
  const entered: BudgetEvent = { type: 'SpendingPlanEntered', data: { monthsFen, by: 'max' } };
  const confirmed: BudgetEvent = {
    type: 'SpendingPlanConfirmed',
    data: { monthsFen, enteredBy: 'max', by: 'carl' },
  };

  it('is entered by one and confirmed by another', () => {
    given(budgetDecider, [appropriated(100)])
      .when(enter)
      .then(entered);
    given(budgetDecider, [appropriated(100), entered])
      .when({ type: 'ConfirmSpendingPlan', by: 'max' })
      .thenRefused('duty.same-person');
    given(budgetDecider, [appropriated(100), entered])
      .when({ type: 'ConfirmSpendingPlan', by: 'carl' })
      .then(confirmed);
  });

  it('is twelve months of what the line was given at most', () => {
    given(budgetDecider, [appropriated(100)])
      .when({ ...enter, monthsFen: monthsFen.slice(1) })
      .thenRefused('budget.plan-not-twelve-months');
    given(budgetDecider, [appropriated(100)])
      .when({ ...enter, monthsFen: monthsFen.with(11, -1n) })
      .thenRefused('budget.plan-not-twelve-months');
    given(budgetDecider, [appropriated(99.99)])
      .when(enter)
      .thenRefused('budget.plan-above-appropriated');
    given(budgetDecider, []).when(enter).thenRefused('budget.not-appropriated');
  });

  it('is looked at again when it is confirmed: the line may have been cut meanwhile', () => {
    const cut: BudgetEvent = { type: 'BudgetAdjusted', data: { deltaFen: -1n, documentNumber: '2号' } };
    given(budgetDecider, [appropriated(100), entered, cut])
      .when({ type: 'ConfirmSpendingPlan', by: 'carl' })
      .thenRefused('budget.plan-above-appropriated');
  });

  it('that was sent back or confirmed waits for nobody', () => {
    given(budgetDecider, [appropriated(100), entered])
      .when({ type: 'RejectSpendingPlan', reason: 'too early', by: 'carl' })
      .then({ type: 'SpendingPlanRejected', data: { reason: 'too early', by: 'carl' } });
    for (const type of ['ConfirmSpendingPlan', 'RejectSpendingPlan'] as const)
      given(budgetDecider, [appropriated(100), entered, confirmed])
        .when({ type, reason: 'r', by: 'carl' })
        .thenRefused('budget.no-plan-entered');
  });
});

describe('the end of the year', () => {
  const history = [appropriated(100), committed(1, 70)];
  const outcome = { carriedFen: yuan(20), returnedFen: yuan(10), documentNumber: '嘉财〔2025〕1号' };
  const propose = {
    type: 'ProposeYearEnd',
    year: 2024,
    ...outcome,
    on: businessDate('2025-01-06'),
    by: 'max',
  } as const;
  const confirm = { type: 'ConfirmYearEnd', ...LINE, by: 'carl' } as const;
  const proposed: BudgetEvent = { type: 'YearEndProposed', data: { ...outcome, by: 'max' } };
  const decided: BudgetEvent = {
    type: 'YearEndDecided',
    data: { ...LINE, ...outcome, proposedBy: 'max', by: 'carl' },
  };

  it('carries over or returns what is free, line by line, by two people', () => {
    given(budgetDecider, history).when(propose).then(proposed);
    given(budgetDecider, [...history, proposed])
      .when({ ...confirm, by: 'max' })
      .thenRefused('duty.same-person');
    given(budgetDecider, [...history, proposed])
      .when(confirm)
      .then(decided);
    expect(figures(...history, proposed, decided)).toMatchObject({
      appropriatedFen: yuan(70),
      committedFen: yuan(70),
      freeFen: 0n,
    });
  });

  it('comes after the year', () => {
    given(budgetDecider, history)
      .when({ ...propose, on: businessDate('2024-12-31') })
      .thenRefused('budget.year-not-over');
  });

  it.each([
    [20, 9.99],
    [20, 10.01],
    [40, -10],
  ])('decides about all 30 that are free: %s carried over and %s returned are not', (carried, returned) => {
    given(budgetDecider, history)
      .when({ ...propose, carriedFen: yuan(carried), returnedFen: yuan(returned) })
      .thenRefused('budget.year-end-differs');
  });

  it('is proposed anew when something came free since', () => {
    const freed: BudgetEvent = {
      type: 'BudgetDecommitted',
      data: { commitmentId: 'award-1/1/1', amountFen: yuan(5), reason: 'r' },
    };
    given(budgetDecider, [...history, proposed, freed])
      .when(confirm)
      .thenRefused('budget.year-end-differs');
  });

  it('may be rejected, and is not decided without a proposal', () => {
    given(budgetDecider, [...history, proposed])
      .when({ type: 'RejectYearEnd', reason: 'carry all', by: 'carl' })
      .then({ type: 'YearEndRejected', data: { reason: 'carry all', by: 'carl' } });
    for (const command of [confirm, { type: 'RejectYearEnd', reason: 'r', by: 'carl' } as const])
      given(budgetDecider, history).when(command).thenRefused('budget.no-year-end-proposed');
  });

  it.each([
    ['an appropriation', { type: 'AppropriateBudget', ...LINE, amountFen: 1n, documentNumber: '9号' }],
    ['an adjustment', { type: 'AdjustBudget', deltaFen: 1n, documentNumber: '9号' }],
    [
      'a transfer to it',
      { type: 'TransferIn', ...LINE, transfer: 't', from: 'x', amountFen: 1n, documentNumber: '9号' },
    ],
    [
      'a transfer from it',
      { type: 'TransferOut', transfer: 't', to: 'x', amountFen: 1n, documentNumber: '9号' },
    ],
    ['a plan', { type: 'EnterSpendingPlan', monthsFen: Array.from({ length: 12 }, () => 0n), by: 'max' }],
    ['another proposal', propose],
    ['another decision', confirm],
    ['a rejection', { type: 'RejectYearEnd', reason: 'r', by: 'carl' }],
  ] as const)('closes the line: %s is refused afterwards', (_what, command) => {
    given(budgetDecider, [...history, decided])
      .when(command)
      .thenRefused('budget.year-closed');
  });

  it('leaves what is set aside payable, and lets who comes late wait for the next year', () => {
    given(budgetDecider, [...history, decided])
      .when({ type: 'Disburse', commitmentId: 'award-1/1/1', amountFen: yuan(70), cause: 'TranchePaid' })
      .then({
        type: 'BudgetDisbursed',
        data: { commitmentId: 'award-1/1/1', amountFen: yuan(70), cause: 'TranchePaid' },
      });
  });

  it.each([
    ['carried', 20],
    ['returned', 0],
  ] as const)('money that comes free later is %s as the rest was, with its commitment', (how, carried) => {
    const then: BudgetEvent = {
      type: 'YearEndDecided',
      data: {
        ...LINE,
        carriedFen: yuan(carried),
        returnedFen: yuan(30 - carried),
        documentNumber: outcome.documentNumber,
        proposedBy: 'max',
        by: 'carl',
      },
    };
    given(budgetDecider, [...history, then])
      .when({ type: 'Decommit', commitmentId: 'award-1/1/1', amountFen: yuan(5), reason: 'returned' })
      .then(
        {
          type: 'BudgetDecommitted',
          data: { commitmentId: 'award-1/1/1', amountFen: yuan(5), reason: 'returned' },
        },
        {
          type: 'LateBalanceMoved',
          data: {
            ...LINE,
            commitmentId: 'award-1/1/1',
            amountFen: yuan(5),
            outcome: how,
            documentNumber: outcome.documentNumber,
          },
        },
      );
  });

  it('what arrives in a year that is closed itself goes on to the next', () => {
    const carry = {
      ...LINE,
      from: 'budget-talent-2023',
      amountFen: yuan(5),
      documentNumber: '结1号',
      commitmentId: 'award-1/1/1',
    };
    given(budgetDecider, [...history, decided])
      .when({ type: 'CarryIn', ...carry })
      .then(
        { type: 'BudgetCarriedIn', data: carry },
        {
          type: 'LateBalanceMoved',
          data: {
            ...LINE,
            commitmentId: 'award-1/1/1',
            amountFen: yuan(5),
            outcome: 'carried',
            documentNumber: outcome.documentNumber,
          },
        },
      );
  });
});
