import type { IdentifierKind } from '#kernel/chinese-identifiers/identifier-kind.js';

/** What a party is found by: a document of a person, the credit code of an organisation. */
export interface Identifier {
  readonly kind: IdentifierKind;
  readonly value: string;
}
