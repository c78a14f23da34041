import { parsePassport } from './passport.js';

describe('a passport', () => {
  it.each([
    ['CAN-AB123456', 'CAN-AB123456'],
    ['can ab123456', 'CAN-AB123456'],
    ['DEU/C01X00T47', 'DEU-C01X00T47'],
    ['ＣＨＮ－Ｅ１２３４５６７８', 'CHN-E12345678'],
  ])('reads “%s” as %s', (text, expected) => {
    expect(parsePassport(text)).toBe(expected);
  });

  it.each([
    ['CANAB123456', 'format', 'no separator'],
    ['CAN-AB123', 'format', 'five characters'],
    ['CAN-AB12345678', 'format', 'ten characters'],
    ['CAN-ß12345', 'format', 'ß would become SS'],
    ['CA-AB123456', 'format', 'two-letter country'],
    ['ZZZ-AB123456', 'country', 'no such country'],
  ])('refuses “%s” for its %s (%s)', (text, rule) => {
    expect(parsePassport(text)).toMatchObject({ kind: 'refusal', code: `identifier.passport-${rule}` });
  });
});
