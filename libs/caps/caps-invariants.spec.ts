import fc from 'fast-check';
import type { Json } from '#kernel/fen-json.js';
import { maxFen, sumFen } from '#kernel/money.js';
import { capFigures, type CapState } from './cap-account.js';
import { capSnapshot } from './cap-snapshot.js';
import { type CapCommand, capDecider } from './caps.js';
import type { CapEvent, CapLimit } from './caps.events.js';

const id = fc.constantFrom('r1', 'r2', 'r3', 'r4', 'r5', 'r6');
const amountFen = fc.bigInt({ min: 1n, max: 60n });
const change = fc.oneof(
  fc.record({
    type: fc.constant('ConsumeCap' as const),
    reservationId: id,
    amountFen,
    cause: fc.constant('p'),
  }),
  fc.record({
    type: fc.constant('ReleaseCap' as const),
    reservationId: id,
    amountFen: fc.option(amountFen),
    reason: fc.constant('r'),
  }),
  fc.record({
    type: fc.constant('RestoreCap' as const),
    reservationId: id,
    amountFen,
    reason: fc.constant('r'),
  }),
);

const commands = (limit: CapLimit): fc.Arbitrary<CapCommand[]> =>
  fc.array(
    fc.oneof(
      { arbitrary: change, weight: 2 },
      {
        arbitrary: fc.record({
          type: fc.constant('ReserveCap' as const),
          reservationId: id,
          measure: fc.constantFrom('JX24-4.1', 'PH03-1'),
          clause: fc.constant('JX24-4.1'),
          year: fc.integer({ min: 2021, max: 2025 }),
          requestedFen: fc.bigInt({ min: -1n, max: 80n }),
          limit: fc.constant(limit),
          award: fc.constant('award-1'),
          trancheNo: fc.constant(1),
          title: fc.constant({ zh: '上限', en: 'cap' }),
        }),
        weight: 1,
      },
    ),
    { maxLength: 60 },
  );

/** Counts from the events alone, so that it cannot share a mistake with the fold under test. */
const net = (
  events: readonly CapEvent[],
  counts: (measure: string, year: number | null) => boolean,
): bigint => {
  const counted = new Set<string>();
  let total = 0n;
  for (const event of events) {
    if (event.type === 'CapReserved' && counts(event.data.measure, event.data.year)) {
      counted.add(event.data.reservationId);
      total += event.data.grantedFen;
    }
    if (event.type === 'CapReleased' || event.type === 'CapRestored') {
      if (counted.has(event.data.reservationId)) total -= event.data.amountFen;
    }
  }
  return total;
};

const eachPrefix = (sequence: readonly CapCommand[], check: (history: readonly CapEvent[]) => void): void => {
  const history: CapEvent[] = [];
  let state = capDecider.initialState();
  for (const command of sequence) {
    for (const event of capDecider.decide(command, state).events) {
      state = capDecider.evolve(state, event);
      history.push(event);
      check(history);
    }
  }
};

/** As a fresh process finds it. */
const throughSnapshot = (state: CapState): CapState =>
  capSnapshot.decode(JSON.parse(JSON.stringify(capSnapshot.encode(state))) as Json);

describe('whatever is asked, in whatever order', () => {
  it.each<CapLimit>([
    { kind: 'amount', limitFen: 100n },
    { kind: 'years', limitYears: 3 },
  ])('a cap of $kind that went through its snapshot decides the same', (limit) => {
    fc.assert(
      fc.property(commands(limit), (sequence) => {
        let state = capDecider.initialState();
        for (const command of sequence) {
          const decision = capDecider.decide(command, state);
          expect(capDecider.decide(command, throughSnapshot(state))).toEqual(decision);
          state = decision.events.reduce(capDecider.evolve, state);
        }
        expect(capFigures(throughSnapshot(state))).toEqual(capFigures(state));
      }),
    );
  });

  it('reserved + paid − recovered never exceeds the limit and never falls below zero (promise 1)', () => {
    fc.assert(
      fc.property(commands({ kind: 'amount', limitFen: 100n }), (sequence) => {
        eachPrefix(sequence, (history) => {
          const used = net(history, () => true);
          expect(used >= 0n && used <= 100n).toBe(true);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('no more than three years ever count, and a year never pays two measures (decision 8)', () => {
    const years = [2021, 2022, 2023, 2024, 2025];
    fc.assert(
      fc.property(commands({ kind: 'years', limitYears: 3 }), (sequence) => {
        eachPrefix(sequence, (history) => {
          expect(
            years.filter((year) => net(history, (_measure, of) => of === year) > 0n).length,
          ).toBeLessThanOrEqual(3);
          for (const year of years)
            expect(net(history, (_measure, of) => of === year) <= highestAsked(history, year)).toBe(true);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('a reservation never pays or frees more than it was granted', () => {
    fc.assert(
      fc.property(commands({ kind: 'amount', limitFen: 100n }), (sequence) => {
        eachPrefix(sequence, (history) => {
          for (const reservation of history.filter((event) => event.type === 'CapReserved')) {
            const of = (type: CapEvent['type']): bigint =>
              moved(history, type, reservation.data.reservationId);
            expect(of('CapConsumed') + of('CapReleased') <= reservation.data.grantedFen).toBe(true);
            expect(of('CapRestored') <= of('CapConsumed')).toBe(true);
          }
        });
      }),
      { numRuns: 300 },
    );
  });
});

/** The most any one measure asked for in a year: both together must not pay more. */
const highestAsked = (history: readonly CapEvent[], year: number): bigint => {
  const asked = (measure: string): bigint =>
    sumFen(
      history.map(({ type, data }) =>
        type === 'CapReserved' && data.year === year && data.measure === measure ? data.requestedFen : 0n,
      ),
    );
  return maxFen(asked('JX24-4.1'), asked('PH03-1'));
};

const moved = (history: readonly CapEvent[], type: CapEvent['type'], reservationId: string): bigint =>
  sumFen(
    history.map((event) =>
      event.type === type && 'amountFen' in event.data && event.data.reservationId === reservationId
        ? event.data.amountFen
        : 0n,
    ),
  );
