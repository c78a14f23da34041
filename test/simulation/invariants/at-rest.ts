import { type AwardBook, keptFenOf, openFenOf } from './award-book.js';
import type { BatchBook } from './batch-book.js';
import type { BudgetBook } from './budget-book.js';
import type { CapBook } from './cap-book.js';
import type { Consequences } from './consequences.js';
import type { DeadlineBook } from './deadline-book.js';
import type { Complain } from './raw-event.js';
import { type RecoveredCase, receivedFenOf, type RecoveryBook } from './recovery-book.js';
import type { TrialBalanceBook } from './trial-balance.js';

export interface Books {
  readonly caps: CapBook;
  readonly budgets: BudgetBook;
  readonly batches: BatchBook;
  readonly awards: AwardBook;
  readonly recoveries: RecoveryBook;
  readonly consequences: Consequences;
  readonly ledger: TrialBalanceBook;
  readonly deadlines: DeadlineBook;
}

/**
 * What holds once nothing is under way: while a payment is on its way from stream to stream the books differ by what is on the
 * way, afterwards they agree to the fen, payment by payment.
 */
export const judgeAtRest = (books: Books, complain: Complain): void => {
  for (const open of books.consequences.open) complain('everything that was begun has ended', open);
  for (const term of books.deadlines.lost) complain('no deadline is lost', term);
  capsFollowAwards(books, complain);
  budgetsFollowAwards(books, complain);
  awardsFollowBank(books, complain);
  recoveriesAgree(books, complain);
  nothingIsInTransit(books, complain);
};

const differ = (complain: Complain, rule: string, what: string, left: bigint, right: bigint): void => {
  if (left !== right) complain(rule, `${what}: ${left} and ${right} fen`);
};

const capsFollowAwards = ({ caps, awards }: Books, complain: Complain): void => {
  const explained = new Set<string>();
  for (const attempt of awards.attempts.values()) {
    for (const { capStream: asked, reservationId } of attempt.reservations) {
      const capStream = caps.countedIn(asked);
      const found = caps.accounts.get(capStream)?.get(reservationId);
      if (!found) {
        complain('caps follow awards', `no ${reservationId} in ${capStream}`);
        continue;
      }
      explained.add(`${capStream} ${reservationId}`);
      const { grantedFen, consumedFen, releasedFen, restoredFen } = found;
      const what = `${reservationId} in ${capStream}`;
      differ(
        complain,
        'cap paid = award paid − recovered',
        what,
        consumedFen - restoredFen,
        keptFenOf(attempt),
      );
      differ(
        complain,
        'cap reserved = award open',
        what,
        grantedFen - consumedFen - releasedFen,
        openFenOf(attempt),
      );
    }
  }
  for (const [stream, account] of caps.accounts)
    for (const [id, { grantedFen, releasedFen }] of account)
      if (!explained.has(`${stream} ${id}`))
        differ(complain, 'a refused release holds no cap', `${id} in ${stream}`, grantedFen, releasedFen);
};

const budgetsFollowAwards = ({ budgets, awards }: Books, complain: Complain): void => {
  const explained = new Set<string>();
  for (const attempt of awards.attempts.values()) {
    const isQueued = attempt.status === 'queued';
    let [disbursedInAll, openInAll, asideFen] = [0n, 0n, 0n];
    for (const { budgetStream, commitmentId, shareFen, waiting } of attempt.commitments) {
      explained.add(`${budgetStream} ${commitmentId}`);
      const line = budgets.lines.get(budgetStream);
      const { committedFen = 0n, disbursedFen = 0n } = line?.commitments.get(commitmentId) ?? {};
      if ((isQueued && waiting) !== (line?.queued.has(commitmentId) ?? false))
        complain('who waits for money is in the queue', commitmentId);
      if (shareFen !== null && disbursedFen > shareFen)
        complain('a payer pays at most its part', `${commitmentId} on ${budgetStream}`);
      if (shareFen !== null && attempt.status === 'paid')
        differ(complain, 'every payer pays its part', commitmentId, disbursedFen, shareFen);
      disbursedInAll += disbursedFen;
      openInAll += committedFen - disbursedFen;
      if (!waiting) asideFen += shareFen ?? attempt.grantedFen;
    }
    if (attempt.commitments.length === 0) continue;
    const [commitment] = attempt.commitments;
    const what = commitment?.commitmentId ?? '';
    const { setOffFen, bankFen } = attempt;
    differ(complain, 'budget disbursed = award paid', what, disbursedInAll, setOffFen + bankFen);
    differ(complain, 'budget open = award open', what, openInAll, isQueued ? asideFen : openFenOf(attempt));
  }
  for (const [stream, { commitments }] of budgets.lines)
    for (const [id, { committedFen }] of commitments)
      if (!explained.has(`${stream} ${id}`))
        differ(complain, 'only releases hold budget', `${id} in ${stream}`, committedFen, 0n);
};

