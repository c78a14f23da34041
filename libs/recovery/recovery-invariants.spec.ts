import fc from 'fast-check';
import type { Actor } from '#kernel/actor.js';
import { businessDate } from '#kernel/business-date.js';
import { sumFen } from '#kernel/money.js';
import type { RecoveryEvent, RecoveryItem } from './recovery.events.js';
import { outstandingFen, type RecoveryState } from './recovery-case.js';
import type { RecoveryCommand } from './recovery-commands.js';
import { recoveryDecider } from './recovery.js';

const DAY = businessDate('2024-05-06');
const actor = fc.constantFrom<Actor>(
  { id: 'wang', role: 'finance-maker' },
  { id: 'wang', role: 'finance-checker' },
  { id: 'chen', role: 'finance-checker' },
);
const setOffId = fc.constantFrom('s1', 's2', 's3', 's4', 's5');
const amountFen = fc.bigInt({ min: 1n, max: 60n });
const reason = fc.constant('r');
const documentNumber = fc.constantFrom('1号', '2号');
const type = <Type extends RecoveryCommand['type']>(name: Type): fc.Arbitrary<Type> => fc.constant(name);

const items = fc.array(amountFen, { minLength: 1, maxLength: 4 }).map((amounts) =>
  amounts.map((fen, index): RecoveryItem => ({
    trancheNo: amounts.length - index,
    attempt: 1,
    amountFen: fen,
    reservations: [],
    budgetStream: 'budget-talent-2023',
    commitmentId: `c${index}`,
  })),
);

const opening: fc.Arbitrary<RecoveryCommand> = fc.tuple(items, actor).map(([parts, foundBy]) => ({
  type: 'OpenCase',
  caseId: 'recovery-1',
  award: 'award-1',
  debtor: 'party-1',
  ground: 'left-early',
  amountFen: sumFen(parts.map((part) => part.amountFen)),
  derivation: {},
  items: parts,
  foundBy,
  foundOn: DAY,
}));

const collecting: fc.Arbitrary<RecoveryCommand> = fc.oneof(
  fc.record({
    type: type('ProposeSetOff'),
    setOffId,
    award: fc.constant('award-2'),
    trancheNo: fc.constant(1),
    amountFen,
  }),
  fc.record({ type: type('ConfirmSetOff'), setOffId, amountFen }),
  fc.record({ type: type('CancelSetOff'), setOffId }),
  fc.record({
    type: type('RecordRepayment'),
    repaymentId: fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5', 'p6'),
    amountFen: fc.bigInt({ min: -1n, max: 60n }),
    bankReference: fc.constantFrom('B1', 'B2', 'B3', 'B4', 'B5', 'B6'),
    receivedOn: fc.constant(DAY),
  }),
);
const approving: fc.Arbitrary<RecoveryCommand> = fc.record({
  type: type('ApproveDemand'),
  actor,
  repayBy: fc.constant(DAY),
  documentNumber,
});
const rare: fc.Arbitrary<RecoveryCommand> = fc.oneof(
  approving,
  fc.record({ type: type('DismissCase'), actor, reason }),
  fc.record({ type: type('WriteOff'), actor, reason, documentNumber }),
  fc.record({ type: type('ApproveWriteOff'), actor, documentNumber }),
  fc.record({ type: type('ReferCase'), reason }),
);

/** Most histories get past the demand, so that there is something to collect. */
const commands = fc
  .tuple(
    opening,
    fc.array(approving, { maxLength: 4 }),
    fc.array(fc.oneof({ arbitrary: collecting, weight: 8 }, { arbitrary: rare, weight: 1 }), {
      maxLength: 50,
    }),
  )
  .map(([first, approvals, rest]) => [first, ...approvals, ...rest]);

const eachEvent = (
  sequence: readonly RecoveryCommand[],
  check: (history: readonly RecoveryEvent[], state: RecoveryState) => void,
): void => {
  const history: RecoveryEvent[] = [];
  let state = recoveryDecider.initialState();
  for (const command of sequence) {
    for (const event of recoveryDecider.decide(command, state).events) {
      state = recoveryDecider.evolve(state, event);
      history.push(event);
      check(history, state);
    }
  }
};

