import { assert } from '../assert.js';
import type { BusinessDate } from '../business-date.js';
import { withCheckCharacter } from './mod-11-2.js';
import type { PermanentResidenceCard } from './permanent-residence-card.js';
import type { ResidentId } from './resident-id.js';
import { creditCodeCheckCharacterOf, type UnifiedSocialCreditCode } from './unified-social-credit-code.js';

/**
 * Identifiers for demonstrations and tests: they pass every check, and no office can have issued them. Zhejiang (33) has
 * no city 99, so the area code is free; a real province is needed because the parsers refuse unknown ones.
 */
const NO_SUCH_AREA = '339999';
/** Province 99 does not exist, and ISO 3166 leaves country 999 to its users. */
const NO_SUCH_PROVINCE_AND_COUNTRY = '99999';

const serialOf = (serial: number, digits: number): string => {
  assert(Number.isInteger(serial) && serial >= 0 && serial < 10 ** digits, `Not a serial number: ${serial}`);
  return String(serial).padStart(digits, '0');
};

const compact = (day: BusinessDate): string => day.replaceAll('-', '');

/** Serial 0 to 999 within one birthday; odd is male and even female, as in real numbers. */
export const fictitiousResidentId = (bornOn: BusinessDate, serial: number): ResidentId =>
  withCheckCharacter(NO_SUCH_AREA + compact(bornOn) + serialOf(serial, 3)) as ResidentId;

/** A card of 2023 with serial 0 to 999 within one birthday. */
export const fictitiousPermanentResidenceCard = (
  bornOn: BusinessDate,
  serial: number,
): PermanentResidenceCard =>
  withCheckCharacter(
    `9${NO_SUCH_PROVINCE_AND_COUNTRY}${compact(bornOn)}${serialOf(serial, 3)}`,
  ) as PermanentResidenceCard;

/** A company (91) with serial 0 to 999 999 999. */
export const fictitiousCreditCode = (serial: number): UnifiedSocialCreditCode => {
  const body = `91${NO_SUCH_AREA}${serialOf(serial, 9)}`;
  return (body + creditCodeCheckCharacterOf(body)) as UnifiedSocialCreditCode;
};
