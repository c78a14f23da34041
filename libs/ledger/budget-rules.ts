import type { StoredEvent } from '#event-store/envelope.js';
import type { BudgetEvent } from '#budgets/budgets.events.js';
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

/** The budgetary side: what may be spent, what is set aside, what was spent. */
export const BUDGET_RULES: RulesOf<BudgetEvent> = {
  BudgetAppropriated: {
    posts: true,
    about: () => null,
    moves: ({ data }, _facts, stored) => move(stored, '7001', '6001', data.amountFen),
  },
  BudgetAdjusted: {
    posts: true,
    about: () => null,
    moves: ({ data }, _facts, stored) => move(stored, '7001', '6001', data.deltaFen),
  },
  BudgetCommitted: {
    ...ofCommitment('7101', '7001'),
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
  CommitmentQueued: noMoney('waits for money and holds none'),
  QueuedCommitmentCancelled: noMoney('held no money while it waited'),
};

/** Commitments are named like the attempts they pay. */
const attemptIn = (commitmentId: string): number | null => {
  const [, attempt] = /\/\d+\/(\d+)$/.exec(commitmentId) ?? [];
  return attempt === undefined ? null : Number(attempt);
};
