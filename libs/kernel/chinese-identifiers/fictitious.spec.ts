import fc from 'fast-check';
import validator from 'validator';
import { businessDate } from '../business-date.js';
import {
  fictitiousCreditCode,
  fictitiousPermanentResidenceCard,
  fictitiousResidentId,
} from './fictitious.js';
import { parsePermanentResidenceCard } from './permanent-residence-card.js';
import { bornOn, parseResidentId } from './resident-id.js';
import { parseUnifiedSocialCreditCode } from './unified-social-credit-code.js';

const birthday = fc
  .date({ min: new Date('1930-01-01'), max: new Date('2010-12-31'), noInvalidDate: true })
  .map((date) => businessDate(date.toISOString().slice(0, 10)));

describe('fictitious identifiers', () => {
  it('are the same for the same arguments', () => {
    expect(fictitiousResidentId(businessDate('1990-03-07'), 1)).toBe('33999919900307001X');
    expect(fictitiousPermanentResidenceCard(businessDate('1981-08-05'), 28)).toMatch(
      /^99999919810805028[\dX]$/,
    );
    expect(fictitiousCreditCode(1)).toBe('91339999000000001J');
  });

  it('pass our parsers and the validator library, and carry the birthday they were made for', () => {
    fc.assert(
      fc.property(birthday, fc.nat(999), (day, serial) => {
        const id = fictitiousResidentId(day, serial);
        expect(parseResidentId(id)).toBe(id);
        expect(validator.isIdentityCard(id, 'zh-CN')).toBe(true);
        expect(bornOn(id)).toBe(day);
        const card = fictitiousPermanentResidenceCard(day, serial);
        expect(parsePermanentResidenceCard(card)).toBe(card);
      }),
    );
    fc.assert(
      fc.property(fc.nat(999_999_999), (serial) => {
        const code = fictitiousCreditCode(serial);
        expect(parseUnifiedSocialCreditCode(code)).toBe(code);
      }),
    );
  });

  it.each([-1, 1000, 0.5])('treat the serial %d as a bug', (serial) => {
    expect(() => fictitiousResidentId(businessDate('1990-03-07'), serial)).toThrow('Not a serial number');
  });
});
