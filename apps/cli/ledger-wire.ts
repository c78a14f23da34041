import type { Words } from './language.js';
import type { Page } from './wire.js';

/** What the ledger sends, as far as the command line shows it. Amounts are decimal yuan. */
export interface JournalPostingOnWire {
  readonly effectiveOn: string;
  readonly account: string;
  readonly eventType: string;
  readonly debitYuan: string;
  readonly creditYuan: string;
  readonly award: string | null;
  readonly trancheNo: number | null;
}

export interface AccountStatementOnWire extends Page<
  JournalPostingOnWire & { readonly balanceYuan: string }
> {
  readonly openingYuan: string;
  readonly closingYuan: string;
}

export interface AccountBalanceOnWire extends Words {
  readonly account: string;
  readonly debitYuan: string;
  readonly creditYuan: string;
  readonly balanceYuan: string;
}

export interface TrialBalanceOnWire {
  readonly accounts: readonly AccountBalanceOnWire[];
  readonly debitYuan: string;
  readonly creditYuan: string;
  readonly balanced: boolean;
}

export interface ComparisonOnWire {
  readonly rule: Words;
  readonly lineCount: number;
  readonly holds: boolean;
  readonly differenceCount: number;
  readonly differences: readonly {
    readonly path: readonly string[];
    readonly figure: string;
    readonly leftYuan: string;
    readonly rightYuan: string;
  }[];
}

export interface DayEndProofOnWire {
  readonly on: string;
  readonly holds: boolean;
  readonly resultsHash: string;
  readonly comparisons: readonly ComparisonOnWire[];
}
