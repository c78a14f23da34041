import type { BusinessDate } from '#kernel/business-date.js';
import { type Refusal, refuse } from '#kernel/refusal.js';
import type { AccountKind } from './parties.events.js';
import { accountInUse, type AccountInUse, type PartyState } from './party-state.js';

/** What is known of an account in use, wherever it comes from. */
export interface AccountTerms {
  readonly accountKind?: AccountKind | null;
  readonly usableFrom?: string | null;
}

/** Whether the terms of a measure let money go to an account; the cooling-off is another question. */
export const refuseAccountKind = (account: AccountTerms, basicOnly: boolean): Refusal | undefined =>
  !basicOnly || account.accountKind === 'basic'
    ? undefined
    : refuse(
        'payee.not-basic-account',
        account.accountKind
          ? '资金须拨付至单位基本存款账户，现用账户不是基本户'
          : '资金须拨付至单位基本存款账户，现用账户的种类未登记',
        account.accountKind
          ? 'The money goes to the basic account of the unit, and the account in use is another one'
          : 'The money goes to the basic account of the unit, and nobody stated what the account in use is',
        { clause: 'practice E25', facts: { accountKind: account.accountKind ?? null } },
      );

/** After a change nobody is paid to the new account before this day, so that whoever was robbed of the old one can speak up. */
export const refuseCoolingOff = ({ usableFrom }: AccountTerms, on: BusinessDate): Refusal | undefined =>
  !usableFrom || usableFrom <= on
    ? undefined
    : refuse(
        'payee.account-cooling-off',
        `收款账户刚变更，${usableFrom} 起方可支付`,
        `The payee's account was changed; nothing is paid to it before ${usableFrom}`,
        { clause: 'practice 2.11', facts: { usableFrom, on } },
      );

export const noAccount = (): Refusal =>
  refuse(
    'payee.no-account',
    '收款人没有经复核确认的收款账户',
    'The payee has no account that a second person confirmed',
    { clause: 'practice 2.11' },
  );

/** The account that money may go to on a day, or why there is none. */
export const payableAccount = (
  state: PartyState,
  { on, basicOnly }: { readonly on: BusinessDate; readonly basicOnly: boolean },
): AccountInUse | Refusal => {
  const account = accountInUse(state);
  if (!account) return noAccount();
  return refuseAccountKind(account, basicOnly) ?? refuseCoolingOff(account, on) ?? account;
};
