import { splitBatches } from './split-batches.js';

const tranche = (id: string, bankName: string, payeeKind: 'enterprise' | 'person') => ({
  id,
  bankName,
  payeeKind,
});
const payable = [
  tranche('a', '工行', 'enterprise'),
  tranche('b', '建行', 'person'),
  tranche('c', '工行', 'person'),
  tranche('d', '工行', 'enterprise'),
  tranche('e', '工行', 'enterprise'),
];

describe('several batches of what can be paid', () => {
  it.each([
    ['one batch when nothing is asked for', {}, [['', 'abcde']]],
    [
      'a batch for each bank',
      { byBank: true },
      [
        ['工行', 'acde'],
        ['建行', 'b'],
      ],
    ],
    [
      'a batch for each kind of payee',
      { byPayeeKind: true },
      [
        ['enterprise', 'ade'],
        ['person', 'bc'],
      ],
    ],
    [
      'batches of so many lines at most',
      { maxLines: 2 },
      [
        ['', 'ab'],
        ['', 'cd'],
        ['', 'e'],
      ],
    ],
    [
      'all of it at once',
      { byBank: true, byPayeeKind: true, maxLines: 2 },
      [
        ['工行 · enterprise', 'ad'],
        ['工行 · enterprise', 'e'],
        ['建行 · person', 'b'],
        ['工行 · person', 'c'],
      ],
    ],
  ])('%s', (_, rule, expected) => {
    const parts = splitBatches(payable, rule);
    expect(parts.map(({ label, tranches }) => [label, tranches.map(({ id }) => id).join('')])).toEqual(
      expected,
    );
  });

  it('none of nothing', () => expect(splitBatches([], { byBank: true })).toEqual([]));
});
