import { type Refusal, refuse } from '../refusal.js';
import { passesMod11And2 } from './mod-11-2.js';
import { normalise } from './normalise.js';
import { birthDateIn } from './resident-id.js';

declare const brand: unique symbol;

/** 外国人永久居留身份证号码: three letters and 12 digits (card of 2017), or 18 characters from 9 on (card of 2023). */
export type PermanentResidenceCard = string & { readonly [brand]: 'PermanentResidenceCard' };

const CARD_OF_2017 = /^[A-Z]{3}\d{12}$/;
const CARD_OF_2023 = /^9\d{16}[\dX]$/;

/**
 * Reads the number of either card; both are in use. How the card of 2017 forms its last digit is not published, so only
 * its shape is checked. The card of 2023 (issued from 2023-12-01) has the check character of a resident identity number.
 */
export const parsePermanentResidenceCard = (
  text: string,
  pointer?: string,
): PermanentResidenceCard | Refusal => {
  const card = normalise(text);
  const refused = (rule: string, zh: string, en: string): Refusal =>
    refuse(`identifier.permanent-residence-card-${rule}`, zh, en, {
      clause: '国家移民管理局：新版外国人永久居留身份证（2023-12-01启用）',
      pointer,
    });

  if (CARD_OF_2017.test(card)) return card as PermanentResidenceCard;
  if (!CARD_OF_2023.test(card)) {
    return refused(
      'format',
      '外国人永久居留身份证号码应为3位字母加12位数字（旧版），或以9开头的18位号码（新版）',
      'A permanent residence card number has 3 letters and 12 digits (old card), or 18 characters from 9 on (new card)',
    );
  }
  if (!birthDateIn(card)) {
    return refused(
      'birth-date',
      '外国人永久居留身份证号码中的出生日期不是真实日期',
      'The date of birth in the permanent residence card number is not a real date',
    );
  }
  if (!passesMod11And2(card)) {
    return refused(
      'checksum',
      '外国人永久居留身份证号码校验码不符，请核对是否录入有误',
      'The check character of the permanent residence card number does not match; look for a typing error',
    );
  }
  return card as PermanentResidenceCard;
};
