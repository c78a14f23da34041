import type { BusinessDate } from '#kernel/business-date.js';
import type { RegisteredParty } from '#parties/party-state.js';
import type { PolicyRegister } from '#policy/policy-register.js';
import type { Award } from '#programmes/award/award.js';
import type { Rulebook } from '#programmes/award/rulebook.js';

/** What a portfolio is checked against: the law, and what the service knows already. */
export interface Books {
  readonly policies: Pick<PolicyRegister, 'inForce' | 'version'>;
  readonly rulebook: Rulebook;
  /** Makes party ids, see `partyId`. */
  readonly lookupKey: Uint8Array;
  readonly today: BusinessDate;
  party(id: string): Promise<RegisteredParty | undefined>;
  award(id: string): Promise<Award>;
}
