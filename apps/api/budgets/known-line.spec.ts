import type { PublishedBook } from '#policy/policy-register.js';
import { refuseUnknownLine } from './known-line.js';

const bookOf = (...budgetLines: readonly string[]): PublishedBook =>
  ({
    book: { measures: budgetLines.map((budgetLine) => ({ budgetLine, costSharing: [] })), envelopes: [] },
  }) as unknown as PublishedBook;
const fund = { book: { measures: [], envelopes: [{ budgetLine: 'PH-ENV-1' }] } } as unknown as PublishedBook;
const books = [bookOf('JX-POSTDOC', 'JX-INCUBATOR', 'JX-POSTDOC'), bookOf('PH-ENGINEER'), fund];

describe('a budget line', () => {
  it.each(['JX-POSTDOC', 'PH-ENGINEER'])('that a published measure names takes money: %s', (line) => {
    expect(refuseUnknownLine(line, books)).toBeUndefined();
  });

  it('of an envelope takes money, whether or not a measure spends it', () => {
    expect(refuseUnknownLine('PH-ENV-1', books)).toBeUndefined();
  });

  it.each(['NO-SUCH-LINE', 'JX-POSTDO', 'jx-postdoc'])('that no measure names is refused: %s', (line) => {
    expect(refuseUnknownLine(line, books)).toMatchObject({
      code: 'budget.unknown-line',
      pointer: '/path/line',
      facts: { line, lines: 'JX-INCUBATOR,JX-POSTDOC,PH-ENGINEER,PH-ENV-1' },
    });
  });
});
