import validator from 'validator';
import { type Refusal, refuse } from '../refusal.js';
import { normalise } from './normalise.js';

declare const brand: unique symbol;

/** Number of a bank account or bank card, digits only. */
export type BankAccount = string & { readonly [brand]: 'BankAccount' };

/** Reads 8 to 32 digits; the spaces and hyphens people group them with are dropped. */
export const parseBankAccount = (text: string, pointer?: string): BankAccount | Refusal => {
  const account = normalise(text).replace(/[\s-]/g, '');
  if (!/^\d{8,32}$/.test(account)) {
    return refuse(
      'identifier.bank-account-format',
      '银行账号应为8至32位数字',
      'A bank account number has 8 to 32 digits',
      { pointer },
    );
  }
  return account as BankAccount;
};

/**
 * Whether the last digit agrees with the Luhn rule of bank cards. A failure of a personal card (16 to 19 digits) deserves
 * a warning, never a refusal: corporate accounts and passbooks do not follow the rule.
 */
export const passesLuhn = (account: BankAccount): boolean => validator.isLuhnNumber(account);
