import { businessDate } from '#kernel/business-date.js';
import { yuan } from '#kernel/money.js';
import {
  holdBoard,
  type HoldInForce,
  holdsOver,
  type OpenTranche,
  refuseHeld,
  stoppedBy,
  totalHeldFen,
} from './what-holds-stop.js';

const hold = (changes: Partial<HoldInForce> = {}): HoldInForce => ({
  hold: 'hold-1',
  scope: { kind: 'enterprise', id: 'party-E' },
  covers: ['party-E'],
  reason: '核查中',
  placedBy: 'max',
  until: null,
  amountFen: null,
  ...changes,
});
const tranche = (award: string, trancheNo: number, amount: number, dueOn: string): OpenTranche => ({
  award,
  trancheNo,
  measure: 'M-1',
  parties: ['party-P', 'party-E'],
  netFen: yuan(amount),
  dueOn,
});
const open = [
  tranche('b', 1, 300, '2024-03-02'),
  tranche('a', 1, 100, '2024-03-01'),
  tranche('a', 2, 200, '2024-03-02'),
];
const names = (some: readonly OpenTranche[]): string[] =>
  some.map(({ award, trancheNo }) => `${award}/${trancheNo}`);

describe('the scope of a hold', () => {
  it.each([
    ['an award', 'award', 'a', true],
    ['another award', 'award', 'b', false],
    ['a person whom the award names', 'person', 'party-P', true],
    ['the enterprise that is paid', 'enterprise', 'party-E', true],
    ['somebody else', 'person', 'party-X', false],
    ['a measure', 'measure', 'M-1', true],
    ['another measure', 'measure', 'M-2', false],
  ] as const)('%s', (_what, kind, id, isOver) => {
    const [subject] = [tranche('a', 1, 100, '2024-03-01')];
    expect(holdsOver(subject, [hold({ scope: { kind, id }, covers: [id] })])).toHaveLength(isOver ? 1 : 0);
  });

  it('is a party under every id it goes by', () => {
    const merged = hold({ scope: { kind: 'person', id: 'party-NEW' }, covers: ['party-NEW', 'party-P'] });
    expect(holdsOver(tranche('a', 1, 1, '2024-03-01'), [merged])).toHaveLength(1);
  });
});

describe('what a hold stops', () => {
  it('is everything in its scope, longest waiting first, when it states no amount', () => {
    expect(names(stoppedBy(hold(), open))).toEqual(['a/1', 'a/2', 'b/1']);
    expect(totalHeldFen(stoppedBy(hold(), open))).toBe(yuan(600));
  });

  it.each([
    ['1 yuan keeps back the last one', 1, ['b/1']],
    ['300 is what the last one has', 300, ['b/1']],
    ['300.01 needs the one before as well', 300.01, ['a/2', 'b/1']],
    ['more than there is keeps back all', 10_000, ['a/1', 'a/2', 'b/1']],
  ])('with an amount, the tranches that came last and cover it: %s', (_what, amount, expected) => {
    const part = hold({ amountFen: BigInt(Math.round(amount * 100)) });
    expect(names(stoppedBy(part, open))).toEqual(expected);
  });

  it('goes on to what is released later, which sets an earlier one free', () => {
    const part = hold({ amountFen: yuan(300) });
    const later = [...open, tranche('c', 1, 400, '2024-03-09')];
    expect(names(stoppedBy(part, later))).toEqual(['c/1']);
  });

  it('is said of each tranche by all holds over it, of any scope', async () => {
    const part = hold({ hold: 'hold-2', amountFen: yuan(300) });
    const other = hold({ hold: 'hold-3', scope: { kind: 'award', id: 'a' }, covers: ['a'] });
    const board = await holdBoard([part, other], async () => open);
    const stopping = (award: string, trancheNo: number): string[] =>
      board.stopping(tranche(award, trancheNo, 0, '')).map((one) => one.hold);
    expect([stopping('a', 1), stopping('b', 1), stopping('c', 1)]).toEqual([['hold-3'], ['hold-2'], []]);
    expect((await holdBoard([], async () => [])).isEmpty).toBe(true);
  });
});

describe('the refusal of what is held', () => {
  it('names every hold with scope, amount, reason, author and last day, in both languages', () => {
    const dated = hold({ until: businessDate('2024-06-30'), amountFen: yuan(200) });
    const refusal = refuseHeld([dated, hold({ hold: 'hold-2', scope: { kind: 'measure', id: 'M-1' } })]);
    expect(refusal).toMatchObject({
      code: 'hold.in-force',
      zh: '单位 party-E 暂缓支付 200.00 元：核查中（max，至 2024-06-30）；事项 M-1 暂缓支付：核查中（max）',
      en: '200.00 yuan of enterprise party-E on hold: 核查中 (max, until 2024-06-30); measure M-1 on hold: 核查中 (max)',
      facts: { holds: 'hold-1,hold-2', count: 2 },
    });
    expect(refuseHeld([])).toBeUndefined();
  });
});
