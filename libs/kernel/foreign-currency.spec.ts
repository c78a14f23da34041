import { fenAtRate } from './foreign-currency.js';
import { yuanOf } from './money.js';

describe('an amount at a rate of exchange', () => {
  it.each([
    ['50000', '7.8592', '392960.00'],
    ['0.01', '0.5', '0.01'],
    ['0.01', '0.49999999', '0.00'],
    ['1234.56', '7.00005', '8641.98'],
    ['9999999999999999.99999999', '1', '10000000000000000.00'],
  ])('%s at %s comes to %s, half up to the fen', (amount, rate, expected) => {
    expect(yuanOf(fenAtRate(amount, rate))).toBe(expected);
  });

  it.each(['1e3', '-1', '1.', '.5', '01', '1.123456789'])('%s is no decimal', (amount) => {
    expect(() => fenAtRate(amount, '1')).toThrow('Not a decimal');
  });
});
