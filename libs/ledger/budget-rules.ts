import type { StoredEvent } from '#event-store/envelope.js';
import type { BudgetCommitted, BudgetEvent } from '#budgets/budgets.events.js';
import type { Fen } from '#kernel/money.js';
import type { AccountCode } from './accounts.js';
import type { Facts } from './facts.js';
import type { Move, SubLedgerKeys } from './posting.js';
import { budgetOf, keysOf, noMoney, paymentIn, type RulesOf } from './rule.js';

interface OfCommitment {
  readonly data: { readonly commitmentId: string; readonly amountFen: Fen };
}

const move = (
  stored: StoredEvent,
  debit: AccountCode,
  credit: AccountCode,
  amountFen: Fen,
  keys: Partial<SubLedgerKeys> = {},
): readonly Move[] => [
  { debit, credit, amountFen, ...keysOf(stored, { ...budgetOf(stored.stream), ...keys }) },
];

const aboutCommitment = ({ data }: OfCommitment): string => data.commitmentId;

const ofCommitment = (debit: AccountCode, credit: AccountCode) => ({
  posts: true as const,
  about: aboutCommitment,
  moves: ({ data }: OfCommitment, facts: Facts | undefined, stored: StoredEvent) => {
    const { award = null, trancheNo = null, attempt = null } = paymentIn(facts) ?? {};
    return move(stored, debit, credit, data.amountFen, { award, trancheNo, attempt });
  },
});

/** A whole amount of a line from one account to another. */
const ofLine = (debit: AccountCode, credit: AccountCode) => ({
  posts: true as const,
  about: () => null,
  moves: (
    { data }: { readonly data: { readonly amountFen: Fen } },
    _facts: Facts | undefined,
    stored: StoredEvent,
  ) => move(stored, debit, credit, data.amountFen),
});

/** What is set aside is promised no longer. */
const drawn = ({ award, trancheNo, forwardFen = 0n }: BudgetCommitted['data'], stored: StoredEvent) =>
  move(stored, '6201', '7501', forwardFen, { award, trancheNo });

const COMMITTED = ofCommitment('7101', '7001');

/** The budgetary side: what may be spent, what is promised, what is set aside, what was spent. */
export const BUDGET_RULES: RulesOf<BudgetEvent> = {
  BudgetAppropriated: ofLine('7001', '6001'),
  BudgetAdjusted: {
    posts: true,
    about: () => null,
    moves: ({ data }, _facts, stored) => move(stored, '7001', '6001', data.deltaFen),
  },
  BudgetCommitted: {
    ...COMMITTED,
    moves: (event, facts, stored) => [...COMMITTED.moves(event, facts, stored), ...drawn(event.data, stored)],
    learn: ({ data: { award, trancheNo, commitmentId } }, stored) => ({
      kind: 'payment',
      award,
      trancheNo,
      attempt: attemptIn(commitmentId),
      party: null,
      ...budgetOf(stored.stream),
      payableFen: 0n,
    }),
  },
  BudgetDecommitted: ofCommitment('7001', '7101'),
  BudgetDisbursed: ofCommitment('7201', '7101'),
  DisbursementReversed: ofCommitment('7101', '7201'),
  BudgetRefunded: {
    posts: true,
    about: () => null,
    moves: ({ data }, _facts, stored) =>
      move(stored, '7301', '6101', data.amountFen, { recoveryCase: data.caseId }),
  },
  BudgetTransferredOut: ofLine('7401', '7001'),
  BudgetTransferGivenBack: ofLine('7001', '7401'),
  BudgetTransferredIn: ofLine('7001', '7401'),
  BudgetCarriedIn: ofLine('7001', '7401'),
  YearEndDecided: {
    posts: true,
    about: () => null,
    moves: ({ data: { carriedFen, returnedFen } }, _facts, stored) => [
      ...move(stored, '7401', '7001', carriedFen),
      ...move(stored, '6001', '7001', returnedFen),
    ],
  },
  LateBalanceMoved: {
    posts: true,
    about: () => null,
    moves: ({ data: { outcome, amountFen } }, _facts, stored) =>
      move(stored, outcome === 'carried' ? '7401' : '6001', '7001', amountFen),
  },
  ForwardCommitmentChanged: {
    posts: true,
    about: () => null,
    moves: ({ data: { award, changes } }, _facts, stored) =>
      changes.flatMap(({ trancheNo, fromFen, toFen }) =>
        move(stored, '7501', '6201', toFen - fromFen, { award, trancheNo }),
      ),
  },
  BudgetLineClassified: noMoney('says under what a line is counted'),
  SpendingPlanEntered: noMoney('says when money is meant to be paid'),
  SpendingPlanConfirmed: noMoney('says when money is meant to be paid'),
  SpendingPlanRejected: noMoney('says when money is meant to be paid'),
  YearEndProposed: noMoney('waits for somebody else'),
  YearEndRejected: noMoney('leaves everything as it was'),
  CommitmentQueued: noMoney('waits for money and holds none'),
  QueuedCommitmentCancelled: noMoney('held no money while it waited'),
};

/** Commitments are named like the attempts they pay. */
const attemptIn = (commitmentId: string): number | null => {
  const [, attempt] = /\/\d+\/(\d+)$/.exec(commitmentId) ?? [];
  return attempt === undefined ? null : Number(attempt);
};
