import fc from 'fast-check';
import validator from 'validator';
import { isRefusal, orThrow } from '../refusal.js';
import { withCheckCharacter } from './mod-11-2.js';
import { bornOn, parseResidentId } from './resident-id.js';

describe('a resident identity number (GB 11643)', () => {
  it.each([
    ['330402198812311232', '330402198812311232', 'as issued'],
    ['  330402198812311232\n', '330402198812311232', 'with white space around'],
    ['33999919900307001x', '33999919900307001X', 'with a small x'],
    ['３３９９９９１９９００３０７００１ｘ', '33999919900307001X', 'typed full-width'],
    ['810000199001010019', '810000199001010019', 'residence permit of a Hong Kong resident'],
    ['830000199001010012', '830000199001010012', 'residence permit of a Taiwan resident'],
  ])('reads “%s” as %s (%s)', (text, expected) => {
    expect(parseResidentId(text)).toBe(expected);
  });

  it.each([
    ['330402198812311233', 'checksum', 'last character wrong'],
    ['330402198813122311', 'birth-date', 'month 13'],
    ['330402198802301233', 'birth-date', '30 February'],
    ['330402189912311235', 'birth-date', 'born in the nineteenth century'],
    ['000402198812311236', 'format', 'starts with zero'],
    ['160402198812311236', 'region', 'province 16 does not exist'],
    ['330402881231123', 'format', 'fifteen digits, void since 2013'],
    ['3304021988123112321', 'format', 'nineteen digits'],
    ['33040219881231123X2', 'format', 'X in the middle'],
    ['911100199003070015', 'format', 'a permanent residence card issued in Beijing'],
    ['', 'format', 'nothing'],
  ])('refuses “%s” for its %s (%s)', (text, rule) => {
    expect(parseResidentId(text, '/identifier')).toMatchObject({
      kind: 'refusal',
      code: `identifier.resident-id-${rule}`,
      pointer: '/identifier',
    });
  });

  it('never repeats the number in the sentence of a refusal, because refusals are logged', () => {
    const refusal = parseResidentId('330402198812311233');
    expect(JSON.stringify(refusal)).not.toContain('1988');
  });

  it('carries the date of birth', () => {
    expect(bornOn(orThrow(parseResidentId('330402198812311232')))).toBe('1988-12-31');
  });

  it('agrees with the validator library on past birthdays of all provinces it knows', () => {
    const province = fc.integer({ min: 10, max: 82 });
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2020-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(province, day, fc.nat(999), fc.boolean(), (area, birthday, serial, spoil) => {
        const date = birthday.toISOString().slice(0, 10).replaceAll('-', '');
        const valid = withCheckCharacter(`${area}0402${date}${String(serial).padStart(3, '0')}`);
        const id = spoil ? valid.slice(0, 17) + (valid.endsWith('0') ? '1' : '0') : valid;
        expect(isRefusal(parseResidentId(id))).toBe(!validator.isIdentityCard(id, 'zh-CN'));
      }),
      { numRuns: 500 },
    );
  });
});
