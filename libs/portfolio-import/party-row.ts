import type { BusinessDate } from '#kernel/business-date.js';
import { parseBankAccount } from '#kernel/chinese-identifiers/bank-account.js';
import { parseBankCode } from '#kernel/chinese-identifiers/bank-code.js';
import { type IdentifierKind, parseIdentifier } from '#kernel/chinese-identifiers/identifier-kind.js';
import { shortId } from '#kernel/ids.js';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.js';
import type { Identifier } from '#parties/identifier.js';
import type { BankAccountDetails, PartyKind } from '#parties/parties.events.js';
import { partyDecider } from '#parties/parties.js';
import { partyId, teamId } from '#parties/party-id.js';
import type { RegisterParty } from '#parties/register-party.js';
import type { ListAgency } from '#parties/listing.js';
import type { TalentTier } from '#parties/talent.events.js';
import type { RecogniseTier } from '#parties/talent-tier.js';
import type { RegisterTeam } from '#parties/team.js';
import { faultAt, type RowFault, rule, shown } from './row-fault.js';
import type { StatedRow } from './stated-rows.js';

export interface PartyAct {
  readonly act: 'party';
  readonly party: string;
  readonly command: RegisterParty | RegisterTeam;
  /** Another document of the same person, and the id it would have as a party. */
  readonly other: { readonly alias: string; readonly identifier: Identifier } | null;
  /** What else a second person puts on record: the tier that was recognised, the list the agency is on. */
  readonly standing: readonly (RecogniseTier | ListAgency)[];
  readonly account: { readonly accountId: string; readonly details: BankAccountDetails } | null;
}

const KINDS_OF: Readonly<Record<string, readonly IdentifierKind[]>> = {
  person: ['resident-id', 'permanent-residence-card', 'passport'],
};
const ORGANISATION: readonly IdentifierKind[] = ['unified-social-credit-code'];

/** Which identifier a text is, by the kinds a party of this kind can have; the refusal is that of the first kind. */
export const identifierIn = (kind: string, text: string): Identifier | Refusal => {
  const kinds = KINDS_OF[kind] ?? ORGANISATION;
  const read = kinds.map((identifierKind) => ({
    identifierKind,
    value: parseIdentifier(identifierKind, text),
  }));
  const found = read.find(({ value }) => !isRefusal(value));
  if (found) return { kind: found.identifierKind, value: found.value as string };
  return read[0]?.value as Refusal;
};

/** The id a party has or will have; nobody has to be looked up for it. */
export const partyIdOf = (
  kind: PartyKind,
  { kind: identifierKind, value }: Identifier,
  key: Uint8Array,
): string => partyId(kind, identifierKind, value as Parameters<typeof partyId>[2], key);

/** A team is known by its number in the register of its programme. */
export const teamIdOf = (number: string, key: Uint8Array): string =>
  teamId({ registryNumber: number.normalize('NFKC').trim(), name: '', leader: '' }, key);

/** @returns what to register, or what is wrong with the row. */
export const readPartyRow = (row: StatedRow, lookupKey: Uint8Array): PartyAct | readonly RowFault[] => {
  const { kind, name = '', identifier = '', bornOn, nationality, county } = row.values;
  const faultIn = (field: string, refusal: Refusal, isPersonal = true): RowFault =>
    faultAt(row.source, row.columnOf(field), refusal, shown(row.values[field] ?? '', isPersonal));
  const partyKind = kind as RegisterParty['kind'];
  const identified = identifierIn(partyKind, identifier);
  if (isRefusal(identified)) return [faultIn('identifier', identified)];
  const party = partyIdOf(partyKind, identified, lookupKey);
  const command: RegisterParty = {
    type: 'RegisterParty',
    party,
    kind: partyKind,
    name,
    identifier: identified,
    ...(bornOn !== undefined && { bornOn: bornOn as BusinessDate }),
    ...(nationality !== undefined && { nationality }),
    ...(county !== undefined && { county }),
  };
  const { refusal } = partyDecider.decide(command, partyDecider.initialState());
  if (refusal) return [faultIn(refusal.pointer?.split('/')[1] ?? 'identifier', refusal)];
  const account = readAccount(row, party, faultIn);
  const other = readOther(row, identified, lookupKey, faultIn);
  const standing = readStanding(row);
  const faults = [account, other, 'rule' in standing ? [standing] : []].flatMap((read) =>
    Array.isArray(read) ? (read as RowFault[]) : [],
  );
  if (faults.length > 0) return faults;
  return {
    act: 'party',
    party,
    command,
    other: other as PartyAct['other'],
    standing: standing as PartyAct['standing'],
    account: account as PartyAct['account'],
  };
};

