import type { Words } from './language.js';

/** What the service sends, as far as the command line shows it. Amounts are decimal yuan. */
export interface Receipt {
  readonly id: string;
  readonly revision: number | null;
  readonly position: string | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface DeadlineOnWire {
  readonly kind: string;
  readonly title: Words;
  readonly clause: string;
  readonly subject: string;
  readonly about: string | null;
  readonly status: string;
  readonly overdue: boolean;
  readonly dueOn: string | null;
  readonly workingDaysLeft: number | null;
}

export interface AwardOnWire {
  readonly award: string;
  readonly programme: string;
  readonly measure: string;
  readonly status: string;
  readonly appliedOn: string;
  readonly approvedOn: string | null;
  readonly totalYuan: string | null;
  readonly paidYuan: string;
}

export interface AwardViewOnWire extends AwardOnWire {
  readonly policyVersion: string;
  readonly publicity: { readonly startsOn: string; readonly endsOn: string } | null;
  readonly trancheList: readonly TrancheOnWire[];
}

export interface TrancheOnWire {
  readonly trancheNo: number;
  readonly title: Words;
  readonly clause: string;
  readonly payee: string;
  readonly windowYear: number | null;
  readonly status: string;
  readonly plannedYuan: string | null;
  readonly requestedYuan: string | null;
  readonly grantedYuan: string | null;
  readonly setOffYuan: string;
  readonly paidYuan: string;
  readonly returnedYuan: string;
  readonly recoveredYuan: string;
  readonly lastRefusal: { readonly code: string; readonly zh: string; readonly en: string } | null;
}

export interface BatchOnWire {
  readonly batch: string;
  readonly title: string;
  readonly status: string;
  readonly executeOn: string;
  readonly totalYuan: string;
  readonly byOutcome: { readonly settled: { readonly totalYuan: string } };
  readonly contentHash: string | null;
  readonly lines: readonly BatchLineOnWire[];
  readonly leftOut: readonly {
    readonly award: string;
    readonly trancheNo: number;
    readonly zh: string;
    readonly en: string;
  }[];
}

export interface BatchLineOnWire {
  readonly lineId: string;
  readonly award: string;
  readonly trancheNo: number;
  readonly attempt: number;
  readonly netYuan: string;
  readonly setOffYuan: string;
  /** `waiting`, `accepted`, `settled`, `rejected`, `returned` or `removed`. */
  readonly outcome: string;
}

export interface BankAnswerOnWire extends Receipt {
  readonly alreadyImported: boolean;
  readonly matched: number;
  readonly unmatched: number;
  readonly refused: number;
}

export interface BudgetLineOnWire {
  readonly line: string;
  readonly year: number;
  readonly appropriatedYuan: string;
  readonly committedYuan: string;
  readonly disbursedYuan: string;
  readonly openYuan: string;
  readonly freeYuan: string;
  readonly forwardYuan: string;
  readonly queuedYuan: string;
  readonly documents: readonly { readonly documentNumber: string }[];
}

export interface BudgetReportRowOnWire {
  readonly key: string | null;
  readonly lines: number;
  readonly appropriatedYuan: string;
  readonly committedYuan: string;
  readonly disbursedYuan: string;
  readonly freeYuan: string;
  readonly forwardYuan: string;
  readonly uncoveredYuan: string;
}

export interface BudgetTransferOnWire {
  readonly fromLine: string;
  readonly fromYear: number;
  readonly toLine: string;
  readonly toYear: number;
  readonly amountYuan: string;
  readonly documentNumber: string;
  readonly status: string;
  readonly refusal: { readonly code: string } | null;
}

export interface BudgetPromiseOnWire {
  readonly line: string;
  readonly year: number;
  readonly award: string;
  readonly trancheNo: number;
  readonly promisedYuan: string;
}

export interface SpendingMonthOnWire {
  readonly month: string;
  readonly plannedYuan: string;
  readonly paidYuan: string;
  readonly plannedSoFarYuan: string;
  readonly paidSoFarYuan: string;
  readonly overPlanYuan: string;
}

export interface SpendingOnWire {
  readonly overPlan: boolean;
  readonly months: readonly SpendingMonthOnWire[];
}

export interface CapOnWire {
  readonly capKey: string | null;
  readonly subject: string | null;
  readonly window: string | null;
  readonly title: Words | null;
  readonly clause: string | null;
  readonly limitYuan: string | null;
  readonly limitYears: number | null;
  readonly usedYuan: string;
  readonly byYear: Readonly<Record<string, { readonly usedYuan: string }>>;
}

export interface RecoveryCaseOnWire {
  readonly caseId: string;
  readonly award: string;
  readonly debtor: string;
  readonly ground: string;
  readonly status: string;
  readonly foundOn: string;
  readonly amountYuan: string;
  readonly setOffYuan: string;
  readonly repaidYuan: string;
  readonly reducedYuan: string;
  readonly overpaidYuan: string;
  readonly paidBackYuan: string;
  readonly outstandingYuan: string;
}

export interface PaymentTotals {
  readonly committedYuan: string;
  readonly paidYuan: string;
  readonly openYuan: string;
  readonly recoveredYuan: string;
  readonly settledYuan: string;
  readonly repaidYuan: string;
  readonly overpaidYuan: string;
  readonly paidBackYuan: string;
}

export interface StatementTotals extends PaymentTotals {
  readonly appropriatedYuan: string;
  readonly freeYuan: string;
}

export interface StatementOnWire {
  readonly asOfPosition: string | null;
  /** False when others wrote meanwhile, so that a figure may be one step ahead of another. */
  readonly atRest: boolean;
  readonly lines: readonly (PaymentTotals & { readonly programme: string; readonly fiscalYear: number })[];
  readonly budgetLines: readonly BudgetLineOnWire[];
  readonly totals: StatementTotals;
  readonly checks: readonly {
    readonly rule: Words;
    readonly leftYuan: string;
    readonly rightYuan: string;
    readonly holds: boolean;
  }[];
}

export interface ClockOnWire {
  readonly businessDate: string;
  readonly production: boolean;
  readonly movable: boolean;
}

export interface SignedIn {
  readonly token: string;
  readonly user: string;
  readonly role: string;
  readonly expiresAt: string;
}
