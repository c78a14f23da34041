import type { BusinessDate } from '#kernel/business-date.js';
import type { Fen } from '#kernel/money.js';
import type { CommitmentRequest } from './budgets.events.js';
import type { LineClassification } from './classification.js';
import { type Commitment, type CommitmentBook, commitmentIn } from './commitment-book.js';
import { type ForwardCommitments, NOTHING_PROMISED } from './forward-book.js';
import { type Closing, OPEN } from './line-closing.js';
import { NO_PLAN, type SpendingPlan } from './spending-plan.js';

export interface QueuedCommitment extends CommitmentRequest {
  readonly approvedOn: BusinessDate;
}

/** What a line has whether or not it was given money. */
interface Totals extends ForwardCommitments {
  readonly refundedFen: Fen;
  readonly queuedFen: Fen;
  /** By approval date, then arrival. */
  readonly queue: readonly QueuedCommitment[];
  readonly classification: LineClassification | null;
  readonly spendingPlan: SpendingPlan;
  readonly closing: Closing;
}

/** Money that left for another line, until it came back. */
export interface TransferredOut {
  readonly amountFen: Fen;
  readonly documentNumber: string;
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
      readonly transfersOut: ReadonlyMap<string, TransferredOut>;
    });

export type AppropriatedBudget = Extract<BudgetState, { status: 'appropriated' }>;

export interface BudgetFigures {
  /** Given to the line by whatever document: appropriated, adjusted, transferred, carried over, less what left it again. */
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
  /** Promised to approved awards for this year and not set aside yet. */
  readonly forwardFen: Fen;
  /** Free and promised to nobody. */
  readonly uncommittedFen: Fen;
  /** Promised beyond what is free: the year has to be given so much more. */
  readonly uncoveredFen: Fen;
}

export const emptyLine = (): BudgetState => ({
  status: 'unappropriated',
  refundedFen: 0n,
  queuedFen: 0n,
  queue: [],
  ...NOTHING_PROMISED,
  classification: null,
  spendingPlan: NO_PLAN,
  closing: OPEN,
});

export const budgetFigures = (state: BudgetState): BudgetFigures => {
  const { appropriatedFen, committedFen, disbursedFen } =
    state.status === 'appropriated' ? state : { appropriatedFen: 0n, committedFen: 0n, disbursedFen: 0n };
  const freeFen = appropriatedFen - committedFen;
  const { refundedFen, queuedFen, forwardFen } = state;
  return {
    appropriatedFen,
    committedFen,
    disbursedFen,
    openFen: committedFen - disbursedFen,
    freeFen,
    refundedFen,
    queuedFen,
    forwardFen,
    uncommittedFen: freeFen > forwardFen ? freeFen - forwardFen : 0n,
    uncoveredFen: forwardFen > freeFen ? forwardFen - freeFen : 0n,
  };
};

export const commitmentOf = (state: BudgetState, commitmentId: string): Commitment | undefined =>
  state.status === 'appropriated' ? commitmentIn(state.commitments, commitmentId) : undefined;

/** Where a commitment of that approval date joins: behind everybody approved on the same day or earlier. */
export const placeInQueue = (queue: readonly QueuedCommitment[], approvedOn: BusinessDate): number =>
  queue.findLastIndex((waiting) => waiting.approvedOn <= approvedOn) + 1;