/** Days and documents go together; the dry run asks no register, so a tier of somebody who can have none is refused later. */
const readStanding = ({ source, values, columnOf }: StatedRow): PartyAct['standing'] | RowFault => {
  const { kind, tier, tierFrom, tierDocument, listedFrom, listDocument } = values;
  const tierCells = { tier, tierFrom, tierDocument };
  const listCells = { listedFrom, listDocument };
  for (const [cells, kinds] of [
    [tierCells, ['person']],
    [listCells, ['agency', 'enterprise']],
  ] as const) {
    const fields = Object.entries(cells);
    const stated = fields.find(([, value]) => value !== undefined);
    const missing = fields.find(([, value]) => value === undefined);
    if (stated && !(kinds as readonly (string | undefined)[]).includes(kind))
      return faultAt(source, columnOf(stated[0]), NOT_OF_THE_KIND);
    if (stated && missing) return faultAt(source, columnOf(missing[0]) ?? columnOf(stated[0]), INCOMPLETE);
  }
  return [
    ...(tier !== undefined && tierFrom !== undefined && tierDocument !== undefined
      ? [
          {
            type: 'RecogniseTier',
            tier: tier as TalentTier,
            from: tierFrom as BusinessDate,
            basis: tierDocument,
          } as const,
        ]
      : []),
    ...(listedFrom !== undefined && listDocument !== undefined
      ? [{ type: 'ListAgency', from: listedFrom as BusinessDate, basis: listDocument } as const]
      : []),
  ];
};

const NOT_OF_THE_KIND = rule(
  'import-row.not-of-this-kind',
  '该类型的受益人没有该项',
  'A party of this kind has no such thing',
);
const INCOMPLETE = rule(
  'import-row.standing-incomplete',
  '层次须同时填写层次、日期和文号；目录须同时填写日期和文号',
  'A tier has a day and a document, a listing too',
);

type FaultIn = (field: string, refusal: Refusal) => RowFault;

const readOther = (
  row: StatedRow,
  first: Identifier,
  lookupKey: Uint8Array,
  faultIn: FaultIn,
): PartyAct['other'] | readonly RowFault[] => {
  const { kind = '', otherIdentifier } = row.values;
  if (otherIdentifier === undefined) return null;
  const identifier = kind === 'person' ? identifierIn(kind, otherIdentifier) : ONLY_PERSONS;
  if (isRefusal(identifier)) return [faultIn('otherIdentifier', identifier)];
  const same = identifier.kind === first.kind && identifier.value === first.value;
  if (same) return [faultIn('otherIdentifier', SAME_DOCUMENT)];
  return { alias: partyIdOf('person', identifier, lookupKey), identifier };
};

const ONLY_PERSONS = refuse(
  'import-row.other-identifier',
  '只有个人可以有另一证件',
  'Only a person has another identifier',
);
const SAME_DOCUMENT = refuse(
  'import-row.same-document',
  '与证件号码相同',
  'The same document as the identifier',
);

/** Leader and host of a team, by their documents, as the file or the register knows them. */
export interface TeamPeople {
  readonly leader: string;
  readonly host: string;
}

/** @returns a team to register; its money goes to its host, so it has no account. */
export const readTeamRow = (
  row: StatedRow,
  lookupKey: Uint8Array,
  { leader, host }: TeamPeople,
): PartyAct | readonly RowFault[] => {
  const { name = '', identifier = '', county = null, formedOn } = row.values;
  const useless = [...ACCOUNT_FIELDS, 'otherIdentifier', 'bornOn', 'tier', 'listedFrom'].find(
    (field) => row.values[field] !== undefined,
  );
  if (useless !== undefined) return [faultAt(row.source, row.columnOf(useless), NOT_OF_A_TEAM)];
  if (formedOn === undefined) return [faultAt(row.source, row.columnOf('formedOn'), NO_FORMATION)];
  const registryNumber = identifier.normalize('NFKC').trim();
  const party = teamIdOf(identifier, lookupKey);
  const people = { leader, host, members: [] };
  const team = { party, name, registryNumber, ...people, county, from: formedOn as BusinessDate };
  return {
    act: 'party',
    party,
    command: { type: 'RegisterTeam', ...team },
    other: null,
    standing: [],
    account: null,
  };
};

const NOT_OF_A_TEAM = rule(
  'import-row.not-of-a-team',
  '团队没有该项；款项由依托单位收取',
  'A team has no such thing; its host receives its money',
);
const NO_FORMATION = rule(
  'import-row.team-incomplete',
  '缺少团队组建日期',
  'The day the team was formed is missing',
);

const ACCOUNT_FIELDS = ['accountNumber', 'accountName', 'bankCode', 'bankName'] as const;

const readAccount = (
  row: StatedRow,
  party: string,
  faultIn: FaultIn,
): PartyAct['account'] | readonly RowFault[] => {
  const missing = ACCOUNT_FIELDS.filter((field) => row.values[field] === undefined);
  if (missing.length === ACCOUNT_FIELDS.length) return null;
  if (missing.length > 0) {
    const incomplete = rule(
      'import-row.account-incomplete',
      '收款账户信息不完整',
      'The account is incomplete',
    );
    return [faultAt(row.source, row.columnOf(missing[0] ?? 'accountNumber'), incomplete)];
  }
  const { accountNumber = '', accountName = '', bankCode = '', bankName = '' } = row.values;
  const number = parseBankAccount(accountNumber);
  if (isRefusal(number)) return [faultIn('accountNumber', number)];
  const code = parseBankCode(bankCode);
  if (isRefusal(code)) return [faultIn('bankCode', code)];
  const accountId = `account-${shortId('taken-over', party, number, code)}`;
  return { accountId, details: { number, accountName, bankCode: code, bankName } };
};
