import type { Actor } from '#kernel/actor.js';
import { accept, type Decider, type DomainEvent } from '#kernel/decider.js';

/** Says that a book exists, so that whoever reads the log knows which `policy-…` streams there are. */
export interface ListPolicyBook {
  readonly type: 'ListPolicyBook';
  readonly book: string;
  readonly by: Actor;
}

export type PolicyBookListed = DomainEvent<
  'PolicyBookListed',
  { readonly book: string; readonly by: string }
>;

/** One stream for all books. Book names are in capitals, so it is the stream of none of them. */
export const POLICY_LIST = 'policy-list';

export const policyListDecider: Decider<ListPolicyBook, ReadonlySet<string>, PolicyBookListed> = {
  initialState: () => new Set(),
  evolve: (books, event) => new Set(books).add(event.data.book),
  decide: ({ book, by }, books) =>
    books.has(book) ? accept() : accept({ type: 'PolicyBookListed', data: { book, by: by.id } }),
};
