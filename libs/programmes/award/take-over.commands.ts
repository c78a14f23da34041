import type { BusinessDate } from '#kernel/business-date.js';
import type { Fen } from '#kernel/money.js';
import type { Application, CaseDecision } from './application.js';
import type { CapClaim } from './programme-rules.js';
import type { EarlierRecord, FileSource } from './take-over.events.js';

/** Takes over an award that was granted before this service kept it; the programme's rules plan its tranches. */
export interface TakeOverAward {
  readonly type: 'TakeOverAward';
  readonly award: string;
  readonly application: Application;
  readonly policyVersion: string;
  readonly caseDecision: CaseDecision | null;
  readonly approvedOn: BusinessDate;
  /** Total as the earlier books have it, or null when they do not say. */
  readonly statedTotalFen: Fen | null;
  readonly earlier: EarlierRecord;
  readonly source: FileSource;
  readonly by: string;
  readonly confirmedBy: string;
}

export interface TakeOverPayment {
  readonly type: 'TakeOverPayment';
  readonly trancheNo: number;
  readonly amountFen: Fen;
  readonly paidOn: BusinessDate;
  readonly voucher: string;
  readonly capClaims: readonly CapClaim[];
  readonly source: FileSource;
  readonly by: string;
  readonly confirmedBy: string;
}

export type TakeOverCommand = TakeOverAward | TakeOverPayment;
