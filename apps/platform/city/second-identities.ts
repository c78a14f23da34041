import { addDays, type BusinessDate } from '#kernel/business-date.js';
import { parseIdentifier } from '#kernel/chinese-identifiers/identifier-kind.js';
import { orThrow } from '#kernel/refusal.js';
import { seededBy } from '#kernel/seeded.js';
import { survivorIn } from '#parties/identities.js';
import { partyDecider } from '#parties/parties.js';
import { partyId } from '#parties/party-id.js';
import type { RegisterParty } from '#parties/register-party.js';
import { type Desk, type Moment, OFFICERS, VERIFIER } from './desk.js';
import { passportOf } from './residents.js';

type Profile = Omit<RegisterParty, 'type' | 'party'>;

/** A person who is in the register twice, or whose second document is known. */
export interface SecondIdentity {
  readonly party: string;
  readonly profile: Profile;
}

export interface SecondIdentities {
  /** Another registration of the same person, by the passport; undefined for nearly everybody. */
  of(number: number, first: string, profile: Profile, day: BusinessDate): SecondIdentity | undefined;
  /** Adds the passport of some whom nobody registered twice. */
  addDocument(number: number, first: string, profile: Profile, at: Moment): Promise<void>;
  /** Who is found out by this day: each becomes one person. The second ids name nobody from now on. */
  takeFound(day: BusinessDate): readonly SecondPair[];
  merge(pair: SecondPair, at: Moment): Promise<void>;
}

interface SecondPair {
  readonly first: string;
  readonly second: string;
  readonly foundOn: BusinessDate;
}

const REGISTERED_TWICE_ONE_IN = 50;
const TWO_DOCUMENTS_ONE_IN = 40;
const UNNOTICED_DAYS = 200;
const SPREAD_DAYS = 700;

/** People with two documents (practice E55): some are registered under both, until somebody notices and two people make them one. */
export const openSecondIdentities = (desk: Desk, seed: number, lookupKey: Uint8Array): SecondIdentities => {
  const pairs = new Map<string, SecondPair>();

  const withPassport = (number: number, profile: Profile): SecondIdentity | undefined => {
    if (profile.kind !== 'person' || profile.identifier.kind === 'passport') return undefined;
    const identifier = passportOf(profile.nationality ?? 'CHN', number);
    const value = orThrow(parseIdentifier('passport', identifier.value));
    const party = partyId('person', 'passport', value, lookupKey);
    return { party, profile: { ...profile, identifier } };
  };

  const loaded = async (party: string) => {
    const { state } = await desk.executor.load(partyDecider, party);
    return state.status === 'registered' ? state : undefined;
  };

  return {
    of: (number, first, profile, day) => {
      const random = seededBy('twice', seed, number);
      if (random.below(REGISTERED_TWICE_ONE_IN) > 0) return undefined;
      const second = withPassport(number, profile);
      if (!second) return undefined;
      const foundOn = addDays(day, UNNOTICED_DAYS + random.below(SPREAD_DAYS));
      pairs.set(second.party, { first, second: second.party, foundOn });
      return second;
    },
    addDocument: async (number, first, profile, at) => {
      if (seededBy('two-documents', seed, number).below(TWO_DOCUMENTS_ONE_IN) > 0) return;
      const passport = withPassport(number, profile);
      const owner = await loaded(first);
      if (!passport || !owner || pairs.has(passport.party)) return;
      const { identifier } = passport.profile;
      const rest = { alias: passport.party, owner: survivorIn(owner), identifier, basis: '护照复印件' };
      const command = { type: 'ClaimIdentifier', ...rest, actor: VERIFIER } as const;
      await desk.ask(partyDecider, passport.party, command, VERIFIER, at);
    },
    takeFound: (day) => {
      const found = [...pairs.values()].filter(({ foundOn }) => foundOn <= day);
      for (const { second } of found) pairs.delete(second);
      return found;
    },
    merge: async ({ first, second }, at) => {
      const [survivor, other] = [await loaded(first), await loaded(second)];
      const [officer] = OFFICERS;
      if (!survivor || !other || !officer) return;
      const into = survivorIn(survivor);
      const reason = { reason: '同一人重复登记', basis: `公安核查〔${at.day.slice(0, 4)}〕` };
      const proposal = { type: 'ProposeMerge', survivor: into, ...reason, actor: officer } as const;
      await desk.order(partyDecider, second, proposal, officer, at);
      const confirmation = { type: 'ConfirmMerge', survivor: into, on: at.day, actor: VERIFIER } as const;
      await desk.order(partyDecider, second, confirmation, VERIFIER, at);
    },
  };
};
