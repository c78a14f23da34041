import { decode } from '#event-store/decode.js';
import type { PersonForgotten } from '#parties/parties.events.js';
import type { Reaction } from '#reactions/reaction.js';
import type { KeyVault } from './key-vault.js';

/** Who is to be forgotten, and by which event. */
export type ForgettingOrder = Pick<
  PersonForgotten['data'],
  'party' | 'reason' | 'basis' | 'confirmedBy' | 'awards' | 'absorbed'
> & {
  readonly cause: string;
};

/**
 * Destroys the key of a person, those of the person's other identities, and those of the person's awards, under which lies what others said of the person. Destroying twice
 * changes nothing, so it does no harm to carry an order out again.
 */
export const destroyKeys = async (vault: KeyVault, order: ForgettingOrder): Promise<void> => {
  const { party, reason, basis, confirmedBy, awards, absorbed, cause } = order;
  for (const subject of [party, ...absorbed, ...awards]) {
    await vault.destroy({ subject, by: confirmedBy, why: `${basis}: ${reason}`, cause });
  }
};

/** Carries out what two people decided. Durable: it is handed the event until the key is gone. */
export const forgetPersons = (vault: KeyVault): Reaction => ({
  name: 'forget-persons',
  types: ['PersonForgotten'],
  handle: async (stored) => destroyKeys(vault, { ...decode<PersonForgotten>(stored).data, cause: stored.id }),
});
