import fc from 'fast-check';
import { businessDate } from '#kernel/business-date.js';
import type { Json } from '#kernel/fen-json.js';
import { sumFen } from '#kernel/money.js';
import { entriesOf } from '#kernel/wide-map.js';
import type { BudgetCommand } from './budget-commands.js';
import { type BudgetState, budgetFigures } from './budget-line.js';
import type { BudgetEvent } from './budgets.events.js';
import { budgetSnapshot } from './budget-snapshot.js';
import { budgetDecider } from './budgets.js';

const commitmentId = fc.constantFrom('c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8');
const amountFen = fc.bigInt({ min: 1n, max: 60n });
const documentNumber = fc.integer({ min: 1, max: 30 }).map((number) => `${number}号`);
const reason = fc.constant('r');
const transfer = fc.constantFrom('transfer-1', 'transfer-2');
const type = <Type extends BudgetCommand['type']>(name: Type): fc.Arbitrary<Type> => fc.constant(name);

const command: fc.Arbitrary<BudgetCommand> = fc.oneof(
  fc.record({
    type: type('AppropriateBudget'),
    line: fc.constant('talent'),
    year: fc.constant(2024),
    amountFen,
    documentNumber,
  }),
  fc.record({ type: type('AdjustBudget'), deltaFen: fc.bigInt({ min: -50n, max: 30n }), documentNumber }),
  ...Array.from({ length: 3 }, () =>
    fc.record({
      type: type('CommitBudget'),
      commitmentId,
      amountFen,
      award: fc.constant('award-1'),
      trancheNo: fc.constant(1),
      approvedOn: fc.integer({ min: 1, max: 5 }).map((day) => businessDate(`2024-03-0${day}`)),
    }),
  ),
  fc.record({ type: type('Decommit'), commitmentId, amountFen: fc.option(amountFen), reason }),
  fc.record({ type: type('Disburse'), commitmentId, amountFen, cause: reason }),
  fc.record({ type: type('ReverseDisbursement'), commitmentId, amountFen, reason }),
  fc.record({ type: type('RecordRefund'), caseId: fc.constant('recovery-1'), amountFen, cause: reason }),
  fc.record({ type: type('CancelQueued'), commitmentId }),
  fc.record({
    type: type('PromiseForward'),
    award: fc.constant('award-1'),
    promises: fc
      .record({ trancheNo: fc.constant(1), amountFen: fc.bigInt({ min: 0n, max: 60n }) })
      .map((one) => [one]),
    cause: reason,
  }),
  fc.record({
    type: type('TransferOut'),
    transfer,
    to: fc.constant('budget-other-2024'),
    amountFen,
    documentNumber,
  }),
  fc.record({
    type: type('TransferIn'),
    transfer,
    from: fc.constant('budget-other-2024'),
    line: fc.constant('talent'),
    year: fc.constant(2024),
    amountFen,
    documentNumber,
  }),
  fc.record({
    type: type('CarryIn'),
    from: fc.constant('budget-talent-2023'),
    line: fc.constant('talent'),
    year: fc.constant(2024),
    amountFen,
    documentNumber,
    commitmentId: fc.option(commitmentId),
  }),
  fc.record({
    type: type('EnterSpendingPlan'),
    monthsFen: fc.array(fc.bigInt({ min: 0n, max: 9n }), { minLength: 11, maxLength: 12 }),
    by: fc.constantFrom('max', 'carl'),
  }),
  fc.record({ type: type('ConfirmSpendingPlan'), by: fc.constantFrom('max', 'carl') }),
);

/** A year may end at any time; whatever is free then is split anyhow. */
const endOfYear = (state: BudgetState, part: bigint): BudgetCommand[] => {
  const { freeFen } = budgetFigures(state);
  const carriedFen = (freeFen * part) / 4n;
  const outcome = { carriedFen, returnedFen: freeFen - carriedFen, documentNumber: '结1号' };
  return [
    { type: 'ProposeYearEnd', year: 2024, ...outcome, on: businessDate('2025-01-02'), by: 'max' },
    { type: 'ConfirmYearEnd', line: 'talent', year: 2024, by: 'carl' },
  ];
};
const commands = fc.array(command, { maxLength: 80 });

const amountIn = (data: BudgetEvent['data']): bigint => {
  if ('deltaFen' in data) return data.deltaFen;
  if ('carriedFen' in data) return data.carriedFen + data.returnedFen;
  return 'amountFen' in data ? data.amountFen : 0n;
};

/** Amounts of some types of events, from the log alone. */
const total = (history: readonly BudgetEvent[], ...types: readonly BudgetEvent['type'][]): bigint =>
  sumFen(history.filter((event) => types.includes(event.type)).map(({ data }) => amountIn(data)));

