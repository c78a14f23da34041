import validator from 'validator';
import { assert } from '../assert.js';
import { type BusinessDate, parseBusinessDate } from '../business-date.js';
import { type Refusal, refuse } from '../refusal.js';
import { passesMod11And2, withCheckCharacter } from './mod-11-2.js';
import { normalise } from './normalise.js';

declare const brand: unique symbol;

/** 居民身份证号码 of 18 characters, and with 81, 82 or 83 in front a 港澳台居民居住证. */
export type ResidentId = string & { readonly [brand]: 'ResidentId' };

const CLAUSE = 'GB 11643';

/** Nine in front marks a foreigner's permanent residence card, which has the same length and check character. */
const SHAPE = /^[1-8]\d{16}[\dX]$/;

/** Eight digits in the middle of an 18-character number, `19900307`, as a date; nobody alive was born before 1900. */
export const birthDateIn = (eighteenCharacters: string): BusinessDate | undefined => {
  const [, year, month, day] = /^.{6}((?:19|20)\d\d)(\d\d)(\d\d)/.exec(eighteenCharacters) ?? [];
  return parseBusinessDate(`${year}-${month}-${day}`);
};

/**
 * Asks the library about the region with a birthday that is always past, because it also compares the birthday with the
 * machine's clock. It does not know the permits of Taiwan residents (83).
 */
const isKnownRegion = (areaCode: string): boolean =>
  areaCode.startsWith('83') ||
  validator.isIdentityCard(withCheckCharacter(`${areaCode}19900307001`), 'zh-CN');

/**
 * Reads a resident identity number. Numbers of 15 digits are refused, they have been void since 2013. Whether the
 * birthday lies in the future is left to the caller, who knows the day.
 */
export const parseResidentId = (text: string, pointer?: string): ResidentId | Refusal => {
  const id = normalise(text);
  const refused = (rule: string, zh: string, en: string): Refusal =>
    refuse(`identifier.resident-id-${rule}`, zh, en, { clause: CLAUSE, pointer });

  if (!SHAPE.test(id)) {
    return refused(
      'format',
      '居民身份证号码应为18位：17位数字加1位数字或X',
      'A resident identity number has 18 characters: 17 digits, then a digit or X',
    );
  }
  if (!isKnownRegion(id.slice(0, 6))) {
    return refused(
      'region',
      '居民身份证号码的省级行政区划代码不存在',
      'The resident identity number starts with a province code that does not exist',
    );
  }
  if (!birthDateIn(id)) {
    return refused(
      'birth-date',
      '居民身份证号码中的出生日期不是真实日期',
      'The date of birth in the resident identity number is not a real date',
    );
  }
  if (!passesMod11And2(id)) {
    return refused(
      'checksum',
      '居民身份证号码校验码不符，请核对是否录入有误',
      'The check character of the resident identity number does not match; look for a typing error',
    );
  }
  return id as ResidentId;
};

/** The date of birth that the number carries. */
export const bornOn = (id: ResidentId): BusinessDate => {
  const day = birthDateIn(id);
  assert(day, 'A parsed resident identity number carries a date of birth');
  return day;
};
