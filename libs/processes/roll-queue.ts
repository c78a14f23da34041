import type { BudgetAppropriated } from '#budgets/budgets.events.js';
import type { QueuedCommitment } from '#budgets/budget-line.js';
import { budgetDecider, budgetStream } from '#budgets/budgets.js';
import { decode } from '#event-store/decode.js';
import type { StoredEvent } from '#event-store/envelope.js';
import type { CommandExecutor } from '#event-store/execute.js';
import { yearOf } from '#kernel/business-date.js';
import type { Decider } from '#kernel/decider.js';
import type { Award } from '#programmes/award/award.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import type { AwardEvent } from '#programmes/award/award.events.js';
import type { Reaction } from '#reactions/reaction.js';
import { attemptOfCommitment } from './release-tranche.js';
import { type Steps, stepsOf } from './steps.js';

/**
 * Who waited in vain for the money of last year waits for this year's, in order of approval (decision 25). The queue moves when the
 * new year gets its first money, tranche by tranche: the award first, then the new line, the old one last. Interrupted anywhere, what
 * is still in the old queue is moved the next time.
 */
export const rollQueue = (
  executor: CommandExecutor,
  awards: Decider<AwardCommand, Award, AwardEvent>,
): Reaction => ({
  name: 'roll-queue',
  types: ['BudgetAppropriated'],
  handle: async (stored) => {
    const { line, year } = decode<BudgetAppropriated>(stored).data;
    if (yearOf(stored.effectiveOn) < year) return;
    const old = budgetStream(line, year - 1);
    const { state } = await executor.load(budgetDecider, old);
    for (const waiting of state.queue) {
      await move(stepsOf(executor, stored), awards, stored, old, waiting);
    }
  },
});

const move = async (
  steps: Steps,
  awards: Decider<AwardCommand, Award, AwardEvent>,
  stored: StoredEvent,
  old: string,
  { commitmentId, amountFen, award, trancheNo, approvedOn }: QueuedCommitment,
): Promise<void> => {
  const attempt = attemptOfCommitment(commitmentId);
  const place = { trancheNo, attempt };
  const moved = await steps.ask(
    awards,
    award,
    { type: 'MoveQueuedTranche', ...place, budgetStream: stored.stream },
    commitmentId,
  );
  // It was cancelled meanwhile; its cancellation takes it out of the queue.
  if (moved.refusal) return;
  const commit = { type: 'CommitBudget', commitmentId, amountFen, award, trancheNo, approvedOn } as const;
  const { events } = await steps.order(budgetDecider, stored.stream, commit, commitmentId);
  if (events[0]?.type === 'BudgetCommitted') {
    const on = stored.effectiveOn;
    const release = {
      type: 'ReleaseQueuedTranche',
      ...place,
      budgetStream: stored.stream,
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
