import type { StoredEvent } from '#event-store/envelope.js';
import type { AnsweredLine, BatchEvent } from '#payments/batches/batches.events.js';
import type { HoldEvent } from '#payments/holds/hold.events.js';
import type { ReconciliationEvent } from '#payments/reconciliation/reconciliation.events.js';
import type { AccountCode } from './accounts.js';
import { type Facts, paymentKey } from './facts.js';
import type { Move } from './posting.js';
import { keysOf, noMoney, paymentIn, type RulesOf } from './rule.js';

interface OfLine {
  readonly data: AnsweredLine;
}

const aboutLine = ({ data: { award, trancheNo, attempt } }: OfLine): string =>
  paymentKey(award, trancheNo, attempt);

const bankMove = (
  debit: AccountCode,
  credit: AccountCode,
  { data }: OfLine,
  facts: Facts | undefined,
  stored: StoredEvent,
): readonly Move[] => {
  const { award, trancheNo, attempt, payee: party, lineId: batchLine } = data;
  const payment = paymentIn(facts);
  const budget = payment && { budgetLine: payment.budgetLine, fiscalYear: payment.fiscalYear };
  const keys = keysOf(stored, { award, trancheNo, attempt, party, batchLine, ...budget });
  return [{ debit, credit, amountFen: data.netFen, ...keys }];
};

const PREPARES = 'prepares an instruction; the payee is owed until the bank has paid';
const REPORTS = 'sums up what the lines have booked';

/** What the bank did with each line. */
export const BATCH_RULES: RulesOf<BatchEvent> = {
  LineSettled: {
    posts: true,
    about: aboutLine,
    moves: (event, facts, stored) => bankMove('1101', '1001', event, facts, stored),
  },
  LineReturned: {
    posts: true,
    about: aboutLine,
    // A payment that was returned before we knew of a settlement never left the account in our books.
    moves: (event, facts, stored) =>
      event.data.wasSettled ? bankMove('1001', '1101', event, facts, stored) : [],
  },
  LineAccepted: noMoney('the bank has the order and has not paid'),
  LineRejected: noMoney('the money never left; the award books that it is owed no longer'),
  LineAnswerIgnored: noMoney('changes nothing'),
  BatchDrafted: noMoney(PREPARES),
  CandidatesAdded: noMoney(PREPARES),
  LinesAssembled: noMoney(PREPARES),
  BatchAssembled: noMoney(PREPARES),
  LineRemoved: noMoney(PREPARES),
  BatchSubmitted: noMoney(PREPARES),
  BatchApprovalGiven: noMoney(PREPARES),
  ApprovalWithdrawn: noMoney(PREPARES),
  BatchApprovalRefused: noMoney(PREPARES),
  SubmissionWithdrawn: noMoney(PREPARES),
  BatchApproved: noMoney(PREPARES),
  BatchSealed: noMoney(PREPARES),
  BatchRejected: noMoney(PREPARES),
  LinesReleased: noMoney(PREPARES),
  BatchSent: noMoney('the bank has the file; what it does with each line is booked line by line'),
  BatchOutcomeUnknown: noMoney('nobody knows yet; an answer or a statement will say'),
  BatchAcknowledged: noMoney(REPORTS),
  BatchSettled: noMoney(REPORTS),
  BatchClosed: noMoney(REPORTS),
};

const TELLS = 'what the bank says; the batch books what it takes over';

export const RECONCILIATION_RULES: RulesOf<ReconciliationEvent> = {
  BankAnswerImported: noMoney(TELLS),
  EntryMatched: noMoney(TELLS),
  EntryUnmatched: noMoney(TELLS),
  EntryAssigned: noMoney(TELLS),
};

const WAITS = 'keeps money where it is; the payee is owed as before';

export const HOLD_RULES: RulesOf<HoldEvent> = {
  HoldPlaced: noMoney(WAITS),
  HoldLifted: noMoney(WAITS),
  HoldLiftRefused: noMoney(WAITS),
  HoldExpired: noMoney(WAITS),
};
