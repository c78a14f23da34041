import type { BusinessDate } from '#kernel/business-date.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { PartyEvent } from './parties.events.js';
import type { RegisteredParty } from './party-state.js';

export interface ListAgency {
  readonly type: 'ListAgency';
  readonly from: BusinessDate;
  /** Number of the document that publishes the list. */
  readonly basis: string;
}

export interface DelistAgency {
  readonly type: 'DelistAgency';
  /** Last day on the list. */
  readonly until: BusinessDate;
  readonly basis: string;
}

/** An enterprise may also be an agency: one credit code is one party. */
export const listAgency = ({ from, basis }: ListAgency, state: RegisteredParty): Decision<PartyEvent> => {
  const { kind } = state.profile;
  if (kind !== 'agency' && kind !== 'enterprise') return reject(notAnAgency(kind));
  const overlapping = state.listings.find(({ until }) => until === null || from <= until);
  if (overlapping) return reject(listedAlready(overlapping.from));
  return accept({ type: 'AgencyListed', data: { from, basis } });
};

export const delistAgency = (
  { until, basis }: DelistAgency,
  { listings }: RegisteredParty,
): Decision<PartyEvent> => {
  const open = listings.find((one) => one.until === null);
  if (!open) return reject(notListed());
  if (until < open.from) return reject(endsBeforeItBegins(open.from));
  return accept({ type: 'AgencyDelisted', data: { from: open.from, until, basis } });
};

const CLAUSE = { clause: 'decision 10' } as const;

const notAnAgency = (kind: string): Refusal =>
  refuse(
    'listing.not-an-agency',
    '只有中介机构可列入重点人才中介目录',
    'Only an agency can be on the list of key talent agencies',
    { ...CLAUSE, facts: { kind } },
  );

const listedAlready = (from: BusinessDate): Refusal =>
  refuse(
    'listing.overlaps',
    `该机构自${from}起已在目录内，列入期间不得重叠`,
    `The agency is on the list from ${from}; periods must not overlap`,
    { ...CLAUSE, pointer: '/from', facts: { listedFrom: from } },
  );

const notListed = (): Refusal =>
  refuse('listing.not-listed', '该机构不在目录内', 'The agency is not on the list', CLAUSE);

const endsBeforeItBegins = (from: BusinessDate): Refusal =>
  refuse(
    'listing.ends-before-it-begins',
    '移出目录日期早于列入日期',
    'The last day on the list lies before the first',
    { ...CLAUSE, pointer: '/until', facts: { listedFrom: from } },
  );
