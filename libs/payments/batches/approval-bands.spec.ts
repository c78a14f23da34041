import { yuan } from '#kernel/money.js';
import { approvalsFor, parseApprovalBands } from './approval-bands.js';

describe('how many people approve a batch, by its total', () => {
  const bands = parseApprovalBands('1000000:1, 10000000:2, 3') ?? [];

  it.each([
    ['0.01 below a million', yuan(1_000_000) - 1n, 1],
    ['a million', yuan(1_000_000), 2],
    ['0.01 below ten million', yuan(10_000_000) - 1n, 2],
    ['ten million', yuan(10_000_000), 3],
    ['any larger total', yuan(900_000_000), 3],
  ])('%s', (_, totalFen, approvals) => expect(approvalsFor(totalFen, bands)).toBe(approvals));

  it('is one number for every total where no band is stated', () => {
    expect(parseApprovalBands('2')).toEqual([{ belowFen: null, approvals: 2 }]);
  });

  it.each([
    ['is no list', ''],
    ['has no number of people', '1000000:,2'],
    ['asks for nobody', '0'],
    ['asks for more people than an office has', '6'],
    ['asks for half a person', '1.5'],
    ['has an amount that is none', 'many:1,2'],
    ['leaves the largest batches out', '1000000:1,10000000:2'],
    ['has bands in no order', '10000000:1,1000000:2,3'],
    ['has a band after the last', '1,1000000:2'],
    ['asks for fewer people for more money', '1000000:2,1'],
  ])('cannot be read from a text that %s', (_, text) => expect(parseApprovalBands(text)).toBeUndefined());
});
