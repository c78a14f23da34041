import { budgetFigures } from '#budgets/budget-line.js';
import type { BudgetCommand } from '#budgets/budget-commands.js';
import { budgetDecider } from '#budgets/budgets.js';
import { businessDate } from '#kernel/business-date.js';
import { fold } from '#kernel/decider.js';
import { type Fen, splitFen, sumFen, yuan } from '#kernel/money.js';
import { orThrow } from '#kernel/refusal.js';
import { cityPartOf, type Envelope } from '#policy/envelope.js';
import { loadPolicyFiles } from '#policy/load-policy-files.js';
import { parsePolicyBook } from '#policy/policy-book.js';
import { besidePlan } from '#projections/budget-lines/budget-reports.queries.js';

const books = (await loadPolicyFiles()).map((content) => orThrow(parsePolicyBook(content)));
const envelope = (id: string): Envelope => {
  const found = books.flatMap((book) => book.envelopes).find((one) => one.id === id);
  if (!found) throw new Error(`No envelope ${id}`);
  return found;
};

/** The line of an envelope after commands, none of which is refused. */
const lineAfter = (...commands: readonly BudgetCommand[]) => {
  const state = commands.reduce(
    (now, command) => {
      const { events, refusal } = budgetDecider.decide(command, now);
      if (refusal) throw new Error(refusal.code);
      return events.reduce(budgetDecider.evolve, now);
    },
    fold(budgetDecider, []),
  );
  return { state, figures: budgetFigures(state) };
};

const given = ({ budgetLine: line }: Envelope, amountFen: Fen, documentNumber = 'D-1'): BudgetCommand => ({
  type: 'AppropriateBudget',
  line,
  year: 2024,
  amountFen,
  documentNumber,
});

const paid = ({ id }: Envelope, amountFen: Fen, no = 1): readonly BudgetCommand[] => {
  const commitmentId = `${id}/${no}/1`;
  const approvedOn = businessDate('2024-03-01');
  return [
    { type: 'CommitBudget', commitmentId, amountFen, award: id, trancheNo: no, approvedOn },
    { type: 'Disburse', commitmentId, amountFen, cause: 'TranchePaid' },
  ];
};

const planned = (monthsFen: readonly Fen[]): readonly BudgetCommand[] => [
  { type: 'EnterSpendingPlan', monthsFen, by: 'max' },
  { type: 'ConfirmSpendingPlan', by: 'carl' },
];

/** The three figures of an envelope: allotted, planned this year, paid (measures §3, source 003). */
describe('the envelopes of the sources as budget lines', () => {
  it('PH-ENV-1 Deep-Root work fund: 10,000,000 with a first batch of 3,000,000 paid, 7,000,000 free', () => {
    const fund = envelope('PH-ENV-1');
    const { figures } = lineAfter(given(fund, fund.sizeFen ?? 0n), ...paid(fund, fund.paidFen ?? 0n));
    expect(figures).toMatchObject({
      appropriatedFen: yuan(10_000_000),
      disbursedFen: yuan(3_000_000),
      openFen: 0n,
      freeFen: yuan(7_000_000),
    });
  });

  it('PH-ENV-2 platform fund: 165,000,000 with 79,000,000 planned this year and 13,000,000 paid, within the plan', () => {
    const fund = envelope('PH-ENV-2');
    const months = splitFen(
      fund.plannedFen ?? 0n,
      Array.from({ length: 12 }, () => 1n),
    );
    const { state, figures } = lineAfter(
      given(fund, fund.sizeFen ?? 0n),
      ...planned(months),
      ...paid(fund, fund.paidFen ?? 0n),
    );
    expect(figures).toMatchObject({
      appropriatedFen: yuan(165_000_000),
      disbursedFen: yuan(13_000_000),
      freeFen: yuan(152_000_000),
    });
    expect(sumFen(state.spendingPlan.confirmedFen ?? [])).toBe(yuan(79_000_000));
    // Derived in the source table: 16.5 % of the plan, 7.9 % of the envelope; in tenths of a percent, rounded.
    const tenths = (part: Fen, whole: Fen): Fen => (part * 2000n + whole) / (whole * 2n);
    expect(tenths(figures.disbursedFen, yuan(79_000_000))).toBe(165n);
    expect(tenths(figures.disbursedFen, figures.appropriatedFen)).toBe(79n);
    // 79,000,000 / 12 are 6,583,333.33 a month: 13,000,000 are planned for February, not for January.
    const spentIn = (month: number) =>
      besidePlan(
        months.map((plannedFen, at) => ({
          month: `2024-${String(at + 1).padStart(2, '0')}`,
          plannedFen,
          paidFen: at + 1 === month ? yuan(13_000_000) : 0n,
        })),
      ).filter(({ overPlanFen }) => overPlanFen > 0n);
    expect(spentIn(2)).toEqual([]);
    expect(spentIn(1).map(({ month, overPlanFen }) => [month, overPlanFen])).toEqual([
      ['2024-01', 641_666_667n],
    ]);
  });

  it('PH-ENV-2: no plan above the envelope', () => {
    const fund = envelope('PH-ENV-2');
    const months = Array.from({ length: 12 }, (_, month) => (month === 0 ? yuan(165_000_001) : 0n));
    expect(() => lineAfter(given(fund, fund.sizeFen ?? 0n), ...planned(months))).toThrow(
      'budget.plan-above-appropriated',
    );
  });

  it('JX-ENV-1 guidance fund: the city pays 20 % of every call, 20,000,000 of the first 100,000,000 and 200,000,000 of all', () => {
    const fund = envelope('JX-ENV-1');
    const [first, rest] = [fund.firstTrancheFen ?? 0n, (fund.sizeFen ?? 0n) - (fund.firstTrancheFen ?? 0n)];
    const { state, figures } = lineAfter(
      {
        type: 'ClassifyLine',
        fund: '人才创业投资引导基金',
        measureGroup: '创业投资',
        source: 'city',
        economicClass: '50805',
      },
      given(fund, cityPartOf(fund, fund.sizeFen ?? 0n)),
      ...paid(fund, cityPartOf(fund, first), 1),
    );
    expect(figures).toMatchObject({
      appropriatedFen: yuan(200_000_000),
      disbursedFen: yuan(20_000_000),
      freeFen: yuan(180_000_000),
    });
    expect(cityPartOf(fund, rest)).toBe(figures.freeFen);
    expect(state.classification?.economicClass).toBe('50805');
  });
});
