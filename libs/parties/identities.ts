import { differentPeople } from '#access/different-people.js';
import type { Actor } from '#kernel/actor.js';
import type { BusinessDate } from '#kernel/business-date.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { BroughtIn, MergedInto } from './identity.events.js';
import type { Identifier } from './identifier.js';
import type { PartyEvent } from './parties.events.js';
import {
  identifiersOf,
  latestRecognition,
  type PartyState,
  type RegisteredParty,
  type UnknownParty,
} from './party-state.js';
import { birthdayDiffers, birthdayIn } from './register-party.js';
import { TALENT_TIERS } from './talent.events.js';

/** Given to the stream the identifier would have as a party of its own, so that two people cannot both take it. */
export interface ClaimIdentifier {
  readonly type: 'ClaimIdentifier';
  /** The id of that stream. */
  readonly alias: string;
  /** The person it belongs to, as the register knows it. */
  readonly owner: Survivor;
  readonly identifier: Identifier;
  readonly basis: string;
  readonly actor: Actor;
}

/** Given by the system once the identifier is claimed. */
export interface AddIdentifier {
  readonly type: 'AddIdentifier';
  readonly alias: string;
  readonly identifier: Identifier;
  readonly basis: string;
  readonly by: string;
}

/** The other party as it stood when somebody looked. */
export interface Survivor {
  readonly party: string;
  readonly kind: RegisteredParty['profile']['kind'];
  readonly bornOn: BusinessDate | null;
  /** Is part of somebody else by now, or somebody says it is. */
  readonly merges: boolean;
}

/** Given to the identity that is to end. */
export interface ProposeMerge {
  readonly type: 'ProposeMerge';
  readonly survivor: Survivor;
  readonly reason: string;
  readonly basis: string;
  readonly actor: Actor;
}

/** By a second person. */
export interface ConfirmMerge {
  readonly type: 'ConfirmMerge';
  readonly survivor: Survivor;
  readonly on: BusinessDate;
  readonly actor: Actor;
}

export interface RejectMerge {
  readonly type: 'RejectMerge';
  readonly reason: string;
  readonly actor: Actor;
}

/** Given by the system to the survivor. */
export interface AbsorbParty {
  readonly type: 'AbsorbParty';
  readonly from: string;
  readonly brings: BroughtIn;
}

export const survivorIn = ({ profile, mergedInto, merging }: RegisteredParty): Survivor => ({
  party: profile.party,
  kind: profile.kind,
  bornOn: profile.bornOn,
  merges: mergedInto !== null || merging !== null,
});

export const claimIdentifier = (
  { alias, owner, identifier, basis, actor }: ClaimIdentifier,
  state: UnknownParty | RegisteredParty,
): Decision<PartyEvent> => {
  const { party, kind, bornOn } = owner;
  if (kind !== 'person' || identifier.kind === 'unified-social-credit-code') return reject(notAPerson());
  const taken = state.status === 'registered' ? alias : state.belongsTo;
  if (taken === party) return reject(identifierKnown(party));
  if (taken !== undefined) return reject(identifierOfOther(taken));
  const birthday = birthdayIn(identifier);
  if (birthday && bornOn && birthday !== bornOn) return reject(birthdayDiffers());
  return accept({ type: 'IdentifierClaimed', data: { party, identifier, basis, by: actor.id } });
};

/** Handed over twice it is added once. */
export const addIdentifier = (
  { type: _type, ...data }: AddIdentifier,
  state: RegisteredParty,
): Decision<PartyEvent> => {
  const known = identifiersOf(state).some(
    ({ kind, value }) => kind === data.identifier.kind && value === data.identifier.value,
  );
  return known ? accept() : accept({ type: 'IdentifierAdded', data });
};

export const proposeMerge = (command: ProposeMerge, state: RegisteredParty): Decision<PartyEvent> => {
  const { survivor, reason, basis, actor } = command;
  if (state.merging) return reject(mergeProposed(state.merging.into));
  const refusal = obstacle(survivor, state);
  if (refusal) return reject(refusal);
  const data = { into: survivor.party, reason, basis, proposedBy: actor.id };
  return accept({ type: 'MergeProposed', data });
};

/** Ends this identity, and says in the same breath what it brings, so that nothing can come in between. */
export const confirmMerge = (command: ConfirmMerge, state: RegisteredParty): Decision<PartyEvent> => {
  const { survivor, actor, on } = command;
  const { merging } = state;
  if (merging?.into !== survivor.party) return reject(mergeNotProposed());
  const same = differentPeople(actor, [{ act: 'party.propose-merge', by: merging.proposedBy }]);
  if (same) {
    const data = { by: actor.id, reasonCode: same.code };
    return reject(same, { type: 'MergeRefused', data });
  }
  const refusal = obstacle(survivor, state);
  if (refusal) return reject(refusal);
  const data: MergedInto['data'] = { ...merging, confirmedBy: actor.id, on, brings: broughtBy(state) };
  return accept({ type: 'MergedInto', data });
};

