import type { BusinessDate } from '#kernel/business-date.js';
import type { Fen } from '#kernel/money.js';

type PlainValue = string | number | boolean | Fen;
/** A row of an itemised fact: an invoice, a month, an investment. */
export type ItemFacts = Readonly<Record<string, PlainValue>>;
/** A stated fact. Amounts are in properties that end in `Fen`; dates are `YYYY-MM-DD`, months `YYYY-MM`. */
export type FactValue = PlainValue | readonly ItemFacts[];
export type Facts = Readonly<Record<string, FactValue>>;

/** What the party register knew about a party when the application came in; nothing personal. */
export interface PartySnapshot {
  readonly party: string;
  readonly kind: 'person' | 'enterprise' | 'institution' | 'team' | 'agency';
  /** Talent tier recognised on the day of application; absent when none was. */
  readonly tier?: 'top' | 'high-end' | 'senior' | 'basic';
  /** Age in completed years on the selection date, for persons where the measure asks for it. */
  readonly ageOnSelection?: number;
  /** Last day of a ban from support (decision 27), if any. */
  readonly bannedUntil?: BusinessDate;
  /** Days on the list of key agencies; null: still on it. Absent for a party that never was. */
  readonly listings?: readonly { readonly from: BusinessDate; readonly until: BusinessDate | null }[];
}

export interface Application {
  readonly programme: string;
  readonly measure: string;
  readonly jurisdiction: string;
  /** By role as the measure names it: `person`, `enterprise`, `employer`, `host`, `incubator`. */
  readonly parties: Readonly<Record<string, PartySnapshot>>;
  readonly facts: Facts;
  readonly appliedOn: BusinessDate;
  /** The award of the city to which one of a county adds. */
  readonly baseAward?: string;
}

/** A decision outside the schedule (一事一议): the body, its document, and the amounts it set. */
export interface CaseDecision {
  readonly body: string;
  readonly documentNumber: string;
  readonly decidedOn: BusinessDate;
  readonly amounts: Facts;
}

export interface EvidenceItem {
  /** Name of the requirement it meets, as in the tranche's `evidence`. */
  readonly name: string;
  /** Number or hash of the document in the file store. */
  readonly document: string;
  readonly issuedOn: BusinessDate;
}

/** What an officer enters for one tranche. */
export interface Claim {
  readonly evidence: readonly EvidenceItem[];
  readonly facts: Facts;
  readonly claimedOn: BusinessDate;
  /** By role, what the register knew on the day of the claim; without it the application counts. */
  readonly parties?: Application['parties'];
}
