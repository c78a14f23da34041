import { assert, unreachable } from '#kernel/assert.js';
import type { Fen } from '#kernel/money.js';
import {
  type AppropriatedBudget,
  type BudgetState,
  placeInQueue,
  type QueuedCommitment,
} from './budget-line.js';
import type { BudgetCommitted, BudgetEvent, LineYear } from './budgets.events.js';
import { commitmentIn, emptyBook, withCommitment } from './commitment-book.js';
import { forwardChanged, forwardFenOf, withForward } from './forward-book.js';

/** Facts that need no money on the line. */
type AnyTimeEvent = Extract<
  BudgetEvent,
  {
    type:
      | 'CommitmentQueued'
      | 'QueuedCommitmentCancelled'
      | 'BudgetRefunded'
      | 'BudgetLineClassified'
      | 'ForwardCommitmentChanged'
      | 'SpendingPlanEntered'
      | 'SpendingPlanConfirmed'
      | 'SpendingPlanRejected'
      | 'YearEndProposed'
      | 'YearEndRejected'
      | 'YearEndDecided';
  }
>;

/** Money comes to the line, which may be its first. */
type FundingEvent = Extract<
  BudgetEvent,
  { type: 'BudgetAppropriated' | 'BudgetTransferredIn' | 'BudgetCarriedIn' }
>;

type SpendingEvent = Exclude<BudgetEvent, AnyTimeEvent | FundingEvent>;

const isFunding = (event: BudgetEvent): event is FundingEvent =>
  event.type === 'BudgetAppropriated' ||
  event.type === 'BudgetTransferredIn' ||
  event.type === 'BudgetCarriedIn';

const SPENDING: Readonly<Record<SpendingEvent['type'], true>> = {
  BudgetAdjusted: true,
  BudgetCommitted: true,
  BudgetDecommitted: true,
  BudgetDisbursed: true,
  DisbursementReversed: true,
  BudgetTransferredOut: true,
  BudgetTransferGivenBack: true,
  LateBalanceMoved: true,
};

const isSpending = (event: BudgetEvent): event is SpendingEvent => Object.hasOwn(SPENDING, event.type);

export const evolveBudget = (state: BudgetState, event: BudgetEvent): BudgetState => {
  if (isFunding(event)) return funded(state, event.data);
  if (!isSpending(event)) return evolveAnyTime(state, event);
  assert(state.status === 'appropriated', `${event.type} needs an appropriation`);
  return evolveAppropriated(state, event);
};

const evolveAnyTime = (state: BudgetState, event: AnyTimeEvent): BudgetState => {
  switch (event.type) {
    case 'CommitmentQueued':
      return queued(state, event.data);
    case 'QueuedCommitmentCancelled':
      return leaveQueue(state, event.data.commitmentId);
    case 'BudgetRefunded':
      return { ...state, refundedFen: state.refundedFen + event.data.amountFen };
    case 'BudgetLineClassified':
      return { ...state, classification: event.data };
    case 'ForwardCommitmentChanged':
      return forwardChanged(state, event.data);
    case 'SpendingPlanEntered':
      return { ...state, spendingPlan: { ...state.spendingPlan, entered: event.data } };
    case 'SpendingPlanConfirmed':
      return { ...state, spendingPlan: { entered: null, confirmedFen: event.data.monthsFen } };
    case 'SpendingPlanRejected':
      return { ...state, spendingPlan: { ...state.spendingPlan, entered: null } };
    case 'YearEndProposed':
      return { ...state, closing: { status: 'proposed', ...event.data } };
    case 'YearEndRejected':
      return { ...state, closing: { status: 'open' } };
    case 'YearEndDecided':
      return closed(state, event.data);
    default:
      return unreachable(event);
  }
};

const evolveAppropriated = (state: AppropriatedBudget, event: SpendingEvent): BudgetState => {
  switch (event.type) {
    case 'BudgetAdjusted':
      return withDocument(more(state, event.data.deltaFen), event.data.documentNumber);
    case 'BudgetTransferredOut':
      return transferredOut(state, event.data);
    case 'BudgetTransferGivenBack':
      return givenBack(state, event.data);
    case 'LateBalanceMoved':
      return more(state, -event.data.amountFen);
    case 'BudgetCommitted':
      return committed(event.data.fromQueue ? leaveQueue(state, event.data.commitmentId) : state, event.data);
    case 'BudgetDecommitted':
      return change(state, event.data, { decommitted: event.data.amountFen });
    case 'BudgetDisbursed':
      return change(state, event.data, { disbursed: event.data.amountFen });
    case 'DisbursementReversed':
      return change(state, event.data, { disbursed: -event.data.amountFen });
    default:
      return unreachable(event);
  }
};

