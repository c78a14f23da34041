import type { BudgetEvent, ForwardChange } from '#budgets/budgets.events.js';
import { OPEN } from '#budgets/line-closing.js';
import { NO_PLAN } from '#budgets/spending-plan.js';
import type { StoredEvent } from '#event-store/envelope.js';
import { assert } from '#kernel/assert.js';
import { sumFen } from '#kernel/money.js';
import { type BudgetDocument, BudgetLineRow, type DocumentKind } from './budget-line.entity.js';

/** A line before anything happened to it; its stream names it, because people can wait for a line before it has any money. */
export const unusedLine = (stream: string): BudgetLineRow => ({
  id: stream,
  ...lineOf(stream),
  appropriatedFen: 0n,
  committedFen: 0n,
  disbursedFen: 0n,
  openFen: 0n,
  freeFen: 0n,
  queuedFen: 0n,
  refundedFen: 0n,
  forwardFen: 0n,
  uncommittedFen: 0n,
  uncoveredFen: 0n,
  transferredFen: 0n,
  carriedInFen: 0n,
  carriedOutFen: 0n,
  givenUpFen: 0n,
  fund: null,
  measureGroup: null,
  source: null,
  economicClass: null,
  spendingPlan: NO_PLAN,
  closing: OPEN,
  documents: [],
});

/** Line and year of a budget stream. */
export const lineOf = (stream: string): { readonly line: string; readonly year: number } => {
  const [, line, year] = /^budget-(.+)-(\d{4})$/.exec(stream) ?? [];
  assert(line !== undefined && year !== undefined, `Not the stream of a budget line: ${stream}`);
  return { line, year: Number(year) };
};

/** The row after an event, with the figures that follow from others. */
export const lineAfter = (row: BudgetLineRow, event: BudgetEvent, stored: StoredEvent): BudgetLineRow => {
  const next = { ...row, ...changesOf(row, event, stored) };
  const freeFen = next.appropriatedFen - next.committedFen;
  const { forwardFen } = next;
  return {
    ...next,
    openFen: next.committedFen - next.disbursedFen,
    freeFen,
    uncommittedFen: freeFen > forwardFen ? freeFen - forwardFen : 0n,
    uncoveredFen: forwardFen > freeFen ? forwardFen - freeFen : 0n,
  };
};

type Changes = Partial<BudgetLineRow>;

const changesOf = (row: BudgetLineRow, event: BudgetEvent, stored: StoredEvent): Changes => {
  switch (event.type) {
    case 'BudgetCommitted': {
      const { amountFen, fromQueue, forwardFen = 0n } = event.data;
      const queuedFen = fromQueue ? row.queuedFen - amountFen : row.queuedFen;
      const drawn = { forwardFen: row.forwardFen - forwardFen };
      return { committedFen: row.committedFen + amountFen, queuedFen, ...drawn };
    }
    case 'CommitmentQueued':
      return { queuedFen: row.queuedFen + event.data.amountFen };
    case 'QueuedCommitmentCancelled':
      return { queuedFen: row.queuedFen - event.data.amountFen };
    case 'BudgetDecommitted':
      return { committedFen: row.committedFen - event.data.amountFen };
    case 'BudgetDisbursed':
      return { disbursedFen: row.disbursedFen + event.data.amountFen };
    case 'DisbursementReversed':
      return { disbursedFen: row.disbursedFen - event.data.amountFen };
    case 'BudgetRefunded':
      return { refundedFen: row.refundedFen + event.data.amountFen };
    case 'ForwardCommitmentChanged':
      return { forwardFen: row.forwardFen + sumFen(event.data.changes.map(differenceOf)) };
    case 'BudgetLineClassified':
      return event.data;
    case 'SpendingPlanEntered':
      return { spendingPlan: { ...row.spendingPlan, entered: event.data } };
    case 'SpendingPlanConfirmed':
      return { spendingPlan: { entered: null, confirmedFen: event.data.monthsFen } };
    case 'SpendingPlanRejected':
      return { spendingPlan: { ...row.spendingPlan, entered: null } };
    case 'YearEndProposed':
      return { closing: { status: 'proposed', ...event.data } };
    case 'YearEndRejected':
      return { closing: OPEN };
    default:
      return documented(row, event, stored);
  }
};

const differenceOf = ({ fromFen, toFen }: ForwardChange): bigint => toFen - fromFen;

type FundingEvent = Extract<
  BudgetEvent,
  {
    type:
      | 'BudgetAppropriated'
      | 'BudgetAdjusted'
      | 'BudgetTransferredOut'
      | 'BudgetTransferGivenBack'
      | 'BudgetTransferredIn'
      | 'BudgetCarriedIn'
      | 'YearEndDecided'
      | 'LateBalanceMoved';
  }
>;

/** Every change of what the line was given, with its document. */
const documented = (row: BudgetLineRow, event: FundingEvent, stored: StoredEvent): Changes => {
  const given = (kind: DocumentKind, amountFen: bigint, origin: Partial<BudgetDocument> = {}): Changes => {
    const { documentNumber } = event.data;
    const none = { other: null, commitmentId: null };
    const document = { kind, documentNumber, amountFen, effectiveOn: stored.effectiveOn, ...none, ...origin };
    return { appropriatedFen: row.appropriatedFen + amountFen, documents: [document, ...row.documents] };
  };
  switch (event.type) {
    case 'BudgetAppropriated':
      return given('appropriation', event.data.amountFen);
    case 'BudgetAdjusted':
      return given('adjustment', event.data.deltaFen);
    case 'BudgetTransferredOut':
      return {
        ...given('transfer-out', -event.data.amountFen, { other: event.data.to }),
        transferredFen: row.transferredFen - event.data.amountFen,
      };
    case 'BudgetTransferGivenBack':
      return {
        ...given('given-back', event.data.amountFen),
        transferredFen: row.transferredFen + event.data.amountFen,
      };
    case 'BudgetTransferredIn':
      return {
        ...given('transfer-in', event.data.amountFen, { other: event.data.from }),
        transferredFen: row.transferredFen + event.data.amountFen,
      };
    case 'BudgetCarriedIn': {
      const { amountFen, from: other, commitmentId } = event.data;
      return {
        ...given('carried-in', amountFen, { other, commitmentId }),
        carriedInFen: row.carriedInFen + amountFen,
      };
    }
    case 'YearEndDecided': {
      const { carriedFen, returnedFen, documentNumber } = event.data;
      return {
        ...given('year-end', -carriedFen - returnedFen),
        closing: { status: 'closed', carriedFen, returnedFen, documentNumber },
        carriedOutFen: row.carriedOutFen + carriedFen,
        givenUpFen: row.givenUpFen + returnedFen,
      };
    }
    default:
      return lateBalance(
        row,
        event.data,
        given('year-end', -event.data.amountFen, { commitmentId: event.data.commitmentId }),
      );
  }
};

const lateBalance = (
  { carriedOutFen, givenUpFen }: BudgetLineRow,
  { outcome, amountFen }: Extract<BudgetEvent, { type: 'LateBalanceMoved' }>['data'],
  given: Changes,
): Changes =>
  outcome === 'carried'
    ? { ...given, carriedOutFen: carriedOutFen + amountFen }
    : { ...given, givenUpFen: givenUpFen + amountFen };
