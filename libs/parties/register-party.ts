import type { BusinessDate } from '#kernel/business-date.js';
import { type IdentifierKind, parseIdentifier } from '#kernel/chinese-identifiers/identifier-kind.js';
import { birthDateIn } from '#kernel/chinese-identifiers/resident-id.js';
import { canonicalJson } from '#kernel/content-hash.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.js';
import type { Identifier } from './identifier.js';
import type { PartyEvent, PartyRegistered } from './parties.events.js';
import type { ForgottenParty, PartyState, Profile } from './party-state.js';

export interface RegisterParty {
  readonly type: 'RegisterParty';
  /** From `partyId`. */
  readonly party: string;
  readonly kind: PartyRegistered['data']['kind'];
  readonly name: string;
  readonly identifier: Identifier;
  /** Persons only; taken from the identifier when that carries it. */
  readonly bornOn?: BusinessDate;
  /** ISO 3166 alpha-3. */
  readonly nationality?: string;
  readonly county?: string;
}

const IDENTIFIERS: Readonly<Record<RegisterParty['kind'], readonly IdentifierKind[]>> = {
  person: ['resident-id', 'permanent-residence-card', 'passport'],
  enterprise: ['unified-social-credit-code'],
  institution: ['unified-social-credit-code'],
  agency: ['unified-social-credit-code'],
};

const EIGHTEEN_CHARACTERS = 18;

/** Only the two numbers of 18 characters carry a birthday. */
export const birthdayIn = ({ kind, value }: Identifier): BusinessDate | undefined =>
  (kind === 'resident-id' || kind === 'permanent-residence-card') && value.length === EIGHTEEN_CHARACTERS
    ? birthDateIn(value)
    : undefined;

const readProfile = (command: RegisterParty): PartyRegistered['data'] | Refusal => {
  const { party, kind, nationality = null, county = null } = command;
  const name = command.name.trim();
  if (name === '') return refuse('party.no-name', '名称不能为空', 'The name is empty', { pointer: '/name' });
  if (!IDENTIFIERS[kind].includes(command.identifier.kind)) return wrongIdentifierKind(command);
  if (kind !== 'person' && command.bornOn) return notAPerson();
  const value = parseIdentifier(command.identifier.kind, command.identifier.value, '/identifier/value');
  if (isRefusal(value)) return value;
  const identifier = { kind: command.identifier.kind, value };
  const birthday = birthdayIn(identifier);
  if (birthday && command.bornOn && birthday !== command.bornOn) return birthdayDiffers();
  return { party, kind, name, identifier, bornOn: birthday ?? command.bornOn ?? null, nationality, county };
};

/** Registers a party once. The same content again and other content are told apart, because only the second is a mistake. */
export const registerParty = (
  command: RegisterParty,
  state: Exclude<PartyState, ForgottenParty>,
): Decision<PartyEvent> => {
  const profile = readProfile(command);
  if (isRefusal(profile)) return reject(profile);
  if (state.status === 'unknown' && state.belongsTo !== undefined)
    return reject(alreadyRegistered(state.belongsTo));
  if (state.status === 'unknown') return accept({ type: 'PartyRegistered', data: profile });
  const fields = differingFields(state.profile, profile);
  return reject(
    fields.length === 0 ? alreadyRegistered(profile.party) : registeredOtherwise(profile.party, fields),
  );
};

const differingFields = (known: Profile, stated: PartyRegistered['data']): readonly string[] =>
  (Object.keys(stated) as (keyof typeof stated)[]).filter(
    (field) => canonicalJson(known[field]) !== canonicalJson(stated[field]),
  );

const alreadyRegistered = (party: string): Refusal =>
  refuse('party.already-registered', `该对象已登记，编号为${party}`, `This party is registered as ${party}`, {
    pointer: '/identifier',
    facts: { party },
  });

/** Names the fields and not their content: refusals are logged. */
const registeredOtherwise = (party: string, fields: readonly string[]): Refusal =>
  refuse(
    'party.registered-otherwise',
    `该对象已登记，编号为${party}，但登记内容不同：${fields.join('、')}`,
    `This party is registered as ${party}, with other content in: ${fields.join(', ')}`,
    { pointer: `/${fields[0]}`, facts: { party, fields: fields.join(',') } },
  );

const wrongIdentifierKind = ({ kind, identifier }: RegisterParty): Refusal =>
  refuse(
    'party.identifier-kind',
    kind === 'person' ? '个人须以居民身份证、外国人永久居留身份证或护照登记' : '单位须以统一社会信用代码登记',
    kind === 'person'
      ? 'A person is registered with a resident identity number, permanent residence card or passport'
      : 'An organisation is registered with its unified social credit code',
    { pointer: '/identifier/kind', facts: { kind, identifierKind: identifier.kind } },
  );

const notAPerson = (): Refusal =>
  refuse('party.birthday-of-organisation', '单位没有出生日期', 'An organisation has no date of birth', {
    pointer: '/bornOn',
  });

export const birthdayDiffers = (): Refusal =>
  refuse(
    'party.birthday-differs',
    '出生日期与证件号码中的出生日期不一致',
    'The date of birth is not the one in the identifier',
    { clause: 'GB 11643', pointer: '/bornOn' },
  );
