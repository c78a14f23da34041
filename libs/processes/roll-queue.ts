import type {
  BudgetAppropriated,
  BudgetCarriedIn,
  BudgetTransferredIn,
  YearEndDecided,
} from '#budgets/budgets.events.js';
import type { QueuedCommitment } from '#budgets/budget-line.js';
import { budgetDecider, budgetStream } from '#budgets/budgets.js';
import { decode } from '#event-store/decode.js';
import type { CommandExecutor } from '#event-store/execute.js';
import { type BusinessDate, yearOf } from '#kernel/business-date.js';
import type { Decider } from '#kernel/decider.js';
import type { Award } from '#programmes/award/award.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import type { AwardEvent } from '#programmes/award/award.events.js';
import type { Reaction } from '#reactions/reaction.js';
import { attemptOfCommitment } from './release-tranche.js';
import { type Steps, stepsOf } from './steps.js';

type Cause = BudgetAppropriated | BudgetTransferredIn | BudgetCarriedIn | YearEndDecided;

/**
 * Who waited in vain for the money of last year waits for this year's, in order of approval (decision 25). The queue moves when the
 * new year gets its first money, or the old one is closed, tranche by tranche: the award first, then the new line, the old one last. Interrupted anywhere, what
 * is still in the old queue is moved the next time.
 */
export const rollQueue = (
  executor: CommandExecutor,
  awards: Decider<AwardCommand, Award, AwardEvent>,
): Reaction => ({
  name: 'roll-queue',
  types: ['BudgetAppropriated', 'BudgetTransferredIn', 'BudgetCarriedIn', 'YearEndDecided'],
  handle: async (stored) => {
    const { type, data } = decode<Cause>(stored);
    const year = type === 'YearEndDecided' ? data.year + 1 : data.year;
    if (yearOf(stored.effectiveOn) < year) return;
    const [old, next] = [budgetStream(data.line, year - 1), budgetStream(data.line, year)];
    const { state } = await executor.load(budgetDecider, old);
    for (const waiting of state.queue) {
      await move(stepsOf(executor, stored), awards, { old, next, on: stored.effectiveOn }, waiting);
    }
  },
});

interface Turn {
  readonly old: string;
  readonly next: string;
  readonly on: BusinessDate;
}

const move = async (
  steps: Steps,
  awards: Decider<AwardCommand, Award, AwardEvent>,
  { old, next, on }: Turn,
  { commitmentId, amountFen, award, trancheNo, approvedOn }: QueuedCommitment,
): Promise<void> => {
  const attempt = attemptOfCommitment(commitmentId);
  const place = { trancheNo, attempt };
  const moved = await steps.ask(
    awards,
    award,
    { type: 'MoveQueuedTranche', ...place, budgetStream: next },
    commitmentId,
  );
  // It was cancelled meanwhile; its cancellation takes it out of the queue.
  if (moved.refusal) return;
  const commit = { type: 'CommitBudget', commitmentId, amountFen, award, trancheNo, approvedOn } as const;
  const { events } = await steps.order(budgetDecider, next, commit, commitmentId);
  if (events[0]?.type === 'BudgetCommitted') {
    const release = {
      type: 'ReleaseQueuedTranche',
      ...place,
      budgetStream: next,
      fiscalYear: yearOf(on),
      on,
    } as const;
    await steps.order(awards, award, release, commitmentId);
  }
  const left = await steps.ask(budgetDecider, old, { type: 'CancelQueued', commitmentId }, commitmentId);
  if (!left.refusal) return;
  // The old line found money at the last moment; the tranche is paid from the new one.
  const reason = 'moved to the next year';
  await steps.ask(
    budgetDecider,
    old,
    { type: 'Decommit', commitmentId, amountFen: null, reason },
    commitmentId,
  );
};
