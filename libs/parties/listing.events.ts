import type { BusinessDate } from '#kernel/business-date.js';
import type { DomainEvent } from '#kernel/decider.js';

/** The agency is on the list of key talent agencies (重点人才中介目录) from this day. */
export type AgencyListed = DomainEvent<
  'AgencyListed',
  { readonly from: BusinessDate; readonly basis: string }
>;

export type AgencyDelisted = DomainEvent<
  'AgencyDelisted',
  {
    readonly from: BusinessDate;
    /** Last day on the list. */
    readonly until: BusinessDate;
    readonly basis: string;
  }
>;

export type ListingEvent = AgencyListed | AgencyDelisted;
