import fc from 'fast-check';
import {
  fenOf,
  maxFen,
  minFen,
  parseRate,
  parseYuan,
  splitFen,
  sumFen,
  timesRate,
  yuan,
  yuanOf,
} from './money.js';

const amount = fc.bigInt({ min: 0n, max: 10n ** 17n });

describe('an amount in yuan', () => {
  it.each([
    ['0', 0n],
    ['0.01', 1n],
    ['0.1', 10n],
    ['1234.5', 123_450n],
    ['450000.00', 45_000_000n],
    ['-3.05', -305n],
    ['-0.00', 0n],
    ['9999999999999999.99', 999_999_999_999_999_999n],
  ])('“%s” is %d fen', (text, fen) => {
    expect(parseYuan(text)).toBe(fen);
  });

  it.each([
    '',
    '.5',
    '1.',
    '1.234',
    '01',
    '1,000',
    '1e3',
    '+1',
    ' 1',
    '1\n',
    '１',
    'NaN',
    '10000000000000000',
    '0x10',
  ])('“%s” is refused, pointing at the field', (text) => {
    expect(parseYuan(text, '/amountYuan')).toMatchObject({
      kind: 'refusal',
      code: 'money.not-an-amount',
      pointer: '/amountYuan',
    });
  });

  it.each([
    [0n, '0.00'],
    [5n, '0.05'],
    [-5n, '-0.05'],
    [123_450n, '1234.50'],
  ])('%d fen is written “%s”', (fen, text) => {
    expect(yuanOf(fen)).toBe(text);
  });

  it('survives writing and reading, whatever its size and sign', () => {
    const signed = fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n });
    fc.assert(fc.property(signed, (fen) => expect(parseYuan(yuanOf(fen))).toBe(fen)));
  });

  it('that our own code got wrong is a bug', () => {
    expect(() => fenOf('one')).toThrow('Not an amount: one');
    expect(fenOf('1.50')).toBe(150n);
  });
});

describe('sums and extremes', () => {
  it.each([
    [[], 0n],
    [[yuan(3), yuan(4), -50n], 650n],
  ])('the sum of %p is %d', (amounts, expected) => {
    expect(sumFen(amounts)).toBe(expected);
  });

  it('the least and the most of several amounts', () => {
    expect(minFen(3n, -1n, 2n)).toBe(-1n);
    expect(maxFen(3n, -1n, 2n)).toBe(3n);
    expect(minFen(7n)).toBe(7n);
  });
});

describe('an amount times a rate', () => {
  it.each([
    ['1000.00', '30%', '300.00', 'exact'],
    ['0.01', '50%', '0.01', 'half a fen goes up'],
    ['0.01', '49.9%', '0.00', 'less than half a fen goes down'],
    ['0.03', '0.5', '0.02', '1.5 fen goes up to 2'],
    ['0.05', '50%', '0.03', '2.5 fen goes up to 3, not to the even 2'],
    ['100.00', '33.333333%', '33.33', 'a long decimal'],
    ['9999999999999999.99', '1', '9999999999999999.99', 'no digit is lost'],
    ['500000.00', '150%', '750000.00', 'more than the whole'],
  ])('%s × %s = %s (%s)', (base, rate, expected) => {
    expect(yuanOf(timesRate(fenOf(base), parseRate(rate)))).toBe(expected);
  });

  it('is the whole number nearest to the exact product, and the upper one of two equally near', () => {
    const rate = fc.record({ numerator: fc.bigInt(0n, 10n ** 8n), denominator: fc.bigInt(1n, 10n ** 8n) });
    fc.assert(
      fc.property(amount, rate, (fen, { numerator, denominator }) => {
        const twiceError = 2n * (timesRate(fen, { numerator, denominator }) * denominator - fen * numerator);
        expect(twiceError > -denominator && twiceError <= denominator).toBe(true);
      }),
    );
  });

  it('refuses negative amounts and malformed rates as bugs', () => {
    expect(() => timesRate(-1n, parseRate('1'))).toThrow('zero or more');
    for (const text of ['', '-1', '.5', '1e-2', '30 %', '三成'])
      expect(() => parseRate(text)).toThrow('Not a rate');
  });
});

describe('a split by weights', () => {
  it.each([
    ['1000000.00', [4n, 3n, 3n], ['400000.00', '300000.00', '300000.00'], 'an even split'],
    ['100.00', [1n, 1n, 1n], ['33.33', '33.33', '33.34'], 'the last part takes the remainder'],
    ['0.01', [1n, 1n], ['0.00', '0.01'], 'one fen'],
    ['12.34', [5n], ['12.34'], 'a single part'],
    ['0.00', [1n, 2n], ['0.00', '0.00'], 'nothing'],
  ])('%s by %p is %p (%s)', (total, weights, expected) => {
    expect(splitFen(fenOf(total), weights).map(yuanOf)).toEqual(expected);
  });

  const weights = fc
    .array(fc.bigInt(0n, 1_000_000n), { minLength: 1, maxLength: 12 })
    .filter((list) => list.some((weight) => weight > 0n));

  it('always sums to the total, with no part below its share rounded down', () => {
    fc.assert(
      fc.property(amount, weights, (total, list) => {
        const parts = splitFen(total, list);
        expect(sumFen(parts)).toBe(total);
        const sum = sumFen(list);
        expect(parts.every((part, place) => part >= (total * (list[place] ?? 0n)) / sum)).toBe(true);
      }),
    );
  });

  it.each([
    [-1n, [1n]],
    [1n, []],
    [1n, [0n]],
    [1n, [2n, -1n]],
  ])('of %d by %p is a bug', (total, list) => {
    expect(() => splitFen(total, list)).toThrow('Unusable split');
  });
});