const of = <Type extends RecoveryEvent['type']>(history: readonly RecoveryEvent[], name: Type) =>
  history.filter((event): event is Extract<RecoveryEvent, { type: Type }> => event.type === name);

const received = (history: readonly RecoveryEvent[]) => [
  ...of(history, 'SetOffConfirmed'),
  ...of(history, 'RepaymentReceived'),
];

/** From the log alone: what was proposed and neither confirmed nor cancelled. */
const earmarked = (history: readonly RecoveryEvent[]): bigint => {
  const settled = new Set(
    [...of(history, 'SetOffConfirmed'), ...of(history, 'SetOffCancelled')].map(
      (event) => event.data.setOffId,
    ),
  );
  return sumFen(
    of(history, 'SetOffProposed')
      .filter((event) => !settled.has(event.data.setOffId))
      .map((event) => event.data.amountFen),
  );
};

describe('whatever happens to a case, in whatever order', () => {
  it('received + earmarked + written off never exceeds what was demanded, and outstanding is the rest', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        eachEvent(sequence, (history, state) => {
          const demandedFen = sumFen(of(history, 'RecoveryDemanded').map((event) => event.data.amountFen));
          const receivedFen = sumFen(received(history).map((event) => event.data.amountFen));
          const writtenOffFen = sumFen(of(history, 'CaseWrittenOff').map((event) => event.data.amountFen));
          expect(receivedFen + earmarked(history) + writtenOffFen <= demandedFen).toBe(true);
          expect(outstandingFen(state)).toBe(demandedFen - receivedFen - writtenOffFen);
        });
      }),
      { numRuns: 400 },
    );
  });

  it('every fen received restores one item, and no item gets back more than was taken from it', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        eachEvent(sequence, (history) => {
          const taken = of(history, 'RecoveryFound').flatMap((event) => event.data.items);
          const back = received(history).flatMap((event) => event.data.allocations);
          for (const event of received(history)) {
            expect(sumFen(event.data.allocations.map((part) => part.amountFen))).toBe(event.data.amountFen);
          }
          for (const item of taken) {
            const own = back.filter(
              (part) => part.trancheNo === item.trancheNo && part.attempt === item.attempt,
            );
            expect(sumFen(own.map((part) => part.amountFen)) <= item.amountFen).toBe(true);
          }
        });
      }),
      { numRuns: 300 },
    );
  });

  it('no one approves alone: finder and demander, proposer and approver of a write-off are two people', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        eachEvent(sequence, (history) => {
          const [finding] = of(history, 'RecoveryFound');
          for (const event of [...of(history, 'RecoveryDemanded'), ...of(history, 'CaseDismissed')]) {
            expect(event.data.actor.id).not.toBe(finding?.data.foundBy.id);
          }
          for (const event of of(history, 'CaseWrittenOff')) {
            expect(event.data.actor.id).not.toBe(of(history, 'WriteOffProposed').at(-1)?.data.actor.id);
          }
        });
      }),
      { numRuns: 300 },
    );
  });

  it('a case ends once, and is repaid in the decision that brings the last fen', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        let state = recoveryDecider.initialState();
        const history: RecoveryEvent[] = [];
        for (const command of sequence) {
          const { events } = recoveryDecider.decide(command, state);
          history.push(...events);
          state = events.reduce(recoveryDecider.evolve, state);
          const demandedFen = sumFen(of(history, 'RecoveryDemanded').map((event) => event.data.amountFen));
          const receivedFen = sumFen(received(history).map((event) => event.data.amountFen));
          expect(of(history, 'CaseRepaid').length).toBe(
            demandedFen > 0n && receivedFen === demandedFen ? 1 : 0,
          );
          const ends = ['CaseRepaid', 'CaseWrittenOff', 'CaseDismissed'];
          const endedAt = history.findIndex((event) => ends.includes(event.type));
          expect(endedAt === -1 || endedAt === history.length - 1).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
