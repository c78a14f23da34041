import { accept, type Decider, type DomainEvent } from '#kernel/decider.js';

/** One package among all: enough to choose it from a list. */
export interface ListedPackage {
  readonly revision: string;
  readonly book: string;
  readonly policyVersion: string;
}

export interface ListPackage extends ListedPackage {
  readonly type: 'ListPackage';
}

export type PackageListed = DomainEvent<'PackageListed', ListedPackage>;

/** One stream for all packages; a few in a year. No id of a package reads like it. */
export const REVISION_LIST = 'revisions';

/** In the order in which they were drafted. */
export const revisionListDecider: Decider<ListPackage, readonly ListedPackage[], PackageListed> = {
  initialState: () => [],
  evolve: (listed, { data }) => [...listed, data],
  decide: ({ type: _type, ...data }, listed) =>
    listed.some(({ revision }) => revision === data.revision)
      ? accept()
      : accept({ type: 'PackageListed', data }),
};
