import { contentHash } from '#kernel/content-hash.js';
import { type Book, bookOf } from './book.js';
import { type Comparison, compareBooks } from './comparison.js';
import type { EventBooks } from './event-books.js';

/** What the read models say, line by line. */
export interface ViewBooks {
  readonly awards: Book;
  readonly budgets: Book;
  readonly caps: Book;
  readonly cases: Book;
  readonly batchLines: Book;
  /** The balances per account and day. */
  readonly journalDays: Book;
  /** The postings, added up per account and day. */
  readonly journalPostings: Book;
}

export interface DayEndProof {
  readonly holds: boolean;
  readonly resultsHash: string;
  readonly comparisons: readonly Comparison[];
}

const rule = (zh: string, en: string) => ({ zh, en });

/** Every comparison of a day: log with read models, bank with books, budget with payments, debits with credits. */
export const proveDayEnd = (events: EventBooks, views: ViewBooks): DayEndProof => {
  const comparisons = [
    compareBooks(
      'balances',
      rule('事件 = 科目余额', 'events = account balances'),
      ['debitFen', 'creditFen'],
      events.journalDays,
      views.journalDays,
    ),
    compareBooks(
      'journal',
      rule('事件 = 日记账', 'events = journal'),
      ['debitFen', 'creditFen'],
      events.journalDays,
      views.journalPostings,
    ),
    compareBooks(
      'awards',
      rule('事件 = 资助台账', 'events = award years'),
      ['committedFen', 'setOffFen', 'bankFen', 'recoveredFen'],
      events.awards,
      views.awards,
    ),
    compareBooks(
      'budget-lines',
      rule('事件 = 指标台账', 'events = budget lines'),
      ['appropriatedFen', 'committedFen', 'disbursedFen', 'refundedFen', 'forwardFen'],
      events.budgets,
      views.budgets,
    ),
    compareBooks(
      'caps',
      rule('事件 = 上限台账', 'events = caps'),
      ['grantedFen', 'consumedFen', 'releasedFen', 'restoredFen'],
      events.caps,
      views.caps,
    ),
    compareBooks(
      'recovery-cases',
      rule('事件 = 追缴台账', 'events = recovery cases'),
      ['setOffFen', 'repaidFen', 'writtenOffFen'],
      events.cases,
      views.cases,
    ),
    compareBooks(
      'batch-lines',
      rule('事件 = 批次明细', 'events = batch lines'),
      ['settledFen'],
      events.batchLines,
      views.batchLines,
    ),
    ...betweenBooks(events),
  ];
  const holds = comparisons.every((comparison) => comparison.holds);
  return { holds, resultsHash: contentHash({ comparisons }), comparisons };
};

/** What different streams say of the same money; it agrees once nothing is under way. */
const betweenBooks = (events: EventBooks): readonly Comparison[] => [
  compareBooks(
    'bank',
    rule('银行回单 = 批次明细', 'bank files = batch lines'),
    ['settledFen'],
    events.bankLines,
    events.settledLines,
  ),
  compareBooks(
    'payments',
    rule('银行已付 = 资助已付', 'settled by the bank = paid on awards'),
    ['bankFen'],
    events.settledAttempts,
    events.awards,
  ),
  compareBooks(
    'disbursements',
    rule('指标已拨 = 资助已付', 'disbursed on budget lines = paid on awards'),
    ['disbursedFen'],
    events.commitments,
    paidByCommitment(events.awards),
  ),
  compareBooks(
    'trial-balance',
    rule('借方 = 贷方，过渡科目为零', 'debits = credits, clearing accounts at zero'),
    ['balanceFen'],
    differencesOfTrialBalance(events),
    new Map(),
  ),
];

/** A commitment has the name of the attempt it pays. */
const paidByCommitment = (awards: Book): Book =>
  bookOf(
    [...awards.values()].map(({ path, figures }) => ({
      path: [path.join('/')],
      figures: { disbursedFen: (figures['setOffFen'] ?? 0n) + (figures['bankFen'] ?? 0n) },
    })),
  );

const differencesOfTrialBalance = ({ trialBalance: { accounts, debitFen, creditFen } }: EventBooks): Book =>
  bookOf([
    { path: ['all'], figures: { balanceFen: debitFen - creditFen } },
    ...accounts
      .filter(({ clearing }) => clearing)
      .map(({ account, balanceFen }) => ({ path: [account], figures: { balanceFen } })),
  ]);