const awardsFollowBank = ({ batches, awards }: Books, complain: Complain): void => {
  for (const name of new Set([...awards.attempts.keys(), ...batches.settledFen.keys()])) {
    const paidFen = awards.attempts.get(name)?.bankFen ?? 0n;
    differ(
      complain,
      'bank settled − returned = award paid',
      name,
      batches.settledFen.get(name) ?? 0n,
      paidFen,
    );
  }
  for (const [stream, { status, lines }] of batches.batches) {
    if (status === 'rejected') continue;
    for (const [lineId, { outcome, attempt }] of lines) {
      const known = awards.attempts.get(attempt);
      const isIn = known?.status === 'in-batch' && known.batch === stream;
      if (isIn !== (outcome === 'waiting'))
        complain('a tranche is in the batch that carries it', `${lineId} in ${stream}`);
    }
  }
};

const sumOf = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((sum, fen) => sum + fen, 0n);

/** A case is about payments that had been made, so whatever the bank gave back of them came back afterwards. */
const returnsAreNotClaimed = (
  name: string,
  { award, items, reduced, status }: RecoveredCase,
  awards: AwardBook,
  complain: Complain,
): void => {
  if (status === 'dismissed') return;
  for (const [payment, claimedFen] of items) {
    const returnedFen = awards.attempts.get(`${award}/${payment}`)?.returnedFen ?? 0n;
    const wantedFen = returnedFen < claimedFen ? returnedFen : claimedFen;
    const what = `${payment} in ${name}`;
    differ(complain, 'what the bank gave back is not claimed', what, reduced.get(payment) ?? 0n, wantedFen);
  }
};

const recoveriesAgree = ({ recoveries, awards, budgets }: Books, complain: Complain): void => {
  for (const [name, one] of recoveries.cases) {
    differ(
      complain,
      'recovered on awards = set off + repaid − owed back',
      name,
      one.bookedFen,
      receivedFenOf(one),
    );
    returnsAreNotClaimed(name, one, awards, complain);
  }
  for (const [name, attempt] of awards.attempts)
    if (keptFenOf(attempt) < 0n) complain('recovered is at most paid', name);
  const confirmedFen = sumOf([...recoveries.cases.values()].map(({ setOffFen }) => setOffFen));
  differ(
    complain,
    'kept back from payments = set off',
    'all',
    sumOf(recoveries.keptBackFen.values()),
    confirmedFen,
  );
  const recoveredFen = sumOf([...awards.attempts.values()].map((one) => one.recoveredFen));
  const refundedFen = sumOf([...budgets.lines.values()].map((one) => one.refundedFen));
  differ(complain, 'refunded to budgets = recovered on awards', 'all', refundedFen, recoveredFen);
};

/** What left one stream has arrived in another. */
const nothingIsInTransit = ({ ledger: { balances } }: Books, complain: Complain): void => {
  for (const account of ['1101', '1202', '7401'])
    differ(complain, 'nothing is left in transit', account, balances.get(account) ?? 0n, 0n);
};
