import { unreachable } from '#kernel/assert.js';
import { accept, type Decider, type Decision, reject } from '#kernel/decider.js';
import { refuse } from '#kernel/refusal.js';
import { imposeBan, type ImposeBan } from './ban.js';
import { evolveParty } from './evolve-party.js';
import {
  confirmForgetting,
  type ConfirmForgetting,
  partyForgotten,
  proposeForgetting,
  type ProposeForgetting,
} from './forget-person.js';
import {
  expireGreenCard,
  type ExpireGreenCard,
  issueGreenCard,
  type IssueGreenCard,
  revokeGreenCard,
  type RevokeGreenCard,
} from './green-card.js';
import {
  absorbParty,
  type AbsorbParty,
  addIdentifier,
  type AddIdentifier,
  claimIdentifier,
  type ClaimIdentifier,
  confirmMerge,
  type ConfirmMerge,
  partyMerged,
  proposeMerge,
  type ProposeMerge,
  rejectMerge,
  type RejectMerge,
} from './identities.js';
import { type DelistAgency, delistAgency, type ListAgency, listAgency } from './listing.js';
import type { PartyEvent } from './parties.events.js';
import type { ForgottenParty, PartyState, RegisteredParty } from './party-state.js';
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
  applyForTier,
  type ApplyForTier,
  expireTier,
  type ExpireTier,
  publiciseTier,
  type PubliciseTier,
  recogniseTier,
  type RecogniseTier,
  refuseTier,
  type RefuseTier,
  revokeTier,
  type RevokeTier,
} from './talent-tier.js';
import { decideTeam, registerTeam, type RegisterTeam, type TeamCommand } from './team.js';

type Beginning = RegisterParty | RegisterTeam | ClaimIdentifier;
type AccountCommand = ProposeAccount | ConfirmAccount | RejectAccount | BlockAccount;
type TalentCommand =
  | ApplyForTier
  | PubliciseTier
  | RefuseTier
  | RecogniseTier
  | RevokeTier
  | ExpireTier
  | IssueGreenCard
  | RevokeGreenCard
  | ExpireGreenCard;
type IdentityCommand = AddIdentifier | ProposeMerge | ConfirmMerge | RejectMerge | AbsorbParty;
type OtherCommand =
  ListAgency | DelistAgency | ImposeBan | ProposeForgetting | ConfirmForgetting | TeamCommand;

export type PartyCommand = Beginning | AccountCommand | TalentCommand | IdentityCommand | OtherCommand;

/** A person, unit or team: who it is, where its money goes, what it is recognised for or banned from. */
export const partyDecider: Decider<PartyCommand, PartyState, PartyEvent> = {
  initialState: () => ({ status: 'unknown' }),
  evolve: evolveParty,
  decide: (command, state) => {
    if (state.status === 'forgotten') return isOvertaken(command) ? accept() : reject(partyForgotten());
    const mergedInto = state.status === 'registered' ? state.mergedInto : null;
    if (mergedInto !== null && !isAboutAccount(command))
      return isOvertaken(command) ? accept() : reject(partyMerged(mergedInto));
    if (isBeginning(command)) return decideBeginning(command, state);
    if (state.status === 'registered') return decideRegistered(command, state);
    return reject(refuse('party.unknown', '没有此对象', 'There is no such party', { pointer: '/party' }));
  },
};

/** What the service itself finds out later, and what then concerns nobody any more. */
const OVERTAKEN: readonly PartyCommand['type'][] = ['BlockAccount', 'ExpireTier', 'ExpireGreenCard'];
const isOvertaken = ({ type }: PartyCommand): boolean => OVERTAKEN.includes(type);

const BEGINNINGS: readonly PartyCommand['type'][] = ['RegisterParty', 'RegisterTeam', 'ClaimIdentifier'];
const isBeginning = (command: PartyCommand): command is Beginning => BEGINNINGS.includes(command.type);

const ACCOUNT_COMMANDS: readonly PartyCommand['type'][] = [
  'ProposeAccount',
  'ConfirmAccount',
  'RejectAccount',
  'BlockAccount',
];
const isAboutAccount = (command: PartyCommand): command is AccountCommand =>
  ACCOUNT_COMMANDS.includes(command.type);

const decideBeginning = (
  command: Beginning,
  state: Exclude<PartyState, ForgottenParty>,
): Decision<PartyEvent> => {
  switch (command.type) {
    case 'RegisterParty':
      return registerParty(command, state);
    case 'RegisterTeam':
      return registerTeam(command, state);
    case 'ClaimIdentifier':
      return claimIdentifier(command, state);
    default:
      return unreachable(command);
  }
};

const decideRegistered = (
  command: Exclude<PartyCommand, Beginning>,
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
    case 'AddIdentifier':
      return addIdentifier(command, state);
    case 'ProposeMerge':
      return proposeMerge(command, state);
    case 'ConfirmMerge':
      return confirmMerge(command, state);
    case 'RejectMerge':
      return rejectMerge(command, state);
    case 'AbsorbParty':
      return absorbParty(command, state);
    case 'ListAgency':
      return listAgency(command, state);
    case 'DelistAgency':
      return delistAgency(command, state);
    case 'ChangeTeam':
    case 'ApproveTeamChange':
    case 'RejectTeamChange':
      return decideTeam(command, state);
    case 'ImposeBan':
      return imposeBan(command, state);
    case 'ProposeForgetting':
      return proposeForgetting(command, state);
    case 'ConfirmForgetting':
      return confirmForgetting(command, state);
    default:
      return decideTalent(command, state);
  }
};

const decideTalent = (command: TalentCommand, state: RegisteredParty): Decision<PartyEvent> => {
  switch (command.type) {
    case 'ApplyForTier':
      return applyForTier(command, state);
    case 'PubliciseTier':
      return publiciseTier(command, state);
    case 'RefuseTier':
      return refuseTier(command, state);
    case 'RecogniseTier':
      return recogniseTier(command, state);
    case 'RevokeTier':
      return revokeTier(command, state);
    case 'ExpireTier':
      return expireTier(command, state);
    case 'IssueGreenCard':
      return issueGreenCard(command, state);
    case 'RevokeGreenCard':
      return revokeGreenCard(command, state);
    case 'ExpireGreenCard':
      return expireGreenCard(command, state);
    default:
      return unreachable(command);
  }
};
