import { type Refusal, refuse } from '../refusal.js';
import { normalise } from './normalise.js';

declare const brand: unique symbol;

/** CNAPS 联行号: bank (3), city (4), branch (4), check digit (1). */
export type BankCode = string & { readonly [brand]: 'BankCode' };

/** Checks the shape only; the rule of the check digit is not published, so an unknown bank shows in the bank directory. */
export const parseBankCode = (text: string, pointer?: string): BankCode | Refusal => {
  const code = normalise(text);
  if (!/^\d{12}$/.test(code)) {
    return refuse(
      'identifier.bank-code-format',
      '联行号（CNAPS）应为12位数字',
      'A CNAPS bank code has 12 digits',
      { pointer },
    );
  }
  return code as BankCode;
};
