import type { BusinessDate } from '#kernel/business-date.js';
import { orThrow } from '#kernel/refusal.js';
import { parseIdentifier } from '#kernel/chinese-identifiers/identifier-kind.js';
import { shortId } from '#kernel/ids.js';
import { type Seeded, seededBy } from '#kernel/seeded.js';
import type { PartyKind } from '#parties/parties.events.js';
import { TALENT_TIERS, type TalentTier } from '#parties/talent.events.js';
import { accountHolderOf } from '#parties/one-person.js';
import { partyId, teamId } from '#parties/party-id.js';
import { accountInUse, tierOn } from '#parties/party-state.js';
import { partyDecider } from '#parties/parties.js';
import type { CitySize } from './city-settings.js';
import { type Desk, type Moment, OFFICERS, VERIFIER } from './desk.js';
import { accountOf, residentOf } from './residents.js';
import { openSecondIdentities, type SecondIdentity } from './second-identities.js';

/** Everybody who is registered so far, by kind. Only ids stay in memory. */
export interface Population {
  /** Registers so many more, each with an account that a second person confirmed. */
  register(share: number, at: Moment): readonly (() => Promise<void>)[];
  /** Makes one person of those who turn out to be registered twice. */
  merge(at: Moment): readonly (() => Promise<void>)[];
  /** A party of one of the kinds; undefined where the register knows none of them. */
  pick(kinds: readonly string[], random: Seeded): string | undefined;
  /** Opens and confirms another account for who has none in use. */
  mendAccount(party: string, at: Moment): Promise<void>;
  /** Recognises a tier among these unless the person has one of them. */
  recognise(person: string, tiers: readonly TalentTier[], at: Moment): Promise<void>;
}

const SHARES: readonly (readonly [PartyKind, number])[] = [
  ['person', 24],
  ['enterprise', 12],
  ['institution', 2],
  ['agency', 1],
  ['team', 1],
];
const ALL_SHARES = 40;
const FIRST_ENTERPRISE = 24;

/** Party ids by number, which say nothing without the lookup key. */
const numbering = ({ seed }: CitySize, lookupKey: Uint8Array) => {
  /** The money of a team goes to its host. */
  const teamOf = (number: number) => ({
    type: 'RegisterTeam' as const,
    name: `示例创新团队（${number}）`,
    registryNumber: `TD-${seed}-${number}`,
    leader: idOf(number - (number % ALL_SHARES)),
    host: idOf(number - (number % ALL_SHARES) + FIRST_ENTERPRISE),
    members: [],
    county: null,
  });

  const idOf = (number: number): string => {
    const kind = kindOf(number);
    if (kind === 'team') return teamId(teamOf(number), lookupKey);
    const { identifier } = residentOf(kind, number, seed);
    return partyId(
      kind,
      identifier.kind,
      orThrow(parseIdentifier(identifier.kind, identifier.value)),
      lookupKey,
    );
  };

  return { teamOf, idOf };
};

const accountMender =
  (desk: Desk) =>
  async (payee: string, at: Moment): Promise<void> => {
    const party = await accountHolderOf(desk.executor, payee);
    const { state } = await desk.executor.load(partyDecider, party);
    if (state.status !== 'registered' || accountInUse(state)) return;
    const nth = state.accounts.length + 1;
    const accountId = `account-${shortId(party, nth)}`;
    const account = accountOf(party, state.profile.name, nth);
    const actor = OFFICERS[nth % OFFICERS.length] ?? VERIFIER;
    await desk.ask(partyDecider, party, { type: 'ProposeAccount', accountId, account, actor }, actor, at);
    const confirm = { type: 'ConfirmAccount', accountId, actor: VERIFIER } as const;
    await desk.ask(partyDecider, party, confirm, VERIFIER, at);
  };

