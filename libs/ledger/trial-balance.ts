import type { Fen } from '#kernel/money.js';
import { ACCOUNT_CODES, type Account, accountOf, type AccountCode } from './accounts.js';
import type { Posting } from './posting.js';

/** What went through an account. */
export interface Turnover {
  readonly debitFen: Fen;
  readonly creditFen: Fen;
}

export interface AccountBalance extends Turnover, Account {
  readonly account: AccountCode;
  /** On the side the account is kept on; negative when it is on the other one. */
  readonly balanceFen: Fen;
}

export interface TrialBalance {
  /** Every account of the chart, also those that nothing went through. */
  readonly accounts: readonly AccountBalance[];
  readonly debitFen: Fen;
  readonly creditFen: Fen;
  /** Debits are credits, in all accounts together. */
  readonly balanced: boolean;
  /** Nothing is left on the accounts of what is on its way. */
  readonly clear: boolean;
}

const NOTHING: Turnover = { debitFen: 0n, creditFen: 0n };

export const plus = (turnover: Turnover | undefined, { debitFen, creditFen }: Turnover): Turnover => ({
  debitFen: (turnover?.debitFen ?? 0n) + debitFen,
  creditFen: (turnover?.creditFen ?? 0n) + creditFen,
});

export const balanceFen = (account: AccountCode, { debitFen, creditFen }: Turnover): Fen =>
  accountOf(account).normal === 'debit' ? debitFen - creditFen : creditFen - debitFen;

export const trialBalance = (turnovers: ReadonlyMap<AccountCode, Turnover>): TrialBalance => {
  const accounts = ACCOUNT_CODES.map((account) => {
    const turnover = turnovers.get(account) ?? NOTHING;
    return { account, ...accountOf(account), ...turnover, balanceFen: balanceFen(account, turnover) };
  });
  const { debitFen, creditFen } = accounts.reduce<Turnover>(plus, NOTHING);
  const clear = accounts.every((account) => !account.clearing || account.balanceFen === 0n);
  return { accounts, debitFen, creditFen, balanced: debitFen === creditFen, clear };
};

export const turnoversOf = (postings: Iterable<Posting>): ReadonlyMap<AccountCode, Turnover> => {
  const turnovers = new Map<AccountCode, Turnover>();
  for (const posting of postings)
    turnovers.set(posting.account, plus(turnovers.get(posting.account), posting));
  return turnovers;
};
