import { type Refusal, refuse } from '../refusal.js';
import { normalise } from './normalise.js';

declare const brand: unique symbol;

/** 统一社会信用代码: registration authority and kind (2), area (6), organisation (9), check character (1). */
export type UnifiedSocialCreditCode = string & { readonly [brand]: 'UnifiedSocialCreditCode' };

/** Thirty-one characters: the digits and the capital letters without I, O, S, V and Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const SHAPE = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/** GB 32100: weights are the powers of 3 modulo 31, the check character completes the sum to a multiple of 31. */
export const creditCodeCheckCharacterOf = (seventeenCharacters: string): string => {
  let weight = 1;
  let sum = 0;
  for (const character of seventeenCharacters) {
    sum += weight * ALPHABET.indexOf(character);
    weight = (weight * 3) % 31;
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
};

export const parseUnifiedSocialCreditCode = (
  text: string,
  pointer?: string,
): UnifiedSocialCreditCode | Refusal => {
  const code = normalise(text);
  const refused = (rule: string, zh: string, en: string): Refusal =>
    refuse(`identifier.unified-social-credit-code-${rule}`, zh, en, { clause: 'GB 32100-2015', pointer });

  if (!SHAPE.test(code)) {
    return refused(
      'format',
      '统一社会信用代码应为18位数字或大写字母，不使用I、O、S、V、Z，第3至8位为数字',
      'A unified social credit code has 18 digits or letters, none of I, O, S, V, Z, and digits in places 3 to 8',
    );
  }
  if (creditCodeCheckCharacterOf(code.slice(0, 17)) !== code.charAt(17)) {
    return refused(
      'checksum',
      '统一社会信用代码校验码不符，请核对是否录入有误',
      'The check character of the unified social credit code does not match; look for a typing error',
    );
  }
  return code as UnifiedSocialCreditCode;
};
