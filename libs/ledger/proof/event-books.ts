import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import { businessDateAt } from '#kernel/business-date.js';
import { type MoneyEvent, openJournal, RULES } from '../journal.js';
import { type Posting, postingId } from '../posting.js';
import { trialBalance, turnoversOf, plus, type TrialBalance, type Turnover } from '../trial-balance.js';
import type { AccountCode } from '../accounts.js';
import { bankSide } from './bank-side.js';
import { type Book, type Figures, GrowingBook, keyOf } from './book.js';

/** What the log alone says, book by book; shares no code with the read models. */
export interface EventBooks {
  readonly awards: Book;
  readonly budgets: Book;
  readonly caps: Book;
  readonly cases: Book;
  /** What batches booked, by batch and line. */
  readonly batchLines: Book;
  /** The same by line, whatever the batch. */
  readonly settledLines: Book;
  /** What the bank said, by line. */
  readonly bankLines: Book;
  readonly commitments: Book;
  readonly settledAttempts: Book;
  readonly journalDays: Book;
  readonly trialBalance: TrialBalance;
}

type Books = Readonly<
  Record<
    | 'awards'
    | 'budgets'
    | 'caps'
    | 'cases'
    | 'batchLines'
    | 'settledLines'
    | 'commitments'
    | 'settledAttempts'
    | 'journalDays',
    GrowingBook
  >
>;

interface Attempt {
  readonly award: string;
  readonly trancheNo: number;
  readonly attempt: number;
}

const attemptPath = ({ award, trancheNo, attempt }: Attempt): readonly string[] => [
  award,
  String(trancheNo),
  String(attempt),
];

const seeBudget = ({ budgets, commitments }: Books, stream: string, event: MoneyEvent): void => {
  const add = (amounts: Figures): void => budgets.add([stream], amounts);
  const spend = (commitmentId: string, disbursedFen: bigint): void => {
    add({ disbursedFen });
    commitments.add([commitmentId], { disbursedFen });
  };
  switch (event.type) {
    case 'BudgetAppropriated':
      return add({ appropriatedFen: event.data.amountFen });
    case 'BudgetAdjusted':
      return add({ appropriatedFen: event.data.deltaFen });
    case 'BudgetTransferredIn':
    case 'BudgetTransferGivenBack':
    case 'BudgetCarriedIn':
      return add({ appropriatedFen: event.data.amountFen });
    case 'BudgetTransferredOut':
    case 'LateBalanceMoved':
      return add({ appropriatedFen: -event.data.amountFen });
    case 'YearEndDecided':
      return add({ appropriatedFen: -event.data.carriedFen - event.data.returnedFen });
    case 'ForwardCommitmentChanged':
      for (const { fromFen, toFen } of event.data.changes) add({ forwardFen: toFen - fromFen });
      return;
    case 'BudgetCommitted':
      return add({ committedFen: event.data.amountFen, forwardFen: -(event.data.forwardFen ?? 0n) });
    case 'BudgetDecommitted':
      return add({ committedFen: -event.data.amountFen });
    case 'BudgetDisbursed':
      return spend(event.data.commitmentId, event.data.amountFen);
    case 'DisbursementReversed':
      return spend(event.data.commitmentId, -event.data.amountFen);
    case 'BudgetRefunded':
      return add({ refundedFen: event.data.amountFen });
    default:
      return;
  }
};

const seeAward = ({ awards }: Books, event: MoneyEvent): void => {
  switch (event.type) {
    case 'TrancheReleased':
      return awards.add(attemptPath(event.data), { committedFen: event.data.grantedFen });
    case 'TrancheSetOff':
      return awards.add(attemptPath(event.data), { setOffFen: event.data.amountFen });
    case 'TranchePaid':
      return awards.add(attemptPath(event.data), { bankFen: event.data.amountFen });
    case 'TrancheReturned': {
      const { amountFen, wasPaid } = event.data;
      return awards.add(attemptPath(event.data), {
        committedFen: -amountFen,
        bankFen: wasPaid ? -amountFen : 0n,
      });
    }
    case 'TrancheCancelled': {
      const { award, trancheNo, release } = event.data;
      if (!release) return;
      const path = attemptPath({ award, trancheNo, attempt: release.attempt });
      return awards.put(path, {
        committedFen: awards.figure(path, 'setOffFen') + awards.figure(path, 'bankFen'),
      });
    }
    case 'MoneyRecovered':
      return awards.add(attemptPath(event.data), { recoveredFen: event.data.amountFen });
    default:
      return;
  }
};