const run = (
  sequence: readonly BudgetCommand[],
  check: {
    onEvent?: (state: BudgetState, history: readonly BudgetEvent[]) => void;
    onDecision?: (state: BudgetState) => void;
  },
): BudgetEvent[] => {
  const history: BudgetEvent[] = [];
  let state = budgetDecider.initialState();
  const give = (next: BudgetCommand): void => {
    for (const event of budgetDecider.decide(next, state).events) {
      state = budgetDecider.evolve(state, event);
      history.push(event);
      check.onEvent?.(state, history);
    }
    check.onDecision?.(state);
  };
  sequence.slice(0, 50).forEach(give);
  endOfYear(state, BigInt(sequence.length % 5)).forEach(give);
  sequence.slice(50).forEach(give);
  return history;
};

/** As a fresh process finds it. */
const throughSnapshot = (state: BudgetState): BudgetState =>
  budgetSnapshot.decode(JSON.parse(JSON.stringify(budgetSnapshot.encode(state))) as Json);

/** A map from which everything was taken keeps its empty shelves. */
const asEntries = (state: BudgetState): object => ({
  ...state,
  forward: entriesOf(state.forward).toSorted(),
});

describe('whatever happens to a line, in whatever order', () => {
  it('a line that went through its snapshot decides the same', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        let state = budgetDecider.initialState();
        for (const next of sequence) {
          const decision = budgetDecider.decide(next, state);
          expect(budgetDecider.decide(next, throughSnapshot(state))).toEqual(decision);
          state = decision.events.reduce(budgetDecider.evolve, state);
        }
        expect(asEntries(throughSnapshot(state))).toEqual(asEntries(state));
      }),
    );
  });

  it('its figures equal the sums of the log and none is negative, at every prefix (promises 1 and 3)', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        run(sequence, {
          onEvent: (state, history) => {
            const figures = budgetFigures(state);
            const committedFen = total(history, 'BudgetCommitted') - total(history, 'BudgetDecommitted');
            const disbursedFen = total(history, 'BudgetDisbursed') - total(history, 'DisbursementReversed');
            const appropriatedFen =
              total(
                history,
                'BudgetAppropriated',
                'BudgetAdjusted',
                'BudgetTransferredIn',
                'BudgetCarriedIn',
              ) -
              total(history, 'BudgetTransferredOut', 'LateBalanceMoved') -
              total(history, 'YearEndDecided');
            expect(figures).toMatchObject({ appropriatedFen, committedFen, disbursedFen });
            expect(figures.freeFen).toBe(appropriatedFen - committedFen);
            expect(figures.openFen).toBe(committedFen - disbursedFen);
            expect(figures.queuedFen).toBe(sumFen(state.queue.map((waiting) => waiting.amountFen)));
            expect(Object.values(figures).every((fen) => fen >= 0n)).toBe(true);
          },
        });
      }),
      { numRuns: 400 },
    );
  });

  it('a year that is closed has nothing left to give, whatever comes free in it', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        run(sequence, {
          onDecision: (state) => {
            if (state.closing.status === 'closed') expect(budgetFigures(state).freeFen).toBe(0n);
          },
        });
      }),
      { numRuns: 400 },
    );
  });

  it('what a line promises is what was promised less what was set aside of it', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        run(sequence, {
          onEvent: (state, history) => {
            const promised = history.map((event) => {
              if (event.type === 'BudgetCommitted') return -(event.data.forwardFen ?? 0n);
              if (event.type !== 'ForwardCommitmentChanged') return 0n;
              return sumFen(event.data.changes.map(({ fromFen, toFen }) => toFen - fromFen));
            });
            expect(state.forwardFen).toBe(sumFen(promised));
          },
        });
      }),
      { numRuns: 200 },
    );
  });

  it('nobody waits while there is money for the head of the queue (decision 25)', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        run(sequence, {
          onDecision: (state) => {
            const [head] = state.queue;
            expect(head === undefined || head.amountFen > budgetFigures(state).freeFen).toBe(true);
          },
        });
      }),
      { numRuns: 400 },
    );
  });

  it('the queue stays in the order of approval, and nobody is committed past it', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        run(sequence, {
          onEvent: (state, history) => {
            const dates = state.queue.map((waiting) => waiting.approvedOn);
            expect(dates).toEqual(dates.toSorted());
            const last = history.at(-1);
            if (last?.type === 'BudgetCommitted' && !last.data.fromQueue) expect(state.queue).toEqual([]);
          },
        });
      }),
      { numRuns: 400 },
    );
  });

  it('a commitment never pays or gives up more than it was given', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        run(sequence, {
          onEvent: (_state, history) => {
            for (const id of ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8']) {
              const own = history.filter(
                (event) => 'commitmentId' in event.data && event.data.commitmentId === id,
              );
              const paid = total(own, 'BudgetDisbursed') - total(own, 'DisbursementReversed');
              expect(paid >= 0n).toBe(true);
              expect(paid + total(own, 'BudgetDecommitted') <= total(own, 'BudgetCommitted')).toBe(true);
            }
          },
        });
      }),
      { numRuns: 200 },
    );
  });
});
