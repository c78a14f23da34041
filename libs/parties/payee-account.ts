import { differentPeople } from '#access/different-people.js';
import type { Actor } from '#kernel/actor.js';
import { parseBankAccount } from '#kernel/chinese-identifiers/bank-account.js';
import { parseBankCode } from '#kernel/chinese-identifiers/bank-code.js';
import { accept, type Decision, reject } from '#kernel/decider.js';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.js';
import type { BusinessDate } from '#kernel/business-date.js';
import type { AccountKind, BankAccountDetails, PartyEvent } from './parties.events.js';
import { accountInUse, accountOf, type PayeeAccount, type RegisteredParty } from './party-state.js';

export interface ProposeAccount {
  readonly type: 'ProposeAccount';
  readonly accountId: string;
  readonly account: BankAccountDetails;
  /** Of a unit. */
  readonly accountKind?: AccountKind;
  readonly actor: Actor;
}

export interface ConfirmAccount {
  readonly type: 'ConfirmAccount';
  readonly accountId: string;
  /** First day after the cooling-off that a change of account brings; absent where none is wanted. */
  readonly usableFrom?: BusinessDate;
  readonly actor: Actor;
}

export interface RejectAccount {
  readonly type: 'RejectAccount';
  readonly accountId: string;
  readonly actor: Actor;
  readonly reason: string;
}

/** Issued by the system when the bank returned a payment because of the account. */
export interface BlockAccount {
  readonly type: 'BlockAccount';
  readonly accountId: string;
  readonly reasonCode: string;
  readonly reason: string;
  readonly cause: string;
}

const readAccount = (stated: BankAccountDetails): BankAccountDetails | Refusal => {
  const number = parseBankAccount(stated.number, '/account/number');
  if (isRefusal(number)) return number;
  const bankCode = parseBankCode(stated.bankCode, '/account/bankCode');
  if (isRefusal(bankCode)) return bankCode;
  return { number, accountName: stated.accountName.trim(), bankCode, bankName: stated.bankName.trim() };
};

/** Full-width brackets and spaces do not make another company. */
const comparable = (name: string): string => name.normalize('NFKC').replace(/\s/g, '');

/** Banks spell the names of foreign persons in many ways, so only organisations are compared. */
const belongsTo = ({ profile }: RegisteredParty, account: BankAccountDetails): boolean =>
  profile.kind === 'person' || comparable(profile.name) === comparable(account.accountName);

export const proposeAccount = (command: ProposeAccount, state: RegisteredParty): Decision<PartyEvent> => {
  const { accountId, accountKind, actor } = command;
  if (state.team) return reject(paidThroughHost(state.team.host));
  if (accountOf(state, accountId)) return reject(accountIdTaken());
  const account = readAccount(command.account);
  if (isRefusal(account)) return reject(account);
  if (!belongsTo(state, account)) return reject(ownerDiffers());
  if (accountKind && state.profile.kind === 'person') return reject(kindOfPerson(accountKind));
  const open = state.accounts.find(
    ({ status, account: known }) =>
      (status === 'proposed' || status === 'in-use') &&
      known.number === account.number &&
      known.bankCode === account.bankCode,
  );
  if (open) return reject(alreadyKnown(open));
  return accept({
    type: 'AccountProposed',
    data: { accountId, account, ...(accountKind && { accountKind }), proposedBy: actor.id },
  });
};

/** Puts the account in use. The editor of an account must not be the one who confirms it; the attempt is kept. */
export const confirmAccount = (command: ConfirmAccount, state: RegisteredParty): Decision<PartyEvent> => {
  const { accountId, actor, usableFrom } = command;
  const account = accountOf(state, accountId);
  if (account?.status !== 'proposed') return reject(notProposed(accountId, account));
  const refusal = differentPeople(actor, [{ act: 'account.propose', by: account.proposedBy }]);
  if (refusal) {
    const data = { accountId, by: actor.id, reasonCode: refusal.code };
    return reject(refusal, { type: 'AccountConfirmationRefused', data });
  }
  const replaces = accountInUse(state)?.accountId ?? null;
  const coolsOff = usableFrom !== undefined && wasPaidElsewhere(state);
  return accept({
    type: 'AccountConfirmed',
    data: { accountId, confirmedBy: actor.id, replaces, ...(coolsOff && { usableFrom }) },
  });
};

/** Only a change waits: the first account of a payee has nothing that somebody could have wanted to divert. */
const wasPaidElsewhere = ({ accounts }: RegisteredParty): boolean =>
  accounts.some(({ status }) => status === 'in-use' || status === 'replaced' || status === 'blocked');

export const rejectAccount = (command: RejectAccount, state: RegisteredParty): Decision<PartyEvent> => {
  const { accountId, actor, reason } = command;
  const account = accountOf(state, accountId);
  if (account?.status !== 'proposed') return reject(notProposed(accountId, account));
  return accept({ type: 'AccountRejected', data: { accountId, rejectedBy: actor.id, reason } });
};

/** A second return of the same batch blocks nothing new. */
export const blockAccount = (command: BlockAccount, state: RegisteredParty): Decision<PartyEvent> => {
  const { type: _type, ...data } = command;
  const account = accountOf(state, command.accountId);
  if (account?.status === 'blocked') return accept();
  if (account?.status !== 'in-use' && account?.status !== 'replaced') return reject(neverInUse(account));
  return accept({ type: 'AccountBlocked', data });
};

const kindOfPerson = (accountKind: AccountKind): Refusal =>
  refuse(
    'account.kind-of-person',
    '个人账户不分基本户、一般户等种类',
    'An account of a person is none of the kinds that units have',
    { clause: 'practice E25', pointer: '/kind', facts: { accountKind } },
  );

const accountIdTaken = (): Refusal =>
  refuse('account.id-taken', '该账户编号已被使用', 'This account id is taken', { pointer: '/accountId' });

const paidThroughHost = (host: string): Refusal =>
  refuse(
    'account.of-team',
    `团队资金拨付至所在单位${host}的账户，团队不另设账户`,
    `The money of a team goes to the account of its host ${host}; a team has none of its own`,
    { clause: 'practice 2.11', facts: { host } },
  );

const ownerDiffers = (): Refusal =>
  refuse(
    'account.owner-differs',
    '账户户名与单位名称不一致；补助资金只拨付至单位本户',
    'The owner of the account is not the organisation; a grant is paid to its own account only',
    { clause: 'practice 2.11', pointer: '/account/accountName' },
  );

const alreadyKnown = ({ accountId, status }: PayeeAccount): Refusal =>
  refuse(
    'account.already-known',
    status === 'in-use' ? '该账户正在使用' : '该账户已提交，等待他人确认',
    status === 'in-use' ? 'This account is in use' : 'This account was proposed and waits to be confirmed',
    { pointer: '/account/number', facts: { accountId, status } },
  );

const notProposed = (accountId: string, account: PayeeAccount | undefined): Refusal =>
  refuse('account.not-proposed', '没有等待确认的此账户', 'There is no such account waiting to be confirmed', {
    pointer: '/accountId',
    facts: { accountId, status: account?.status ?? null },
  });

const neverInUse = (account: PayeeAccount | undefined): Refusal =>
  refuse('account.never-in-use', '该账户从未启用', 'This account was never in use', {
    pointer: '/accountId',
    facts: { status: account?.status ?? null },
  });
