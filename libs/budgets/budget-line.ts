import { assert, unreachable } from '#kernel/assert.js';
import type { BusinessDate } from '#kernel/business-date.js';
import type { Fen } from '#kernel/money.js';
import type { BudgetEvent, CommitmentRequest } from './budgets.events.js';
import {
  type Commitment,
  type CommitmentBook,
  commitmentIn,
  emptyBook,
  withCommitment,
} from './commitment-book.js';

export interface QueuedCommitment extends CommitmentRequest {
  readonly approvedOn: BusinessDate;
}

interface Totals {
  readonly refundedFen: Fen;
  readonly queuedFen: Fen;
  /** By approval date, then arrival. */
  readonly queue: readonly QueuedCommitment[];
}

/** A line without an appropriation can only let people wait; everything else needs money first. */
export type BudgetState =
  | (Totals & { readonly status: 'unappropriated' })
  | (Totals & {
      readonly status: 'appropriated';
      readonly line: string;
      readonly year: number;
      readonly appropriatedFen: Fen;
      readonly committedFen: Fen;
      readonly disbursedFen: Fen;
      readonly documentNumbers: ReadonlySet<string>;
      readonly commitments: CommitmentBook;
    });

export type AppropriatedBudget = Extract<BudgetState, { status: 'appropriated' }>;

export interface BudgetFigures {
  readonly appropriatedFen: Fen;
  /** Set aside for tranches, paid or not: disbursed + open. */
  readonly committedFen: Fen;
  readonly disbursedFen: Fen;
  readonly openFen: Fen;
  /** What a new commitment may take: appropriated − committed. */
  readonly freeFen: Fen;
  /** Recovered money that went to the treasury; part of no other figure. */
  readonly refundedFen: Fen;
  readonly queuedFen: Fen;
}

export const emptyLine = (): BudgetState => ({
  status: 'unappropriated',
  refundedFen: 0n,
  queuedFen: 0n,
  queue: [],
});

export const budgetFigures = (state: BudgetState): BudgetFigures => {
  const { appropriatedFen, committedFen, disbursedFen } =
    state.status === 'appropriated' ? state : { appropriatedFen: 0n, committedFen: 0n, disbursedFen: 0n };
  return {
    appropriatedFen,
    committedFen,
    disbursedFen,
    openFen: committedFen - disbursedFen,
    freeFen: appropriatedFen - committedFen,
    refundedFen: state.refundedFen,
    queuedFen: state.queuedFen,
  };
};

export const commitmentOf = (state: BudgetState, commitmentId: string): Commitment | undefined =>
  state.status === 'appropriated' ? commitmentIn(state.commitments, commitmentId) : undefined;

/** Where a commitment of that approval date joins: behind everybody approved on the same day or earlier. */
export const placeInQueue = (queue: readonly QueuedCommitment[], approvedOn: BusinessDate): number =>
  queue.findLastIndex((waiting) => waiting.approvedOn <= approvedOn) + 1;

export const evolveBudget = (state: BudgetState, event: BudgetEvent): BudgetState => {
  switch (event.type) {
    case 'BudgetAppropriated':
      return appropriated(state, event.data);
    case 'CommitmentQueued':
      return queued(state, event.data);
    case 'QueuedCommitmentCancelled':
      return leaveQueue(state, event.data.commitmentId);
    case 'BudgetRefunded':
      return { ...state, refundedFen: state.refundedFen + event.data.amountFen };
    default:
      assert(state.status === 'appropriated', `${event.type} needs an appropriation`);
      return evolveAppropriated(state, event);
  }
};

type SpendingEvent = Exclude<
  BudgetEvent,
  { type: 'BudgetAppropriated' | 'CommitmentQueued' | 'QueuedCommitmentCancelled' | 'BudgetRefunded' }
>;

const evolveAppropriated = (state: AppropriatedBudget, event: SpendingEvent): BudgetState => {
  switch (event.type) {
    case 'BudgetAdjusted':
      return {
        ...state,
        appropriatedFen: state.appropriatedFen + event.data.deltaFen,
        documentNumbers: new Set(state.documentNumbers).add(event.data.documentNumber),
      };
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

const appropriated = (
  state: BudgetState,
  { line, year, amountFen, documentNumber }: Extract<BudgetEvent, { type: 'BudgetAppropriated' }>['data'],
): AppropriatedBudget => {
  if (state.status === 'appropriated') {
    return {
      ...state,
      appropriatedFen: state.appropriatedFen + amountFen,
      documentNumbers: new Set(state.documentNumbers).add(documentNumber),
    };
  }
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
  };
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
  { commitmentId, amountFen }: CommitmentRequest,
): BudgetState => ({
  ...state,
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