export const rejectMerge = ({ reason, actor }: RejectMerge, state: RegisteredParty): Decision<PartyEvent> => {
  if (!state.merging) return reject(mergeNotProposed());
  const data = { into: state.merging.into, rejectedBy: actor.id, reason };
  return accept({ type: 'MergeRejected', data });
};

/** Of two tiers the higher counts, of two cards the one that lasts longer; bans add up. */
export const absorbParty = ({ from, brings }: AbsorbParty, state: RegisteredParty): Decision<PartyEvent> => {
  if (state.absorbed.includes(from)) return accept();
  const own = latestRecognition(state) ?? null;
  const tier = [own, brings.tier]
    .filter((one) => one !== null)
    .toSorted((one, other) => TALENT_TIERS.indexOf(one.tier) - TALENT_TIERS.indexOf(other.tier))
    .at(0);
  const card = [state.card, brings.card]
    .filter((one) => one !== null)
    .toSorted((one, other) => other.until.localeCompare(one.until))
    .at(0);
  const data = { ...brings, tier: tier ?? null, card: card ?? null, from };
  return accept({ type: 'PartyAbsorbed', data });
};

const broughtBy = (state: RegisteredParty): BroughtIn => ({
  absorbed: [state.profile.party, ...state.absorbed],
  identifiers: identifiersOf(state),
  bans: state.bans,
  tier: latestRecognition(state) ?? null,
  card: state.card,
});

const obstacle = (survivor: Survivor, { profile }: RegisteredParty): Refusal | undefined => {
  if (profile.kind !== 'person' || survivor.kind !== 'person') return notPersons();
  if (survivor.party === profile.party) return sameParty();
  if (survivor.merges) return survivorMerges();
  if (profile.bornOn && survivor.bornOn && profile.bornOn !== survivor.bornOn) return birthdaysDiffer();
  return undefined;
};

/** The party a stranger's id stands for, or undefined for one that stands for itself. */
export const leadsTo = (state: PartyState): string | undefined => {
  if (state.status === 'unknown') return state.belongsTo;
  return state.status === 'registered' ? (state.mergedInto ?? undefined) : undefined;
};

const CLAUSE = { clause: 'practice E55' } as const;

/** An absorbed id takes nothing any more but what concerns its accounts. */
export const partyMerged = (into: string): Refusal =>
  refuse('party.merged', `该身份已并入${into}，请使用该编号`, `This identity became ${into}; use that id`, {
    ...CLAUSE,
    pointer: '/party',
    facts: { party: into },
  });

const notAPerson = (): Refusal =>
  refuse('identifier.not-of-person', '只有个人可以登记多个证件', 'Only a person has several identifiers', {
    ...CLAUSE,
    pointer: '/identifier/kind',
  });

const identifierKnown = (party: string): Refusal =>
  refuse(
    'identifier.already-added',
    '该证件已登记在此人名下',
    'The identifier is already one of this person',
    {
      ...CLAUSE,
      pointer: '/identifier',
      facts: { party },
    },
  );

const identifierOfOther = (party: string): Refusal =>
  refuse(
    'identifier.of-another-party',
    `该证件已登记为${party}；如系同一人，须办理身份合并`,
    `The identifier is registered as ${party}; if that is the same person, the two have to be merged`,
    { ...CLAUSE, pointer: '/identifier', facts: { party } },
  );

const notPersons = (): Refusal =>
  refuse('merge.not-persons', '只有个人身份可以合并', 'Only identities of persons can be merged', CLAUSE);

const sameParty = (): Refusal =>
  refuse('merge.same-party', '不能与自身合并', 'A party is not merged with itself', {
    ...CLAUSE,
    pointer: '/into',
  });

const survivorMerges = (): Refusal =>
  refuse(
    'merge.survivor-merges',
    '对方身份已合并或正在办理合并，请先了结',
    'The other identity was merged or is about to be; that comes first',
    { ...CLAUSE, pointer: '/into' },
  );

const birthdaysDiffer = (): Refusal =>
  refuse(
    'merge.birthdays-differ',
    '两个身份的出生日期不同，不能认定为同一人',
    'The two identities have different dates of birth and cannot be one person',
    { ...CLAUSE, pointer: '/into' },
  );

const mergeProposed = (into: string): Refusal =>
  refuse(
    'merge.already-proposed',
    `已提出并入${into}，等待他人确认`,
    `A merge into ${into} was proposed and waits for a second person`,
    { ...CLAUSE, facts: { into } },
  );

const mergeNotProposed = (): Refusal =>
  refuse('merge.not-proposed', '没有等待确认的该项合并', 'No such merge waits to be confirmed', CLAUSE);
