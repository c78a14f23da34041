import { decode } from '#event-store/decode.js';
import type { LogPosition, StoredEvent } from '#event-store/envelope.js';
import type { BudgetEvent } from '#budgets/budgets.events.js';
import { type BusinessDate, businessDateAt } from '#kernel/business-date.js';
import type { Fen } from '#kernel/money.js';
import type { BatchEvent } from '#payments/batches/batches.events.js';
import type { AwardEvent } from '#programmes/award/award.events.js';
import type { RecoveryEvent } from '#recovery/recovery.events.js';

/**
 * The money of the whole service, added up from the log and nothing else. It shares no code with the read models, so that where
 * both say the same, both would have to be wrong in the same way.
 */
export interface ReplayedTotals {
  readonly appropriatedFen: Fen;
  readonly committedFen: Fen;
  /** appropriated − committed. */
  readonly freeFen: Fen;
  /** Reached the payees: by the bank, or by set-off against what they owed. */
  readonly paidFen: Fen;
  readonly setOffFen: Fen;
  /** Committed and not paid. */
  readonly openFen: Fen;
  /** Came back from debtors: by repayment or set-off. */
  readonly recoveredFen: Fen;
  /** What the bank says has left and not come back. */
  readonly settledFen: Fen;
  /** Paid back by debtors through the bank. */
  readonly repaidFen: Fen;
  /** Came in from debtors beyond what they owed, since the bank gave a payment back, and is still owed to them. */
  readonly overpaidFen: Fen;
  /** Of what came in beyond the claims, paid back to the debtors through the bank. */
  readonly paidBackFen: Fen;
  /** Demanded and given up. */
  readonly writtenOffFen: Fen;
}

/** `known`: what was on record by the day. `effective`: what counts from that day or before, whenever it was recorded. */
export type TimeAxis = 'known' | 'effective';

export interface ReplayLimits {
  readonly asOf?: BusinessDate;
  readonly axis?: TimeAxis;
  /** Last event that counts. */
  readonly position?: LogPosition;
}

export interface Replay {
  readonly totals: ReplayedTotals;
  /** How many events of the log were within the limits, whatever they were about. */
  readonly eventCount: number;
  /** Of the last of them; null for none. */
  readonly lastPosition: LogPosition | null;
}

type Sums = Record<
  | 'appropriatedFen'
  | 'committedFen'
  | 'bankFen'
  | 'setOffFen'
  | 'recoveredFen'
  | 'settledFen'
  | 'repaidFen'
  | 'overpaidFen'
  | 'paidBackFen'
  | 'writtenOffFen',
  Fen
>;

type MoneyEvent = BudgetEvent | AwardEvent | BatchEvent | RecoveryEvent;

/** What an event adds to the sums; most events move no money. */
const movementOf = (event: MoneyEvent): Partial<Sums> => {
  switch (event.type) {
    case 'BudgetAppropriated':
      return { appropriatedFen: event.data.amountFen };
    case 'BudgetAdjusted':
      return { appropriatedFen: event.data.deltaFen };
    case 'BudgetTransferredIn':
    case 'BudgetTransferGivenBack':
    case 'BudgetCarriedIn':
      return { appropriatedFen: event.data.amountFen };
    case 'BudgetTransferredOut':
    case 'LateBalanceMoved':
      return { appropriatedFen: -event.data.amountFen };
    case 'YearEndDecided':
      return { appropriatedFen: -event.data.carriedFen - event.data.returnedFen };
    case 'BudgetCommitted':
      return { committedFen: event.data.amountFen };
    case 'BudgetDecommitted':
      return { committedFen: -event.data.amountFen };
    case 'TranchePaid':
      return { bankFen: event.data.amountFen };
    case 'TrancheSetOff':
      return { setOffFen: event.data.amountFen };
    case 'TrancheReturned':
      return event.data.wasPaid ? { bankFen: -event.data.amountFen } : {};
    case 'MoneyRecovered':
      return { recoveredFen: event.data.amountFen };
    case 'LineSettled':
      return { settledFen: event.data.netFen };
    case 'LineReturned':
      return event.data.wasSettled ? { settledFen: -event.data.netFen } : {};
    case 'RepaymentReceived':
      return { repaidFen: event.data.amountFen };
    case 'SetOffConfirmed':
      return { overpaidFen: event.data.overpaidFen };
    case 'ClaimReduced':
      return { overpaidFen: event.data.overpaidFen, writtenOffFen: -event.data.writeOffVoidedFen };
    case 'OverpaymentRefunded':
      return { overpaidFen: -event.data.amountFen, paidBackFen: event.data.amountFen };
    case 'CaseWrittenOff':
      return { writtenOffFen: event.data.amountFen };
    default:
      return {};
  }
};

const isWithin = (event: StoredEvent, { asOf, axis = 'known', position }: ReplayLimits): boolean => {
  if (position !== undefined && event.position > position) return false;
  if (asOf === undefined) return true;
  const day = axis === 'known' ? businessDateAt(event.metadata.recordedAt) : event.effectiveOn;
  return day <= asOf;
};

const nothing = (): Sums => ({
  appropriatedFen: 0n,
  committedFen: 0n,
  bankFen: 0n,
  setOffFen: 0n,
  recoveredFen: 0n,
  settledFen: 0n,
  repaidFen: 0n,
  overpaidFen: 0n,
  paidBackFen: 0n,
  writtenOffFen: 0n,
});

/** Adds up the log in one pass and constant memory. */
export const replay = async (log: AsyncIterable<StoredEvent>, limits: ReplayLimits = {}): Promise<Replay> => {
  const sums = nothing();
  let eventCount = 0;
  let lastPosition: LogPosition | null = null;
  for await (const stored of log) {
    if (limits.position !== undefined && stored.position > limits.position) break;
    if (!isWithin(stored, limits)) continue;
    eventCount += 1;
    lastPosition = stored.position;
    for (const [name, amountFen] of Object.entries(movementOf(decode<MoneyEvent>(stored)))) {
      sums[name as keyof Sums] += amountFen;
    }
  }
  return { totals: totalsOf(sums), eventCount, lastPosition };
};

const totalsOf = ({
  appropriatedFen,
  committedFen,
  bankFen,
  setOffFen,
  recoveredFen,
  settledFen,
  repaidFen,
  overpaidFen,
  paidBackFen,
  writtenOffFen,
}: Sums): ReplayedTotals => ({
  appropriatedFen,
  committedFen,
  freeFen: appropriatedFen - committedFen,
  paidFen: bankFen + setOffFen,
  setOffFen,
  openFen: committedFen - bankFen - setOffFen,
  recoveredFen,
  settledFen,
  repaidFen,
  overpaidFen,
  paidBackFen,
  writtenOffFen,
});
