import { createHmac } from 'node:crypto';
import { assert } from '#kernel/assert.js';
import type { IdentifierKind, IdentifierOfKind } from '#kernel/chinese-identifiers/identifier-kind.js';
import { shortId } from '#kernel/ids.js';
import type { PartyKind } from './parties.events.js';
import type { TeamRegistered } from './team.events.js';

const LOOKUP_KEY_BYTES_MIN = 32;

/**
 * The stream of a party, `party-` and twelve characters. The same identifier always gives the same id, so nobody is
 * registered twice; without the secret key the id says nothing about the identifier, although there are few enough
 * identity numbers to try them all. Takes the parsed form, because `x` and `X` are one person. An organisation is the same
 * whether it was called an enterprise or an institution.
 */
export const partyId = (
  kind: PartyKind,
  identifierKind: IdentifierKind,
  identifier: IdentifierOfKind[IdentifierKind],
  lookupKey: Uint8Array,
): string => {
  const sort = kind === 'person' ? 'person' : 'organisation';
  return idUnder(lookupKey, [sort, identifierKind, identifier]);
};

/** A team has no document: the number it has in the register of its programme tells it apart, or else its name and leader. */
export const teamId = (
  { registryNumber, name, leader }: Pick<TeamRegistered['data'], 'registryNumber' | 'name' | 'leader'>,
  lookupKey: Uint8Array,
): string =>
  idUnder(lookupKey, registryNumber === null ? ['team', name, leader] : ['team-number', registryNumber]);

const idUnder = (lookupKey: Uint8Array, parts: readonly string[]): string => {
  assert(
    lookupKey.length >= LOOKUP_KEY_BYTES_MIN,
    `The lookup key has fewer than ${LOOKUP_KEY_BYTES_MIN} bytes`,
  );
  const mac = createHmac('sha256', lookupKey).update(JSON.stringify(parts));
  return `party-${shortId(mac.digest('hex'))}`;
};
