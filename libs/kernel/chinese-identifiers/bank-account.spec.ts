import { orThrow } from '../refusal.js';
import { parseBankAccount, passesLuhn } from './bank-account.js';
import { parseBankCode } from './bank-code.js';

describe('a bank account', () => {
  it.each([
    ['12345678', '12345678', 'shortest'],
    ['1'.repeat(32), '1'.repeat(32), 'longest'],
    ['6222 0212 3456 7890 123', '6222021234567890123', 'in groups of four'],
    ['1204-0600-0920-1234567', '1204060009201234567', 'with hyphens'],
    ['６２２２０２１２', '62220212', 'full-width'],
  ])('reads “%s” as %s (%s)', (text, expected) => {
    expect(parseBankAccount(text)).toBe(expected);
  });

  it.each(['1234567', '1'.repeat(33), '12345678A', ''])('refuses “%s”', (text) => {
    expect(parseBankAccount(text)).toMatchObject({ code: 'identifier.bank-account-format' });
  });

  it.each([
    // From the right, every second digit doubled and its digits added: 3+2+7+7+9+6+7+4+9+9+7 = 70.
    ['79927398713', true],
    ['79927398714', false],
    ['6222021234567890128', true],
    ['6222021234567890123', false],
  ])('tells whether the card number %s passes Luhn: %s', (text, expected) => {
    expect(passesLuhn(orThrow(parseBankAccount(text)))).toBe(expected);
  });
});

describe('a CNAPS bank code', () => {
  it.each([
    ['102335000015', '102335000015'],
    [' １０２３３５００００１５ ', '102335000015'],
  ])('reads “%s” as %s', (text, expected) => {
    expect(parseBankCode(text)).toBe(expected);
  });

  it.each(['10233500001', '1023350000155', '10233500001X'])('refuses “%s”', (text) => {
    expect(parseBankCode(text)).toMatchObject({ code: 'identifier.bank-code-format' });
  });
});
