import type { BusinessDate } from '#kernel/business-date.js';
import { parseBankAccount } from '#kernel/chinese-identifiers/bank-account.js';
import { parseBankCode } from '#kernel/chinese-identifiers/bank-code.js';
import { type IdentifierKind, parseIdentifier } from '#kernel/chinese-identifiers/identifier-kind.js';
import { shortId } from '#kernel/ids.js';
import { isRefusal, type Refusal } from '#kernel/refusal.js';
import type { Identifier } from '#parties/identifier.js';
import type { BankAccountDetails, PartyKind } from '#parties/parties.events.js';
import { partyDecider } from '#parties/parties.js';
import { partyId } from '#parties/party-id.js';
import type { RegisterParty } from '#parties/register-party.js';
import { faultAt, type RowFault, rule, shown } from './row-fault.js';
import type { StatedRow } from './stated-rows.js';

export interface PartyAct {
  readonly act: 'party';
  readonly party: string;
  readonly command: RegisterParty;
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
  return Array.isArray(account)
    ? account
    : { act: 'party', party, command, account: account as PartyAct['account'] };
};

const ACCOUNT_FIELDS = ['accountNumber', 'accountName', 'bankCode', 'bankName'] as const;

const readAccount = (
  row: StatedRow,
  party: string,
  faultIn: (field: string, refusal: Refusal) => RowFault,
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