const tierOffice =
  (desk: Desk) =>
  async (
    person: string,
    tiers: readonly TalentTier[],
    at: Moment,
    basis = `嘉人才〔${at.day.slice(0, 4)}〕${seededBy('tier', person).below(400)}号`,
  ): Promise<void> => {
    const { state } = await desk.executor.load(partyDecider, person);
    if (state.status !== 'registered') return;
    const tierNow = tierOn(state, at.day)?.tier;
    if (tierNow !== undefined && tiers.includes(tierNow)) return;
    const tier = seededBy('tier-of', person, at.day).oneOf(tiers);
    const command = { type: 'RecogniseTier', tier, from: at.day, basis } as const;
    await desk.ask(partyDecider, person, command, VERIFIER, at);
  };

export const openPopulation = (desk: Desk, size: CitySize, lookupKey: Uint8Array): Population => {
  const ids = new Map<string, string[]>(SHARES.map(([kind]) => [kind, []]));
  let registered = 0;
  const { teamOf, idOf } = numbering(size, lookupKey);
  const secondIdentities = openSecondIdentities(desk, size.seed, lookupKey);

  const mendAccount = accountMender(desk);
  const recognise = tierOffice(desk);

  const registerOne = async (party: string, number: number, at: Moment): Promise<void> => {
    const kind = kindOf(number);
    const officer = OFFICERS[number % OFFICERS.length] ?? VERIFIER;
    if (kind === 'team') {
      await desk.order(partyDecider, party, { ...teamOf(number), party, from: at.day }, officer, at);
      return;
    }
    const profile = residentOf(kind, number, size.seed);
    await desk.order(partyDecider, party, { type: 'RegisterParty', party, ...profile }, officer, at);
    await mendAccount(party, at);
    await secondIdentities.addDocument(number, party, profile, at);
    const random = seededBy('talent', size.seed, kind, number);
    if (kind === 'person' && random.below(5) === 0) await recognise(party, [random.oneOf(TALENT_TIERS)], at);
    const listing = { from: at.day, basis: `嘉人才〔${at.day.slice(0, 4)}〕目录` };
    if (kind === 'agency')
      await desk.order(partyDecider, party, { type: 'ListAgency', ...listing }, VERIFIER, at);
  };

  /** Nobody knows yet that it is the same person, who may be picked under both ids. */
  const secondOf = (number: number, party: string, day: BusinessDate): SecondIdentity | undefined => {
    const second = secondIdentities.of(number, party, residentOf('person', number, size.seed), day);
    if (second) ids.get('person')?.push(second.party);
    return second;
  };

  const registerAgain = async (
    { party, profile }: SecondIdentity,
    number: number,
    at: Moment,
  ): Promise<void> => {
    const officer = OFFICERS[(number + 1) % OFFICERS.length] ?? VERIFIER;
    await desk.order(partyDecider, party, { type: 'RegisterParty', party, ...profile }, officer, at);
    await mendAccount(party, at);
  };

  return {
    mendAccount,
    recognise,
    register: (share, at) => {
      const work: (() => Promise<void>)[] = [];
      for (; registered < Math.min(share, 1) * size.parties; registered += 1) {
        const number = registered;
        const party = idOf(number);
        ids.get(kindOf(number))?.push(party);
        work.push(() => registerOne(party, number, at));
        const second = kindOf(number) === 'person' ? secondOf(number, party, at.day) : undefined;
        if (second) work.push(() => registerAgain(second, number, at));
      }
      return work;
    },
    merge: (at) =>
      secondIdentities.takeFound(at.day).map((pair) => {
        const persons = ids.get('person') ?? [];
        persons.splice(persons.indexOf(pair.second), 1);
        return () => secondIdentities.merge(pair, at);
      }),
    pick: (kinds, random) => {
      const known = kinds.map((kind) => ids.get(kind) ?? []).filter(({ length }) => length > 0);
      return known.length === 0 ? undefined : random.oneOf(random.oneOf(known));
    },
  };
};

const kindOf = (number: number): PartyKind => {
  let place = number % ALL_SHARES;
  for (const [kind, share] of SHARES) {
    if (place < share) return kind;
    place -= share;
  }
  return 'person';
};
