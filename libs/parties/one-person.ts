import type { CommandExecutor } from '#event-store/execute.js';
import { assert } from '#kernel/assert.js';
import { leadsTo } from './identities.js';
import { partyDecider } from './parties.js';

/** A chain longer than that is a ring, and a ring is a bug. */
const LONGEST_CHAIN = 20;

/** The id under which a person or unit goes on: its own, or that of the identity it became (practice E55). */
export const survivingId = async (executor: CommandExecutor, party: string): Promise<string> => {
  let id = party;
  for (let step = 0; step < LONGEST_CHAIN; step += 1) {
    const { state } = await executor.load(partyDecider, id);
    const next = leadsTo(state);
    if (next === undefined) return id;
    id = next;
  }
  assert(false, `The identities of ${party} lead in a ring`);
};

/** Every id of the person or unit that a party is by now: the one it goes on under, and those it had (practice E55). */
export const identitiesOf = async (executor: CommandExecutor, party: string): Promise<readonly string[]> => {
  const person = await survivingId(executor, party);
  const { state } = await executor.load(partyDecider, person);
  return state.status === 'registered' ? [person, ...state.absorbed] : [person];
};

/** The party whose account receives the money of a payee: a team is paid through its host (practice 2.11). */
export const accountHolderOf = async (executor: CommandExecutor, payee: string): Promise<string> => {
  const { state } = await executor.load(partyDecider, payee);
  return state.status === 'registered' && state.team ? state.team.host : payee;
};
