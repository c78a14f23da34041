import { accept, type Decider, type DomainEvent, fold, reject } from './decider.js';
import { refuse } from './refusal.js';

type Added = DomainEvent<'Added', { readonly amountFen: bigint }>;

const till: Decider<bigint, bigint, Added> = {
  initialState: () => 0n,
  evolve: (state, event) => state + event.data.amountFen,
  decide: (amountFen, state) =>
    state + amountFen > 100n
      ? reject(refuse('till.full', '已满', 'Full'))
      : accept({ type: 'Added', data: { amountFen } }),
};

const added = (amountFen: bigint): Added => ({ type: 'Added', data: { amountFen } });

describe('a decider', () => {
  it('starts from its initial state and takes events in their order', () => {
    expect(fold(till, [])).toBe(0n);
    expect(fold(till, [added(40n), added(25n)])).toBe(65n);
    const history = {
      initialState: () => '',
      evolve: (state: string, event: DomainEvent) => state + event.type,
    };
    expect(
      fold(history, [
        { type: 'A', data: {} },
        { type: 'B', data: {} },
      ]),
    ).toBe('AB');
  });

  it('accepts with events and without a refusal', () => {
    expect(till.decide(60n, 40n)).toEqual({ events: [added(60n)] });
  });

  it('refuses with nothing on record, or with the attempt', () => {
    const refusal = refuse('till.full', '已满', 'Full');
    expect(till.decide(61n, 40n)).toEqual({ events: [], refusal });
    expect(reject(refusal, added(1n))).toEqual({ events: [added(1n)], refusal });
  });
});
