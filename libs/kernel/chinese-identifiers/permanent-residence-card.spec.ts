import { parsePermanentResidenceCard } from './permanent-residence-card.js';

describe('a foreigner’s permanent residence card', () => {
  it.each([
    ['CAN110078010112', 'CAN110078010112', 'card of 2017'],
    ['can110078010112 ', 'CAN110078010112', 'card of 2017 in small letters'],
    ['931156198108050281', '931156198108050281', 'card of 2023'],
    ['911100199003070015', '911100199003070015', 'card of 2023 issued in Beijing'],
  ])('reads “%s” as %s (%s)', (text, expected) => {
    expect(parsePermanentResidenceCard(text)).toBe(expected);
  });

  it.each([
    ['931156198108050282', 'checksum'],
    ['991156198102300287', 'birth-date'],
    ['330402198812311232', 'format'],
    ['CAN11007801011', 'format'],
    ['CA1110078010112', 'format'],
  ])('refuses “%s” for its %s', (text, rule) => {
    expect(parsePermanentResidenceCard(text, '/identifier')).toMatchObject({
      kind: 'refusal',
      code: `identifier.permanent-residence-card-${rule}`,
      pointer: '/identifier',
    });
  });
});
