import type { EventStore } from '#event-store/event-store.js';
import type { KeyVault } from './key-vault.js';
import type { MasterKeys } from './master-keys.js';
import { PersonKeyMissing, type PersonKeys, personKeys } from './person-keys.js';
import { openTexts } from './seal-event.js';
import { sealedEventStore } from './sealed-event-store.js';
import { fingerprintUnder, type PersonKey } from './sealed-text.js';

/** Keyed hash of an account, the same for the same account of the same party; undefined once the party is forgotten. */
export type AccountFingerprint = (
  party: string,
  account: { readonly number: string; readonly accountName: string },
) => Promise<string | undefined>;

/** What the service does with the data of persons. */
export interface PersonalData {
  /** The store for deciders and process managers: it seals what is appended and opens what is read. */
  sealing(inside: EventStore): EventStore;
  /** Any plain data with its sealed texts opened. */
  open<T>(data: T): Promise<T>;
  readonly fingerprintOf: AccountFingerprint;
}

export const personalDataUnder = (vault: KeyVault, masters: MasterKeys): PersonalData => {
  const keys = personKeys({ vault, masters });
  return {
    sealing: (inside) => sealedEventStore(inside, keys),
    open: (data) => openTexts(keys, data),
    fingerprintOf: async (party, { number, accountName }) => {
      const key = await keyMadeFor(keys, party);
      return key && fingerprintUnder(key, [number, accountName]);
    },
  };
};

/**
 * A team is paid through its host and may have nothing personal of its own on record before its first payment, whose line is then
 * sealed under the key that is made here. Undefined once the party is forgotten.
 */
const keyMadeFor = async (keys: PersonKeys, party: string): Promise<PersonKey | undefined> => {
  try {
    return (await keys.forOpening([party])).get(party);
  } catch (error) {
    if (!(error instanceof PersonKeyMissing)) throw error;
    return (await keys.forSealing([party])).get(party);
  }
};
