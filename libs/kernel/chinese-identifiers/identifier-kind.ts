import type { Refusal } from '../refusal.js';
import { parsePassport, type Passport } from './passport.js';
import { parsePermanentResidenceCard, type PermanentResidenceCard } from './permanent-residence-card.js';
import { parseResidentId, type ResidentId } from './resident-id.js';
import { parseUnifiedSocialCreditCode, type UnifiedSocialCreditCode } from './unified-social-credit-code.js';

/** What a party can be identified by: a person by one of the first three, an organisation by the last. */
export interface IdentifierOfKind {
  readonly 'resident-id': ResidentId;
  readonly 'permanent-residence-card': PermanentResidenceCard;
  readonly passport: Passport;
  readonly 'unified-social-credit-code': UnifiedSocialCreditCode;
}

export type IdentifierKind = keyof IdentifierOfKind;

const PARSERS: {
  readonly [K in IdentifierKind]: (text: string, pointer?: string) => IdentifierOfKind[K] | Refusal;
} = {
  'resident-id': parseResidentId,
  'permanent-residence-card': parsePermanentResidenceCard,
  passport: parsePassport,
  'unified-social-credit-code': parseUnifiedSocialCreditCode,
};

export const IDENTIFIER_KINDS = Object.keys(PARSERS) as readonly IdentifierKind[];

/** Reads an identifier of a known kind into its one normal form, or says what is wrong with it. */
export const parseIdentifier = <K extends IdentifierKind>(
  kind: K,
  text: string,
  pointer?: string,
): IdentifierOfKind[K] | Refusal => PARSERS[kind](text, pointer);
