import validator from 'validator';
import { type Refusal, refuse } from '../refusal.js';
import { normalise } from './normalise.js';

declare const brand: unique symbol;

/** A passport as `CAN-AB123456`: the issuing state in the three letters its data page prints, then the number. */
export type Passport = string & { readonly [brand]: 'Passport' };

const SHAPE = /^([A-Z]{3})[-/ ]([A-Z0-9]{6,9})$/;

/**
 * Reads country and number with a hyphen, slash or space between them. The number is checked for its shape only: there is
 * no check digit in what people type, and tables of national formats lag behind the passports in use.
 */
export const parsePassport = (text: string, pointer?: string): Passport | Refusal => {
  const match = SHAPE.exec(normalise(text));
  const refused = (rule: string, zh: string, en: string): Refusal =>
    refuse(`identifier.passport-${rule}`, zh, en, { clause: 'ICAO Doc 9303', pointer });

  if (!match) {
    return refused(
      'format',
      '护照应写作“签发国三字母代码-护照号码”，号码为6至9位字母或数字，例如CAN-AB123456',
      'Write a passport as issuing state, hyphen, 6 to 9 letters or digits, for instance CAN-AB123456',
    );
  }
  const [, country, number] = match;
  if (!validator.isISO31661Alpha3(country!)) {
    return refused(
      'country',
      `护照签发国代码“${country}”不是ISO 3166三字母代码`,
      `The issuing state "${country}" is not an ISO 3166 three-letter code`,
    );
  }
  return `${country}-${number}` as Passport;
};