const more = (state: AppropriatedBudget, fen: Fen): AppropriatedBudget => ({
  ...state,
  appropriatedFen: state.appropriatedFen + fen,
});

const withDocument = (state: AppropriatedBudget, documentNumber: string): AppropriatedBudget => ({
  ...state,
  documentNumbers: new Set(state.documentNumbers).add(documentNumber),
});

const funded = (
  state: BudgetState,
  { line, year, amountFen, documentNumber }: LineYear & { amountFen: Fen; documentNumber: string },
): AppropriatedBudget => {
  if (state.status === 'appropriated') return withDocument(more(state, amountFen), documentNumber);
  return {
    ...state,
    status: 'appropriated',
    line,
    year,
    appropriatedFen: amountFen,
    committedFen: 0n,
    disbursedFen: 0n,
    documentNumbers: new Set([documentNumber]),
    commitments: emptyBook,
    transfersOut: new Map(),
  };
};

type DataOf<Type extends BudgetEvent['type']> = Extract<BudgetEvent, { type: Type }>['data'];

const transferredOut = (
  state: AppropriatedBudget,
  { transfer, amountFen, documentNumber }: DataOf<'BudgetTransferredOut'>,
): BudgetState => ({
  ...withDocument(more(state, -amountFen), documentNumber),
  transfersOut: new Map(state.transfersOut).set(transfer, { amountFen, documentNumber }),
});

/** The document moved nothing, so it may be used again. */
const givenBack = (
  state: AppropriatedBudget,
  { transfer, amountFen, documentNumber }: DataOf<'BudgetTransferGivenBack'>,
): BudgetState => {
  const [transfersOut, documentNumbers] = [new Map(state.transfersOut), new Set(state.documentNumbers)];
  transfersOut.delete(transfer);
  documentNumbers.delete(documentNumber);
  return { ...more(state, amountFen), transfersOut, documentNumbers };
};

const closed = (
  state: BudgetState,
  { carriedFen, returnedFen, documentNumber }: DataOf<'YearEndDecided'>,
): BudgetState => {
  const after = state.status === 'appropriated' ? more(state, -carriedFen - returnedFen) : state;
  return { ...after, closing: { status: 'closed', carriedFen, returnedFen, documentNumber } };
};

const queued = (
  state: BudgetState,
  { commitmentId, amountFen, award, trancheNo, approvedOn }: QueuedCommitment,
): BudgetState => ({
  ...state,
  queuedFen: state.queuedFen + amountFen,
  queue: state.queue.toSpliced(placeInQueue(state.queue, approvedOn), 0, {
    commitmentId,
    amountFen,
    award,
    trancheNo,
    approvedOn,
  }),
});

const leaveQueue = <State extends BudgetState>(state: State, commitmentId: string): State => {
  const place = state.queue.findIndex((waiting) => waiting.commitmentId === commitmentId);
  const leaving = state.queue[place];
  assert(leaving, `${commitmentId} does not wait`);
  return { ...state, queuedFen: state.queuedFen - leaving.amountFen, queue: state.queue.toSpliced(place, 1) };
};

const committed = (
  state: AppropriatedBudget,
  { commitmentId, amountFen, award, trancheNo, forwardFen = 0n }: BudgetCommitted['data'],
): BudgetState => ({
  ...withForward(state, award, trancheNo, forwardFenOf(state, award, trancheNo) - forwardFen),
  committedFen: state.committedFen + amountFen,
  commitments: withCommitment(state.commitments, commitmentId, {
    committedFen: amountFen,
    decommittedFen: 0n,
    disbursedFen: 0n,
  }),
});

const change = (
  state: AppropriatedBudget,
  { commitmentId }: { readonly commitmentId: string },
  { decommitted = 0n, disbursed = 0n }: { readonly decommitted?: Fen; readonly disbursed?: Fen },
): BudgetState => {
  const commitment = commitmentIn(state.commitments, commitmentId);
  assert(commitment, `Unknown commitment ${commitmentId}`);
  return {
    ...state,
    committedFen: state.committedFen - decommitted,
    disbursedFen: state.disbursedFen + disbursed,
    commitments: withCommitment(state.commitments, commitmentId, {
      committedFen: commitment.committedFen,
      decommittedFen: commitment.decommittedFen + decommitted,
      disbursedFen: commitment.disbursedFen + disbursed,
    }),
  };
};
