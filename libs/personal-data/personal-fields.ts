import type { JsonObject } from '#kernel/fen-json.js';

/** One personal field of an event. `*` in a pointer stands for every item of a list. */
export interface PersonalField {
  /** JSON pointer to the text. */
  readonly pointer: string;
  /** Whose it is: the stream itself, or what another field of the same item names. */
  readonly subject: 'stream' | { readonly pointer: string };
  /** Whether this event is about a person at all. */
  readonly when?: (data: JsonObject) => boolean;
}

const ofPerson = ({ kind }: JsonObject): boolean => kind === 'person';
const ownedByStream = (...pointers: readonly string[]): readonly PersonalField[] =>
  pointers.map((pointer) => ({ pointer, subject: 'stream' }));

const OF_LINES: readonly PersonalField[] = ['/lines/*/account/number', '/lines/*/account/accountName'].map(
  (pointer) => ({ pointer, subject: { pointer: '/lines/*/payee' } }),
);

/**
 * The only list of what is personal in the log. A field that is not here stays readable for ever, so a spec walks all event types
 * and demands that whatever is named like a person's data is listed, or said to be none in `personal-fields.spec.ts`.
 *
 * Organisations are not persons: their names stay as they are. Account numbers are sealed whoever owns them.
 */
export const PERSONAL_FIELDS: Readonly<Record<string, readonly PersonalField[]>> = {
  PartyRegistered: ownedByStream('/name', '/identifier/value', '/bornOn', '/nationality').map((field) => ({
    ...field,
    when: ofPerson,
  })),
  IdentifierClaimed: [{ pointer: '/identifier/value', subject: { pointer: '/party' } }],
  IdentifierAdded: ownedByStream('/identifier/value'),
  MergedInto: ownedByStream('/brings/identifiers/*/value', '/brings/card/cardNumber'),
  PartyAbsorbed: ownedByStream('/identifiers/*/value', '/card/cardNumber'),
  GreenCardIssued: ownedByStream('/cardNumber'),
  AccountProposed: ownedByStream('/account/number', '/account/accountName'),
  LinesAssembled: OF_LINES,
  BatchAssembled: OF_LINES,
  UserRegistered: ownedByStream('/displayName'),
  // Whoever objects is no party of ours; the award's own key also keeps what is said about its holder.
  ObjectionRaised: ownedByStream('/objector', '/statement'),
};
