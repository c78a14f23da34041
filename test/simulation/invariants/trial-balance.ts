import '#upcasting/all-upcasters.js';
import type { StoredEvent } from '#event-store/envelope.js';
import { openJournal } from '#ledger/journal.js';
import type { Posting } from '#ledger/posting.js';
import { type Book, type Complain, fenIn, partsIn, type RawData, type RawEvent } from './raw-event.js';

export interface TrialBalanceBook extends Book {
  /** Debits less credits, by account. */
  readonly balances: ReadonlyMap<string, bigint>;
}

export type Booking = (event: StoredEvent) => readonly Posting[];

/** What an account has to hold, added up from the raw log and nothing else: debits less credits. */
type Rules = Readonly<Record<string, (event: RawEvent) => bigint>>;

const when =
  (amounts: Readonly<Record<string, (data: RawData) => bigint>>) =>
  ({ type, data }: RawEvent): bigint =>
    amounts[type]?.(data) ?? 0n;

const amount = (data: RawData): bigint => fenIn(data);
const less = (data: RawData): bigint => -fenIn(data);
const allocated = (data: RawData): bigint =>
  Array.isArray(data['allocations'])
    ? partsIn(data, 'allocations').reduce((sum, part) => sum + fenIn(part), 0n)
    : 0n;

const EXPECTED: Rules = {
  '1001': when({
    LineSettled: (data) => -fenIn(data, 'netFen'),
    LineReturned: (data) => (data['wasSettled'] === true ? fenIn(data, 'netFen') : 0n),
    RepaymentReceived: amount,
    OverpaymentRefunded: less,
  }),
  '1201': when({
    RecoveryDemanded: amount,
    SetOffConfirmed: (data) => -allocated(data),
    RepaymentReceived: less,
    CaseWrittenOff: less,
  }),
  '2101': when({
    SetOffConfirmed: (data) => -fenIn(data, 'overpaidFen'),
    ClaimReduced: (data) => -fenIn(data, 'overpaidFen'),
    OverpaymentRefunded: amount,
  }),
  '4101': when({ MoneyRecovered: less }),
  '6001': when({
    BudgetAppropriated: less,
    BudgetAdjusted: (data) => -fenIn(data, 'deltaFen'),
    YearEndDecided: (data) => fenIn(data, 'returnedFen'),
    LateBalanceMoved: (data) => (data['outcome'] === 'returned' ? fenIn(data) : 0n),
  }),
  '7101': when({
    BudgetCommitted: amount,
    BudgetDecommitted: less,
    BudgetDisbursed: less,
    DisbursementReversed: amount,
  }),
  '7401': when({
    BudgetTransferredOut: amount,
    BudgetTransferGivenBack: less,
    BudgetTransferredIn: less,
    BudgetCarriedIn: less,
    YearEndDecided: (data) => fenIn(data, 'carriedFen'),
    LateBalanceMoved: (data) => (data['outcome'] === 'carried' ? fenIn(data) : 0n),
  }),
  '7501': when({
    ForwardCommitmentChanged: (data) =>
      partsIn(data, 'changes').reduce((sum, part) => sum + fenIn(part, 'toFen') - fenIn(part, 'fromFen'), 0n),
    BudgetCommitted: (data) => ('forwardFen' in data ? -fenIn(data, 'forwardFen') : 0n),
  }),
  '7201': when({ BudgetDisbursed: amount, DisbursementReversed: less }),
};

/** A claim that is reduced moves the receivable in ways that only its case can say; from there on others judge it. */
const JUDGED_ELSEWHERE = 'ClaimReduced';

/**
 * Money is conserved (promise 3): every entry balances, so the trial balance is zero at every prefix of the log; and the accounts
 * whose balance can be read off the raw log hold exactly that.
 */
export const trialBalanceBook = (complain: Complain, booking: Booking = openJournal()): TrialBalanceBook => {
  const balances = new Map<string, bigint>();
  const expected = new Map<string, bigint>();
  let isReduced = false;

  const bookEvent = (event: RawEvent): readonly Posting[] => {
    try {
      return booking(event as unknown as StoredEvent);
    } catch (error) {
      complain('every money event is booked', `${event.type} of ${event.stream}: ${String(error)}`);
      return [];
    }
  };

  const judgeAccounts = (event: RawEvent): void => {
    isReduced ||= event.type === JUDGED_ELSEWHERE;
    for (const [account, rule] of Object.entries(EXPECTED)) {
      const fen = (expected.get(account) ?? 0n) + rule(event);
      expected.set(account, fen);
      const holds = fen === (balances.get(account) ?? 0n) || (account === '1201' && isReduced);
      if (!holds)
        complain('an account holds what the log says', `${account}: ${balances.get(account)} and ${fen} fen`);
    }
  };

  const see = (event: RawEvent): void => {
    let sumFen = 0n;
    for (const { account, debitFen, creditFen } of bookEvent(event)) {
      if (debitFen < 0n || creditFen < 0n) complain('a posting is positive', `${account} for ${event.type}`);
      sumFen += debitFen - creditFen;
      balances.set(account, (balances.get(account) ?? 0n) + debitFen - creditFen);
    }
    if (sumFen !== 0n)
      complain('the trial balance is zero', `${event.type} of ${event.stream}: ${sumFen} fen`);
    judgeAccounts(event);
  };

  return { balances, see };
};
