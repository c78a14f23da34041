import { unreachable } from '#kernel/assert.js';
import { accept, type Decider, type Decision, reject } from '#kernel/decider.js';
import { refuse } from '#kernel/refusal.js';
import {
  confirmForgetting,
  type ConfirmForgetting,
  partyForgotten,
  proposeForgetting,
  type ProposeForgetting,
} from './forget-person.js';
import type { PartyEvent } from './parties.events.js';
import { evolveParty, type PartyState, type RegisteredParty } from './party-state.js';
import {
  blockAccount,
  type BlockAccount,
  confirmAccount,
  type ConfirmAccount,
  proposeAccount,
  type ProposeAccount,
  rejectAccount,
  type RejectAccount,
} from './payee-account.js';
import { registerParty, type RegisterParty } from './register-party.js';
import {
  expireTier,
  type ExpireTier,
  imposeBan,
  type ImposeBan,
  recogniseTier,
  type RecogniseTier,
  revokeTier,
  type RevokeTier,
} from './talent-tier.js';

export type PartyCommand =
  | RegisterParty
  | ProposeAccount
  | ConfirmAccount
  | RejectAccount
  | BlockAccount
  | RecogniseTier
  | RevokeTier
  | ExpireTier
  | ImposeBan
  | ProposeForgetting
  | ConfirmForgetting;

const decideRegistered = (
  command: Exclude<PartyCommand, RegisterParty>,
  state: RegisteredParty,
): Decision<PartyEvent> => {
  switch (command.type) {
    case 'ProposeAccount':
      return proposeAccount(command, state);
    case 'ConfirmAccount':
      return confirmAccount(command, state);
    case 'RejectAccount':
      return rejectAccount(command, state);
    case 'BlockAccount':
      return blockAccount(command, state);
    case 'RecogniseTier':
      return recogniseTier(command, state);
    case 'RevokeTier':
      return revokeTier(command, state);
    case 'ExpireTier':
      return expireTier(command, state);
    case 'ImposeBan':
      return imposeBan(command, state);
    case 'ProposeForgetting':
      return proposeForgetting(command, state);
    case 'ConfirmForgetting':
      return confirmForgetting(command, state);
    default:
      return unreachable(command);
  }
};

/** What the service itself finds out later, and what then concerns nobody any more. */
const OVERTAKEN: readonly PartyCommand['type'][] = ['BlockAccount', 'ExpireTier'];

/** A person, enterprise or institution: who it is, where its money goes, what it is recognised for or banned from. */
export const partyDecider: Decider<PartyCommand, PartyState, PartyEvent> = {
  initialState: () => ({ status: 'unknown' }),
  evolve: evolveParty,
  decide: (command, state) => {
    if (state.status === 'forgotten')
      return OVERTAKEN.includes(command.type) ? accept() : reject(partyForgotten());
    if (command.type === 'RegisterParty') return registerParty(command, state);
    if (state.status === 'registered') return decideRegistered(command, state);
    return reject(refuse('party.unknown', '没有此对象', 'There is no such party', { pointer: '/party' }));
  },
};