const seeCap = ({ caps }: Books, stream: string, event: MoneyEvent): void => {
  switch (event.type) {
    case 'CapReserved':
      return caps.add([stream, event.data.reservationId], { grantedFen: event.data.grantedFen });
    case 'CapConsumed':
      return caps.add([stream, event.data.reservationId], { consumedFen: event.data.amountFen });
    case 'CapReleased':
      return caps.add([stream, event.data.reservationId], { releasedFen: event.data.amountFen });
    case 'CapRestored':
      return caps.add([stream, event.data.reservationId], { restoredFen: event.data.amountFen });
    default:
      return;
  }
};

const seeCase = ({ cases }: Books, stream: string, event: MoneyEvent): void => {
  switch (event.type) {
    case 'SetOffConfirmed':
      return cases.add([stream], { setOffFen: event.data.amountFen });
    case 'RepaymentReceived':
      return cases.add([stream], { repaidFen: event.data.amountFen });
    case 'CaseWrittenOff':
      return cases.add([stream], { writtenOffFen: event.data.amountFen });
    case 'ClaimReduced':
      return cases.add([stream], { writtenOffFen: -event.data.writeOffVoidedFen });
    default:
      return;
  }
};

const seeLine = (
  { batchLines, settledLines, settledAttempts }: Books,
  stream: string,
  event: MoneyEvent,
): void => {
  if (event.type !== 'LineSettled' && event.type !== 'LineReturned') return;
  const { lineId, netFen } = event.data;
  const wasBooked = event.type === 'LineSettled' || event.data.wasSettled;
  if (!wasBooked) return;
  const settledFen = event.type === 'LineSettled' ? netFen : -netFen;
  batchLines.add([stream, lineId], { settledFen });
  settledLines.add([lineId], { settledFen });
  settledAttempts.add(attemptPath(event.data), { bankFen: settledFen });
};

/** The journal adds up per account, fiscal year and pair of days. */
const dayPath = (
  { effectiveOn, metadata }: StoredEvent,
  { account, fiscalYear }: Posting,
): readonly string[] => [account, String(fiscalYear), effectiveOn, businessDateAt(metadata.recordedAt)];

const sidesOf = ({ debitFen, creditFen }: Posting): Figures => ({ debitFen, creditFen });

/** Adds up the whole log in one pass. */
export const eventBooks = async (log: AsyncIterable<StoredEvent>): Promise<EventBooks> => {
  const book = (): GrowingBook => new GrowingBook();
  const books: Books = {
    awards: book(),
    budgets: book(),
    caps: book(),
    cases: book(),
    batchLines: book(),
    settledLines: book(),
    commitments: book(),
    settledAttempts: book(),
    journalDays: book(),
  };
  const bank = bankSide();
  const journal = openJournal();
  const turnovers = new Map<AccountCode, Turnover>();
  for await (const stored of log) {
    if (!Object.hasOwn(RULES, stored.type)) continue;
    const event = decode<MoneyEvent>(stored);
    seeBudget(books, stored.stream, event);
    seeAward(books, event);
    seeCap(books, stored.stream, event);
    seeCase(books, stored.stream, event);
    seeLine(books, stored.stream, event);
    bank.see(stored.stream, event);
    const postings = journal(stored);
    for (const posting of postings) books.journalDays.add(dayPath(stored, posting), sidesOf(posting));
    for (const [account, turnover] of turnoversOf(postings))
      turnovers.set(account, plus(turnovers.get(account), turnover));
  }
  const lines = Object.fromEntries(Object.entries(books).map(([name, one]) => [name, one.lines]));
  return {
    ...(lines as Record<keyof Books, Book>),
    bankLines: bank.lines(),
    trialBalance: trialBalance(turnovers),
  };
};

/** Every posting of some days, by the id it has in the journal, where a day that differs is looked into. */
export const postingsOfDays = async (
  log: AsyncIterable<StoredEvent>,
  days: ReadonlySet<string>,
): Promise<Book> => {
  const journal = openJournal();
  const found = new GrowingBook();
  for await (const stored of log) {
    for (const [index, posting] of journal(stored).entries()) {
      const day = dayPath(stored, posting);
      if (days.has(keyOf(day))) found.add([...day, postingId(stored.position, index)], sidesOf(posting));
    }
  }
  return found.lines;
};
