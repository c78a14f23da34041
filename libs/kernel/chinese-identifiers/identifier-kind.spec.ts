import { IDENTIFIER_KINDS, parseIdentifier } from './identifier-kind.js';
import { mask } from './mask.js';

describe('an identifier of a known kind', () => {
  it.each([
    ['resident-id', '33999919900307001x', '33999919900307001X'],
    ['permanent-residence-card', 'can110078010112', 'CAN110078010112'],
    ['passport', 'can ab123456', 'CAN-AB123456'],
    ['unified-social-credit-code', '91350100m000100y43', '91350100M000100Y43'],
  ] as const)('%s “%s” is read as %s', (kind, text, expected) => {
    expect(parseIdentifier(kind, text)).toBe(expected);
  });

  it.each(IDENTIFIER_KINDS)('%s refuses nonsense and points at the field', (kind) => {
    expect(parseIdentifier(kind, 'nonsense', '/identifier')).toMatchObject({
      code: `identifier.${kind}-format`,
      pointer: '/identifier',
    });
  });
});

describe('a masked identifier', () => {
  it.each([
    ['330402198812311232', '330402********1232'],
    ['CAN110078010112', 'CAN110*****0112'],
    ['6222021234567890128', '622202*********0128'],
    ['CAN-AB123456', '********3456'],
    ['12345678', '****5678'],
    ['123456', '***456'],
    ['1', '*'],
    ['', ''],
  ])('shows %s as %s', (identifier, expected) => {
    expect(mask(identifier)).toBe(expected);
  });
});
