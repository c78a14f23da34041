import { budgetDecider } from '#budgets/budgets.js';
import { capDecider } from '#caps/caps.js';
import { decode } from '#event-store/decode.js';
import type { CommandExecutor } from '#event-store/execute.js';
import { assert } from '#kernel/assert.js';
import type { Decider } from '#kernel/decider.js';
import type { Fen } from '#kernel/money.js';
import { isGranted, type PaymentAttempt, trancheOf } from '#programmes/award/award.js';
import type { Award } from '#programmes/award/award.js';
import type { AwardCommand } from '#programmes/award/award.commands.js';
import type { AwardEvent, TrancheLifeEvent } from '#programmes/award/award.events.js';
import type { Reaction } from '#reactions/reaction.js';
import { reduceClaimOn, takeBackRecovery } from './late-return.js';
import { partsOf } from './parts-of-payers.js';
import { type Steps, stepsOf } from './steps.js';

type Paid = Extract<TrancheLifeEvent, { type: 'TranchePaid' | 'TrancheSetOff' }>;
type Returned = Extract<TrancheLifeEvent, { type: 'TrancheReturned' }>;

/**
 * Carries what happened to a tranche into its caps and its budget line. Paid, by bank or by set-off: reserved becomes
 * consumed and committed becomes disbursed. Returned: both get the money back, and the next attempt asks for it anew; what was
 * claimed back of it after the award had ended is claimed no longer.
 */
export const bookPayments = (
  executor: CommandExecutor,
  awards: Decider<AwardCommand, Award, AwardEvent>,
): Reaction => ({
  name: 'book-payments',
  types: ['TranchePaid', 'TrancheSetOff', 'TrancheReturned'],
  handle: async (stored) => {
    const event = decode<Paid | Returned>(stored);
    const { state } = await executor.load(awards, stored.stream);
    assert(isGranted(state), 'A payment without an award');
    const attempt = trancheOf(state, event.data.trancheNo)?.attempts.find(
      (one) => one.attempt === event.data.attempt,
    );
    assert(attempt, 'A payment without a release');
    const steps = stepsOf(executor, stored);
    if (event.type !== 'TrancheReturned') return bookPaid(steps, event, attempt);
    const claim = await reduceClaimOn(executor, steps, event);
    if (claim) await takeBackRecovery(steps, awards, event, attempt, claim);
    await takeBack(steps, event, attempt, claim?.displacedFen ?? 0n);
  },
});

const bookPaid = async (steps: Steps, { type, data }: Paid, attempt: PaymentAttempt): Promise<void> => {
  const { amountFen } = data;
  for (const { capStream, reservationId } of attempt.reservations) {
    await steps.order(capDecider, capStream, { type: 'ConsumeCap', reservationId, amountFen, cause: type });
  }
  const { commitmentId } = attempt;
  for (const part of partsOf(data, attempt)) {
    const disburse = { type: 'Disburse', commitmentId, amountFen: part.amountFen, cause: type } as const;
    await steps.order(budgetDecider, part.budgetStream, disburse);
  }
};

/** What was recovered of the money before it came back has given its caps back already; the return gives back the rest. */
const takeBack = async (
  steps: Steps,
  { data }: Returned,
  attempt: PaymentAttempt,
  displacedFen: Fen,
): Promise<void> => {
  const { amountFen, wasPaid } = data;
  const reason = data.reasonCode ?? 'returned';
  for (const { capStream, reservationId } of attempt.reservations) {
    const type = wasPaid ? 'RestoreCap' : 'ReleaseCap';
    const backFen = amountFen - displacedFen;
    if (backFen > 0n)
      await steps.order(capDecider, capStream, { type, reservationId, amountFen: backFen, reason });
  }
  const { commitmentId } = attempt;
  for (const { budgetStream, amountFen: partFen } of partsOf(data, attempt)) {
    const part = { commitmentId, amountFen: partFen, reason };
    if (wasPaid) await steps.order(budgetDecider, budgetStream, { type: 'ReverseDisbursement', ...part });
    await steps.order(budgetDecider, budgetStream, { type: 'Decommit', ...part });
  }
};
