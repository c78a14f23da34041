import { decode } from '#event-store/decode.js';
import type { CommandExecutor } from '#event-store/execute.js';
import type { IdentifierClaimed, MergedInto, PartyAbsorbed } from '#parties/identity.events.js';
import { survivingId } from '#parties/one-person.js';
import { partyDecider } from '#parties/parties.js';
import type { Reaction } from '#reactions/reaction.js';
import { carryOver } from './cap-accounts.js';
import type { Lookups } from './lookups.js';
import { stepsOf } from './steps.js';

/** A document that was claimed is added to its person. One who was forgotten in the meantime has no documents any more. */
export const addClaimedIdentifiers = (executor: CommandExecutor): Reaction => ({
  name: 'add-claimed-identifiers',
  types: ['IdentifierClaimed'],
  handle: async (stored) => {
    const { party, ...data } = decode<IdentifierClaimed>(stored).data;
    const person = await survivingId(executor, party);
    const command = { type: 'AddIdentifier', alias: stored.stream, ...data } as const;
    await stepsOf(executor, stored).ask(partyDecider, person, command);
  },
});

/**
 * Two identities become one person (practice E55): the survivor takes what the other had, and then every cap account of the other is
 * carried over. What a release finds before that is carried over by the release itself.
 */
export const mergeIdentities = (executor: CommandExecutor, lookups: Lookups): Reaction => ({
  name: 'merge-identities',
  types: ['MergedInto', 'PartyAbsorbed'],
  handle: async (stored) => {
    const steps = stepsOf(executor, stored);
    if (stored.type === 'MergedInto') {
      const { into, brings } = decode<MergedInto>(stored).data;
      const survivor = await survivingId(executor, into);
      await steps.order(partyDecider, survivor, { type: 'AbsorbParty', from: stored.stream, brings });
      return;
    }
    const { absorbed } = decode<PartyAbsorbed>(stored).data;
    const person = await survivingId(executor, stored.stream);
    await lookups.at(stored.position);
    for (const account of await lookups.capAccountsOf(absorbed))
      await carryOver(executor, steps, account, person);
  },
});
